/** The terminal of a page: the same lines, answered by the emulator of the session that the page is attached to. */
import { execFileSync } from 'node:child_process'
import type { Frame } from '../../../src/worker/protocol.ts'
import { attachPage, type AttachedPage } from '../serve-api/attachedpage.ts'
import type { Step } from './steps.ts'
import type { Typed } from './typed.ts'

const TERMINAL = 0

export interface PageTerminal {
  readonly page: AttachedPage
  type(step: Step): Typed
}

export function openPageTerminal(address: string): PageTerminal {
  let running: { id: number; step: Step; typed: Typed } | null = null
  let ids = 0

  const onFrame = ({ output, acks, edit }: Frame): void => {
    if (!running) return
    const { id, step, typed } = running
    for (const { stream, text } of output) if (stream !== 'input') typed[stream] += text
    if (edit) {
      typed.edited = edit.text
      const text = execFileSync('sed', ['-e', step.edit ?? ''], { input: edit.text, encoding: 'utf8' })
      page.post({ type: 'edited', edit: edit.edit, text })
    }
    const ack = acks.find((one) => one.id === id)
    if (ack) typed.exit = Number(ack.result)
  }
  const page = attachPage(address, onFrame)

  return {
    page,
    type(step) {
      const typed: Typed = {
        stdout: '',
        stderr: '',
        exit: undefined,
        interrupt: () => page.post({ type: 'interrupt', terminal: TERMINAL }),
      }
      running = { id: ++ids, step, typed }
      page.post({ type: 'run', id: ids, terminal: TERMINAL, line: step.line })
      return typed
    },
  }
}
