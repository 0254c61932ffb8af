/** What one running command has at hand. @see k8s.io/kubectl/pkg/cmd/util/factory.go, helpers.go */
import { createClient, type Client } from './client.ts'
import { connection, reachable } from './config.ts'
import { plain, verbatim } from './errors.ts'
import type { FlagSpec, Flags } from './flags/pflag.ts'
import type { KubectlHost } from './host.ts'
import { rfc3339 } from '../sim/time.ts'

export interface Factory {
  host: KubectlHost
  client: Client
  flags: Flags
  args: string[]
  /** Arguments before `--`, or -1. */
  dash: number
  /** `kubectl rollout status` */
  path: string
  /** The whole line for `--record`. */
  commandLine: string
  namespace: string
  /** True when -n was given: files of another namespace are refused. */
  enforceNamespace: boolean
  out(text: string): void
  err(text: string): void
  /** The command's own help on stdout, where upstream shows it before it refuses a line. */
  help(): void
}

export interface Command {
  name: string
  aliases?: string[]
  /** One line for the list of commands. */
  short: string
  /** The rest of the usage line after the command's path. */
  use?: string
  examples?: string[]
  flags?: FlagSpec[]
  commands?: Command[]
  hidden?: boolean
  /** A group prints its help here when no sub-command is given. */
  helpTo?: 'stdout' | 'stderr'
  run?(f: Factory): Promise<void>
}

export function createFactory(
  host: KubectlHost,
  line: { flags: Flags; args: string[]; dash: number; path: string; commandLine: string; help(): void },
): Factory {
  const { server, namespace } = connection(host, line.flags, line.path)
  const client = createClient(host)
  const refusing = (): Client => {
    const refuse = () => Promise.reject(refused(host, server, true))
    // `version` asks for one document, without discovery.
    return {
      call: refuse,
      get: (path) => Promise.reject(refused(host, server, path !== '/version')),
      text: refuse,
      watch: refuse,
    }
  }
  return {
    host,
    client: reachable(host, line.flags, server) ? client : refusing(),
    ...line,
    namespace,
    enforceNamespace: line.flags.text('namespace') !== '',
    out: (text) => host.stdout(text),
    err: (text) => host.stderr(text),
  }
}

/** `E0305 10:00:00.000000   12345 file.go:1] `, as klog begins a line. */
export function klog(host: KubectlHost, level: 'E' | 'W', place: string): string {
  const stamp = rfc3339(host.now())
  const micro = String(Math.floor((host.now() % 1) * 1e6)).padStart(6, '0')
  return `${level}${stamp.slice(5, 7)}${stamp.slice(8, 10)} ${stamp.slice(11, 19)}.${micro}   12345 ${place}] `
}

export function refused(host: KubectlHost, server: string, discovering: boolean) {
  const address = server.replace(/^https?:\/\//, '').replace(/\/$/, '')
  const dial = address.replace(/^localhost/, '127.0.0.1')
  if (discovering) {
    const cause = `couldn't get current server API group list: Get \\"${server}/api?timeout=32s\\": dial tcp ${dial}: connect: connection refused`
    for (let i = 0; i < 5; i++)
      host.stderr(`${klog(host, 'E', 'memcache.go:265')}"Unhandled Error" err="${cause}"\n`)
  }
  return verbatim(
    `The connection to the server ${address} was refused - did you specify the right host or port?`,
  )
}

export type DryRun = 'none' | 'client' | 'server'

/** cmdutil.GetDryRunStrategy. */
export function dryRunOf(f: Factory): DryRun {
  const value = f.flags.text('dry-run')
  if (value === 'client' || value === 'server' || value === 'none') return value
  if (value === '') return 'none'
  if (value === 'unchanged') {
    f.err(
      `${klog(f.host, 'W', 'helpers.go:719')}--dry-run is deprecated and can be replaced with --dry-run=client.\n`,
    )
    return 'client'
  }
  if (['true', 'false', '1', '0', 't', 'f', 'T', 'F', 'TRUE', 'FALSE', 'True', 'False'].includes(value)) {
    throw plain(`Invalid dry-run value (${value}). Must be "none", "server", or "client".`)
  }
  throw plain(`Invalid dry-run value (${value}). Must be "none", "server", or "client".`)
}

export const dryRunSuffix = (dryRun: DryRun): string =>
  dryRun === 'client' ? ' (dry run)' : dryRun === 'server' ? ' (server dry run)' : ''

/** The query of a write: fieldManager, dry run, validation — only what is set. */
export function writeQuery(options: { fieldManager?: string; dryRun?: DryRun; fieldValidation?: string }) {
  const query: Record<string, string> = {}
  if (options.dryRun === 'server') query.dryRun = 'All'
  if (options.fieldManager) query.fieldManager = options.fieldManager
  if (options.fieldValidation) query.fieldValidation = options.fieldValidation
  return query
}

/** --validate as the server's fieldValidation. */
export function validationOf(f: Factory): 'Strict' | 'Warn' | 'Ignore' {
  const value = f.flags.text('validate')
  if (value === 'warn') return 'Warn'
  if (value === 'ignore' || value === 'false') return 'Ignore'
  if (value === 'strict' || value === 'true' || value === '') return 'Strict'
  throw plain(
    `invalid - validate option ${JSON.stringify(value)}; must be one of: strict (or true), warn, ignore (or false)`,
  )
}
