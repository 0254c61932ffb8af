/** Server-side apply of a scale. */
import type { ApiAnswer } from '../contract.ts'
import type { ObjectParts } from '../registry/strategy.ts'
import type { Exchange } from '../http/resource.ts'
import { apply } from './apply.ts'

export const applyScale = (exchange: Exchange, _old: ObjectParts): ApiAnswer => apply(exchange)
