/**
 * What a view may ask for. There is one way to change the cluster: a line of the shell, so that every button's deed
 * stands in the terminal's history.
 */
import type { Ack, ToWorker } from '../worker/protocol.ts'
import { ask, send } from './link.ts'
import { setUi, useRollscope } from './store.ts'

export interface RunResult {
  code: number
  /** What it wrote to stderr, or why it could not run. */
  error: string
}

const exitCode = (ack: Ack): number => (typeof ack.result === 'number' ? ack.result : ack.ok ? 0 : 1)

/** Runs one line in a terminal (0: the first, where buttons write). Resolves when the command ends. */
export async function run(line: string, terminal = 0): Promise<RunResult> {
  count(terminal, 1)
  const before = useRollscope.getState().output[terminal]?.at(-1)?.id ?? 0
  const ack = await ask({ type: 'run', terminal, line })
  count(terminal, -1)
  const written = (useRollscope.getState().output[terminal] ?? [])
    .filter((row) => row.id > before && row.stream === 'stderr')
    .map((row) => row.text)
    .join('')
  return { code: exitCode(ack), error: ack.error ?? written.trim() }
}

const lastTyped = new Map<number, Promise<unknown>>()

/** A line typed at the prompt: it waits for the lines typed before it, as in a shell. Buttons do not wait. */
export function type(line: string, terminal: number): void {
  const before = lastTyped.get(terminal) ?? Promise.resolve()
  lastTyped.set(
    terminal,
    before.then(() => run(line, terminal)),
  )
}

function count(terminal: number, by: 1 | -1): void {
  const { running } = useRollscope.getState()
  setUi({ running: { ...running, [terminal]: (running[terminal] ?? 0) + by } })
}

/** Candidates for the word at the cursor. */
export async function complete(line: string, cursor: number): Promise<string[]> {
  const ack = await ask({ type: 'complete', line, cursor })
  return Array.isArray(ack.result) ? ack.result.filter((item) => typeof item === 'string') : []
}

/** The address of this moment, or why there is none. */
export async function share(): Promise<string | null> {
  const ack = await ask({ type: 'share' })
  return typeof ack.result === 'string' ? ack.result : null
}

export const branch = (id: string): Promise<Ack> => ask({ type: 'branch', branch: id })
export const fork = (): Promise<Ack> => ask({ type: 'fork' })
export const putFile = (path: string, text: string): Promise<Ack> => ask({ type: 'file', path, text })
export const open = (address: string): Promise<Ack> => ask({ type: 'open', address })

/** Answers `kubectl edit`: the saved text, or null when the editor was closed. */
export function finishEdit(edit: number, text: string | null): void {
  send({ type: 'edited', edit, text })
  useRollscope.setState({ edit: null })
}

/** Time and the like: messages without an answer. */
export const dispatch: (
  message: Exclude<ToWorker, { id: number } | { type: 'select' } | { type: 'edited' }>,
) => void = send

export function togglePlay(): void {
  dispatch({ type: useRollscope.getState().clock.playing ? 'pause' : 'play' })
}

/** Shows an instant; *Why?* shows what was decided last by then. */
export function seek(at: number): void {
  if (useRollscope.getState().decision !== null) setUi({ decision: null })
  dispatch({ type: 'seek', at })
}

/** To the next or previous decision of the controller, or event. *Why?* shows what was decided there. */
export function step(unit: 'decision' | 'event', by: 1 | -1): void {
  setUi({ decision: null })
  dispatch({ type: 'step', unit, by })
}

/** Nothing of the draft is kept. */
export function dropDraft(): void {
  setUi({ draft: {}, fieldErrors: {} })
}
