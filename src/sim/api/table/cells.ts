/** What a Table's row is made of. */
import type { ObjectParts } from '../registry/strategy.ts'

export type Cells = (string | number | boolean)[]
export type Row = (object: ObjectParts, now: number) => Cells
