/** The part of the English catalogue that is loaded after the first picture. */
import { LATER_SENTENCES } from '../../worker/picture/latersentences.ts'
import { dock } from './dock.ts'
import { panel } from './panel.ts'
import { why } from './why.ts'

export const later = { ...dock, ...panel, ...why, ...LATER_SENTENCES } as const
