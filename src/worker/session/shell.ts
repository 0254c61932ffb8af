/** A shell of src/kubectl for one terminal. */
import { complete } from '../../kubectl/completion/complete.ts'
import { runShell } from '../../kubectl/shell/shell.ts'
import type { Shell } from './terminal.ts'

export const createShell = (): Shell => ({ run: runShell, complete })
