/** What a plugin says that only judges. */
import type { Status } from '../types/meta.ts'

export interface Judgement {
  denied?: Status
  warnings: string[]
}
