/** Does what a button says: runs its kubectl line in the first terminal, and keeps what the API answered. */
import { run, type RunResult } from './commands.ts'
import { targetOf } from './draft.ts'
import { fieldErrors } from './fieldErrors.ts'
import { kubectlLine, type Action } from './kubectlLine.ts'
import { setUi, useRollscope } from './store.ts'
import type { Draft } from './ui.ts'

/** The line of an action on the Deployment shown; null while there is none. */
export function lineOf(action: Action): string | null {
  const target = targetOf(useRollscope.getState().scene)
  return target && kubectlLine(action, target)
}

/** A refused change keeps its draft; an accepted one drops the fields it changed. */
export async function act(action: Action): Promise<RunResult> {
  const line = lineOf(action)
  if (line === null) return { code: 1, error: '' }
  setUi({ fieldErrors: {} })
  const result = await run(line)
  if (result.code !== 0) setUi({ fieldErrors: fieldErrors(result.error) })
  else if (action.kind === 'rollOut') forget(action.changes)
  else if (action.kind === 'scale') forget({ replicas: action.replicas })
  return result
}

/** Fields edited again while the command ran are kept. */
function forget(done: Draft): void {
  const kept = Object.entries(useRollscope.getState().draft).filter(
    ([field, value]) => !(field in done) || value !== done[field as keyof Draft],
  )
  setUi({ draft: Object.fromEntries(kept) as Draft })
}
