/** The streams of one running command, and hosts derived from them. */
import type { KubectlHost } from '../host.ts'
import type { ShellState } from './state.ts'

export interface Io {
  host: KubectlHost
  state: ShellState
  /** Assignments before the command: `EDITOR=vi kubectl edit …`. */
  environment: Record<string, string>
  stdin: string
  out(text: string): void
  err(text: string): void
  /** The reader behind the pipe wants no more. */
  stopped(): boolean
}

/** The host as a program started here sees it. */
export function hostOf(io: Io): KubectlHost {
  const { state, host } = io
  return {
    ...host,
    readFile: (path) => host.readFile(fromHome(state, path)),
    listFiles: (directory) => host.listFiles(fromHome(state, directory)),
    writeFile: (path, text) => host.writeFile(fromHome(state, path), text),
    makeDirectory: (path) => host.makeDirectory(fromHome(state, path)),
    removeFile: (path) => host.removeFile(fromHome(state, path)),
    stdin: () => io.stdin,
    stdout: (text) => io.out(text),
    stderr: (text) => io.err(text),
    interrupted: () => io.stopped() || host.interrupted(),
    env: (name) =>
      io.environment[name] ??
      (state.exported.includes(name) ? state.variables[name] : undefined) ??
      host.env(name),
  }
}

/** A host whose command is interrupted after `ms` of virtual time. */
export function withAlarm(host: KubectlHost, ms: number): { host: KubectlHost; rung(): boolean } {
  let rung = false
  const alarm = host.sleep(ms).then(() => {
    rung = true
  })
  return {
    rung: () => rung,
    host: {
      ...host,
      interrupted: () => rung || host.interrupted(),
      sleep: (time) => Promise.race([host.sleep(time), alarm.then(() => false)]),
      watch: async (request) => {
        const handle = await host.watch(request)
        return {
          ...handle,
          close: () => handle.close(),
          next: () => Promise.race([handle.next(), alarm.then(() => undefined)]),
        }
      },
    },
  }
}

const HOME = '/root'

/** A path as typed, from the root; `~` is the home directory. */
export function absolute({ directory }: ShellState, path: string): string {
  const base = /^[~/]/.test(path) ? path : `${directory}/${path}`
  const parts: string[] = []
  for (const part of base.replace(/^~(?=\/|$)/, HOME).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

/** As the prompt of a shell shows it. */
export const shortPath = (path: string): string => path.replace(/^\/root(?=\/|$)/, '~')

/** The host's files are told from the home directory. */
function fromHome(state: ShellState, path: string): string {
  const whole = absolute(state, path)
  return whole === HOME ? '.' : whole.startsWith(`${HOME}/`) ? whole.slice(HOME.length + 1) : whole
}
