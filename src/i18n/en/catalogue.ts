/** The English catalogue: the source of every id. One file per part of the page; ids begin with that part's name. */
import { dock } from './dock.ts'
import { shell } from './shell.ts'
import { stage } from './stage.ts'
import { why } from './why.ts'
import { worker } from './worker.ts'

export const en = { ...shell, ...dock, ...stage, ...why, ...worker } as const
