/** A shell of src/kubectl for one terminal, with its own variables and history. */
import { complete } from '../../kubectl/completion/complete.ts'
import { runShell } from '../../kubectl/shell/run.ts'
import { createShellState } from '../../kubectl/shell/state.ts'
import type { Shell } from './terminal.ts'

export function createShell(): Shell {
  const state = createShellState()
  return {
    run: (line, host) => runShell(line, host, state),
    complete: async (line, cursor, host) => (await complete(line, cursor, host, state)).candidates,
  }
}
