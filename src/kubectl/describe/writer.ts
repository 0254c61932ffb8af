/** The tab-separated stream that describers write. @see k8s.io/kubectl/pkg/describe/describe.go (PrefixWriter) */
import { describeColumns } from '../printers/columns.ts'

export interface Writer {
  /** Appends text after `level` times two blanks. */
  write(level: number, text: string): void
  /** What stands so far is aligned on its own. */
  flush(): void
  /** The unaligned text (rollout history prints raw tabs). */
  raw(): string
  aligned(): string
}

export function createWriter(): Writer {
  let done = ''
  let pending = ''
  return {
    write(level, text) {
      pending += '  '.repeat(level) + text
    },
    flush() {
      done += describeColumns().format(pending)
      pending = ''
    },
    raw: () => done + pending,
    aligned: () => done + describeColumns().format(pending),
  }
}
