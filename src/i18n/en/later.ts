/** The part of the English catalogue that is loaded after the first picture. */
import { dock } from './dock.ts'
import { panel } from './panel.ts'
import { stageLater } from './stagelater.ts'
import { why } from './why.ts'
import { workerLater } from './workerlater.ts'

export const later = { ...dock, ...panel, ...stageLater, ...why, ...workerLater } as const
