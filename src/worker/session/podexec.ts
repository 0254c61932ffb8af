/**
 * `GET …/pods/NAME/exec`: a command inside a container, answered as `{kind: ExecResult, stdout, stderr, exitCode}`.
 * No process runs in the simulation, so only programs whose answer follows from the pod and its image are known:
 * env, printenv, hostname, cat, echo, true, false, curl and wget, and `sh -c` around one of them.
 * @see kubernetes/pkg/registry/core/pod/rest/subresources.go; the refusals are the API server's and the runtime's
 */
import type { ApiRequest, ApiResponse } from '../../sim/api/contract.ts'
import type { ApiServer } from '../../sim/api/contract.ts'
import type { Container, Pod } from '../../sim/api/types/pod.ts'
import type { RequestRecord } from '../../sim/facts.ts'
import { serviceLinks } from './servicelinks.ts'

const EXEC_PATH = /^\/api\/v1\/namespaces\/([^/]+)\/pods\/([^/]+)\/exec$/

/** A request to another address, from inside the pod. */
export type Curl = (url: string) => { ok: true; record: RequestRecord } | { ok: false; error: string }

interface Result {
  stdout?: string
  stderr?: string
  exitCode?: number
}

interface Inside {
  api: ApiServer
  pod: Pod
  container: Container
  curl: Curl
}

export const isExec = ({ path }: ApiRequest): boolean => EXEC_PATH.test(path)

const refuse = (code: number, reason: string, message: string): ApiResponse => ({
  status: code,
  contentType: 'application/json',
  warnings: [],
  body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code },
})

/** Answers an exec request; `curl` is how the command's own requests reach the cluster. */
export function execIn(api: ApiServer, request: ApiRequest, curl: Curl): ApiResponse {
  const [, namespace = '', name = ''] = EXEC_PATH.exec(request.path) ?? []
  const pod = api.get('pods', namespace, name)
  if (!pod) return refuse(404, 'NotFound', `pods "${name}" not found`)
  const wanted = request.query?.['container'] ?? pod.spec.containers[0]?.name ?? ''
  const container = pod.spec.containers.find((one) => one.name === wanted)
  if (!container) return refuse(400, 'BadRequest', `container ${wanted} is not valid for pod ${name}`)
  if (!pod.spec.nodeName) return refuse(400, 'BadRequest', `pod ${name} does not have a host assigned`)
  const status = pod.status.containerStatuses?.find((one) => one.name === wanted)
  if (!status?.state?.running)
    return refuse(500, 'InternalError', `unable to upgrade connection: container not found ("${wanted}")`)
  const [program = '', ...args] = (request.query?.['command'] ?? '').split('\n')
  const result = run({ api, pod, container, curl }, program, args)
  if (!result) return refuse(500, 'ExecFailed', notFound(pod, program))
  const { stdout = '', stderr = '', exitCode = 0 } = result
  const body = { kind: 'ExecResult', stdout, stderr, exitCode }
  return { status: 200, contentType: 'application/json', warnings: [], body }
}

function notFound(pod: Pod, program: string): string {
  const id = pod.metadata.uid.replaceAll('-', '').slice(0, 12)
  return (
    'Internal error occurred: error executing command in container: failed to exec in container: failed to start exec ' +
    `"${id}": OCI runtime exec failed: exec failed: unable to start container process: exec: "${program}": ` +
    'executable file not found in $PATH: unknown'
  )
}

type Program = (inside: Inside, args: string[]) => Result

const PROGRAMS: Readonly<Record<string, Program>> = {
  env: (inside) => ({ stdout: lines(environment(inside)) }),
  printenv: (inside, names) => printenv(inside, names),
  hostname: ({ pod }) => ({ stdout: `${hostname(pod)}\n` }),
  echo: (_, args) => ({ stdout: args[0] === '-n' ? args.slice(1).join(' ') : `${args.join(' ')}\n` }),
  cat: (inside, files) => cat(inside, files),
  true: () => ({}),
  false: () => ({ exitCode: 1 }),
  curl: (inside, args) => fetched(inside, args, 'curl'),
  wget: (inside, args) => fetched(inside, args, 'wget'),
  sh: (inside, args) => shell(inside, args, 'sh'),
  bash: (inside, args) => shell(inside, args, 'bash'),
}

function run(inside: Inside, program: string, args: string[]): Result | undefined {
  return PROGRAMS[program.replace(/^(?:\/usr)?\/s?bin\//, '')]?.(inside, args)
}

const lines = (all: string[]): string => all.map((line) => `${line}\n`).join('')
const hostname = (pod: Pod): string => pod.spec.hostname ?? pod.metadata.name

function environment({ api, pod, container }: Inside): string[] {
  return [
    'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    `HOSTNAME=${hostname(pod)}`,
    ...(container.env ?? []).map(({ name, value }) => `${name}=${value ?? ''}`),
    ...serviceLinks(api, pod),
    'HOME=/root',
  ]
}

function printenv(inside: Inside, names: string[]): Result {
  const all = environment(inside)
  if (names.length === 0) return { stdout: lines(all) }
  const found = names.flatMap((name) => all.filter((line) => line.startsWith(`${name}=`)))
  const values = found.map((line) => line.slice(line.indexOf('=') + 1))
  return { stdout: lines(values), exitCode: values.length === names.length ? 0 : 1 }
}

function fileOf({ pod }: Inside, path: string): string | undefined {
  const namespace = pod.metadata.namespace ?? 'default'
  if (path === '/etc/hostname') return `${hostname(pod)}\n`
  if (path === '/etc/hosts') return `127.0.0.1\tlocalhost\n${pod.status.podIP ?? ''}\t${hostname(pod)}\n`
  if (path === '/etc/resolv.conf')
    return `search ${namespace}.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n`
  return undefined
}

function cat(inside: Inside, files: string[]): Result {
  const read = files.map((path) => ({ path, text: fileOf(inside, path) }))
  const missing = read.filter(({ text }) => text === undefined)
  return {
    stdout: read.map(({ text }) => text ?? '').join(''),
    stderr: lines(missing.map(({ path }) => `cat: ${path}: No such file or directory`)),
    exitCode: missing.length > 0 ? 1 : 0,
  }
}

/** The pod's own address stands for localhost. */
function fetched({ pod, curl }: Inside, args: string[], program: 'curl' | 'wget'): Result {
  const url = args.findLast((arg) => !arg.startsWith('-'))
  if (!url) return { stderr: `${program}: no URL specified\n`, exitCode: 2 }
  const local = /^((?:https?:\/\/)?)(?:localhost|127\.0\.0\.1)(?=[:/]|$)/
  const answer = curl(url.replace(local, `$1${pod.status.podIP ?? ''}`))
  if (!answer.ok) return { stderr: `${answer.error}\n`, exitCode: 7 }
  const { status, body } = answer.record
  if (status === 0) return { stderr: `${program}: (7) Failed to connect: Connection refused\n`, exitCode: 7 }
  return { stdout: body.endsWith('\n') ? body : `${body}\n` }
}

function shell(inside: Inside, args: string[], name: string): Result {
  if (args[0] !== '-c') return {}
  const line = (args[1] ?? '').trim()
  const exit = /^exit (\d+)$/.exec(line)
  if (exit) return { exitCode: Number(exit[1]) }
  const [program = '', ...rest] = line.split(/\s+/).map((word) => word.replace(/^(['"])(.*)\1$/, '$2'))
  return run(inside, program, rest) ?? { stderr: `${name}: 1: ${program}: not found\n`, exitCode: 127 }
}
