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
  return {
    ...io.host,
    stdin: () => io.stdin,
    stdout: (text) => io.out(text),
    stderr: (text) => io.err(text),
    interrupted: () => io.stopped() || io.host.interrupted(),
    env: (name) =>
      io.environment[name] ??
      (io.state.exported.includes(name) ? io.state.variables[name] : undefined) ??
      io.host.env(name),
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

/** Paths are kept without `./` and `~/`. */
export const cleanPath = (path: string): string => path.replace(/^~\/|^\.\//, '')
