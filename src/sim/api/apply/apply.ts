/** Server-side apply: placeholder until field ownership is tracked. */
import type { ApiAnswer } from '../contract.ts'
import { failure } from '../errors.ts'
import { respondStatus } from '../http/respond.ts'
import type { Exchange } from '../http/resource.ts'

export function apply(_exchange: Exchange, _subresource?: 'status'): ApiAnswer {
  return { kind: 'response', response: respondStatus(failure(501, 'NotImplemented', 'apply')) }
}
