/** Discovery documents. */
import type { ApiResponse } from '../contract.ts'

export function discoveryAnswer(_path: string, _accept: string | undefined): ApiResponse | undefined {
  return undefined
}
