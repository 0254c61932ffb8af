/** Sentences by id: the worker chooses what is said, the catalogue (src/i18n/en/worker.ts, workerlater.ts) holds the words. */
import type { worker } from '../../i18n/en/worker.ts'
import type { workerLater } from '../../i18n/en/workerlater.ts'
import type { Sentence } from './picture.ts'

export type SentenceId = keyof typeof worker | keyof typeof workerLater

/** A sentence with its values; the id is checked against the list. */
export const say = (id: SentenceId, values: Record<string, string | number>): Sentence => ({ id, values })
