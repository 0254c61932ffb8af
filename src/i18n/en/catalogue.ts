/**
 * The English catalogue: the source of every id. One file per part of the page; ids begin with that part's name. Here
 * stands what the first picture says, in later.ts all the rest.
 */
import { shell } from './shell.ts'
import { stage } from './stage.ts'
import { worker } from './worker.ts'

export const en = { ...shell, ...stage, ...worker } as const
