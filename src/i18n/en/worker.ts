/** Sentences the worker chooses: headline, pod labels, announcements. Their English stands beside the choice. */
import { SENTENCES } from '../../worker/picture/sentences.ts'

export const worker = SENTENCES
