/** One terminal: runs its lines one after the other through the shell, with a host over the session's world. */
import type { KubectlHost, WatchHandle } from '../../kubectl/host.ts'
import { hostOf } from './curltarget.ts'
import type { Files } from './files.ts'
import type { Outbox } from './frames.ts'
import { watchStream } from './watchstream.ts'
import type { Label, World } from './world.ts'

/** src/kubectl/shell as the session needs it; a terminal's own state (variables, directory) lives in it. */
export interface Shell {
  run(line: string, host: KubectlHost): Promise<number>
  complete(line: string, cursor: number, host: KubectlHost): Promise<string[]>
}

export interface Terminal {
  run(line: string): Promise<number>
  interrupt(): void
  complete(line: string, cursor: number): Promise<string[]>
  edited(edit: number, text: string | null): boolean
  /** A command is running. */
  readonly busy: boolean
}

export interface TerminalOptions {
  number: number
  shell: Shell
  world: World
  files: Files
  outbox: () => Outbox
  touched: () => void
  cancelWaits: () => void
  nextEdit: () => number
}

const COLUMNS = 120
const INTERRUPTED = 130

export function createTerminal(options: TerminalOptions): Terminal {
  const { number, shell, world, files, outbox, touched } = options
  const edits = new Map<number, (text: string | null) => void>()
  const watches = new Set<WatchHandle>()
  const label: Label = { line: null }
  let queue: Promise<unknown> = Promise.resolve()
  let running = 0
  let interrupted = false

  const print = (stream: 'stdout' | 'stderr' | 'input', text: string): void => {
    outbox().output.push({ terminal: number, stream, text })
    touched()
  }

  const open = (watch: WatchHandle): WatchHandle => {
    watches.add(watch)
    return {
      ...watch,
      close() {
        watches.delete(watch)
        watch.close()
      },
    }
  }

  const host: KubectlHost = {
    request: (request) => world.request(request, number, label),
    async watch(request) {
      const { response, watch } = await world.watch(request, number)
      if (watch) {
        const handle = open(watchStream(watch))
        const seconds = Number(request.query?.['timeoutSeconds'] ?? 0)
        if (seconds > 0) void world.sleep(seconds * 1000, number).then(() => handle.close())
        return handle
      }
      return { response, next: () => Promise.resolve(undefined), close: () => undefined }
    },
    now: () => world.now(),
    sleep: (ms) => (interrupted ? Promise.resolve(false) : world.sleep(ms, number)),
    readFile: (path) => files.read(path),
    listFiles: (directory) => files.list(directory),
    writeFile: (path, text) => files.write(path, text),
    makeDirectory: (path) => files.makeDirectory(path),
    removeFile: (path) => files.remove(path),
    edit(text, fileName) {
      const edit = options.nextEdit()
      outbox().edit = { edit, text, fileName }
      touched()
      return new Promise((resolve) => edits.set(edit, resolve))
    },
    columns: () => COLUMNS,
    env: () => undefined,
    stdin: () => '',
    stdout: (text) => print('stdout', text),
    stderr: (text) => print('stderr', text),
    interrupted: () => interrupted,
    curl: (url) => Promise.resolve(answerOf(url)),
  }

  const answerOf = (url: string): Awaited<ReturnType<KubectlHost['curl']>> => {
    const answer = world.curl(url, label)
    if (!answer.ok) return answer
    const { status, body, outcome } = answer.record
    if (status > 0) return { ok: true, status, body }
    const refused = outcome === 'refused'
    const why = refused
      ? `(7) Failed to connect to ${hostOf(url)}: Connection refused`
      : '(52) Empty reply from server'
    return { ok: false, error: `curl: ${why}` }
  }

  const runNow = async (line: string): Promise<number> => {
    interrupted = false
    label.line = line
    print('input', line)
    try {
      const code = await shell.run(line, host)
      return interrupted ? INTERRUPTED : code
    } finally {
      for (const watch of watches) watch.close()
      watches.clear()
      touched()
    }
  }

  return {
    run(line) {
      running++
      const result = queue.then(() => runNow(line))
      queue = result.then(
        () => running--,
        () => running--,
      )
      return result
    },
    interrupt() {
      interrupted = true
      options.cancelWaits()
      for (const watch of watches) watch.close()
      for (const resolve of edits.values()) resolve(null)
      edits.clear()
    },
    complete: (line, cursor) => shell.complete(line, cursor, host),
    edited(edit, text) {
      const resolve = edits.get(edit)
      edits.delete(edit)
      resolve?.(text)
      return resolve !== undefined
    },
    get busy() {
      return running > 0
    },
  }
}
