/** The terminals of the session, by number, and the files they share. */
import { createFiles, type Files } from './files.ts'
import type { Outbox } from './frames.ts'
import { createTerminal, type Shell, type Terminal } from './terminal.ts'
import type { Waits } from './waits.ts'
import type { World } from './world.ts'

export interface Terminals {
  /** Resolves with the exit code. A shell that breaks says so in the terminal. */
  run(terminal: number, line: string): Promise<number>
  complete(line: string, cursor: number): Promise<string[]>
  interrupt(terminal: number): void
  interruptAll(): void
  edited(edit: number, text: string | null): void
  write(path: string, text: string): void
  /** Another run: the files are as they were at first. */
  reset(files: Readonly<Record<string, string>>): void
}

export interface TerminalsOptions {
  createShell: () => Shell
  world: World
  waits: Waits
  outbox: () => Outbox
  touched: () => void
}

export function createTerminals({ createShell, world, waits, outbox, touched }: TerminalsOptions): Terminals {
  const terminals = new Map<number, Terminal>()
  let files: Files = createFiles({})
  let edits = 0
  const shared: Files = {
    read: (path) => files.read(path),
    list: (directory) => files.list(directory),
    write: (path, text) => files.write(path, text),
    makeDirectory: (path) => files.makeDirectory(path),
    remove: (path) => files.remove(path),
  }

  const terminal = (number: number): Terminal => {
    const known = terminals.get(number)
    if (known) return known
    const created = createTerminal({
      number,
      shell: createShell(),
      world,
      files: shared,
      outbox,
      touched,
      cancelWaits: () => waits.cancel(number),
      nextEdit: () => ++edits,
    })
    terminals.set(number, created)
    return created
  }

  return {
    async run(number, line) {
      try {
        return await terminal(number).run(line)
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error)
        outbox().output.push({ terminal: number, stream: 'stderr', text: `rollscope: ${text}\n` })
        touched()
        return 1
      }
    },
    complete: (line, cursor) => terminal(0).complete(line, cursor),
    interrupt: (number) => terminal(number).interrupt(),
    interruptAll() {
      for (const one of terminals.values()) one.interrupt()
      waits.cancel()
    },
    edited(edit, text) {
      for (const one of terminals.values()) if (one.edited(edit, text)) return
    },
    write: shared.write,
    reset(initial) {
      files = createFiles(initial)
    },
  }
}
