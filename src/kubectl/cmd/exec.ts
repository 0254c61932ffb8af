/**
 * `kubectl exec` and `kubectl port-forward`. @see k8s.io/kubectl/pkg/cmd/{exec,portforward}
 * Simplified: no WebSocket; one GET of `…/exec`, the words of the command joined by line feeds in `command`, is answered
 * with `{stdout, stderr, exitCode}`.
 */
import { objectOf, type Info } from '../info.ts'
import { exit, plain, usage, verbatim } from '../errors.ts'
import type { Command, Factory } from '../factory.ts'
import { filenameFlags, flag } from '../flags/groups.ts'
import { int, isObject, text } from '../json.ts'
import { objectPath } from '../resources.ts'
import { chooseContainer, podsOf, targetOf } from './attachable.ts'
import { parsePort, translatedPorts } from './forwarded-ports.ts'

async function firstPod(f: Factory, info: Info): Promise<Info> {
  const [pod] = await podsOf(f, info, 'attach to')
  if (pod === undefined) throw plain('timed out waiting for the condition')
  return pod
}

async function run(f: Factory): Promise<void> {
  const target = f.dash === 0 ? undefined : f.args[0]
  const files = f.flags.list('filename').length + (f.flags.text('kustomize') === '' ? 0 : 1)
  if (f.dash < 0 && f.args.length > (files > 0 ? 0 : 1))
    throw usage('exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead', f.path)
  if (target === undefined && files === 0) throw plain('pod, type/name or --filename must be specified')
  const command = f.dash < 0 ? [] : f.args.slice(f.dash)
  if (command.length === 0) throw plain('you must specify at least one command for the container')
  const pod = await firstPod(f, await targetOf(f, target))
  const phase = text(objectOf(pod), 'status', 'phase')
  if (phase === 'Succeeded' || phase === 'Failed')
    throw plain(`cannot exec into a container in a completed pod; current phase is ${phase}`)
  const wanted = f.flags.text('container')
  const container = wanted || chooseContainer(f, objectOf(pod), '', f.flags.bool('quiet'))
  if (f.flags.bool('tty')) f.err('Unable to use a TTY - input is not a terminal or the right kind of file\n')
  const query: Record<string, string> = {
    command: command.join('\n'),
    container,
    stderr: 'true',
    stdout: 'true',
  }
  if (f.flags.bool('stdin')) query.stdin = 'true'
  const path = `${objectPath(pod.mapping, pod.namespace, pod.name)}/exec`
  const answer = await f.client.call({ method: 'GET', path, query }).catch((error: unknown) => {
    throw asExecError(error)
  })
  if (!isObject(answer)) {
    f.out(typeof answer === 'string' ? answer : '')
    return
  }
  f.out(text(answer, 'stdout'))
  f.err(text(answer, 'stderr'))
  const code = int(answer, 'exitCode')
  if (code !== 0) throw verbatim(`command terminated with exit code ${code}`, code)
}

/** The runtime's refusals come through the stream, not as a Status with a reason. */
function asExecError(error: unknown): unknown {
  const message = error instanceof Error ? error.message : ''
  return message.startsWith('Internal error occurred: ') ? plain(message) : error
}

async function forward(f: Factory): Promise<void> {
  const [target, ...words] = f.args
  if (target === undefined || words.length === 0)
    throw usage('TYPE/NAME and list of ports are required for port-forward', f.path)
  const info = await targetOf(f, target)
  const pod = await firstPod(f, info)
  const ports = translatedPorts(words, info.mapping.kind === 'Service' ? objectOf(info) : undefined, objectOf(pod)) // prettier-ignore
  const found = await f.client.get(objectPath(pod.mapping, pod.namespace, pod.name))
  const phase = text(found, 'status', 'phase')
  if (phase !== 'Running')
    throw plain(`unable to forward port because pod is not running. Current status=${phase}`)
  for (const { local, remote } of ports.map(parsePort))
    for (const address of ['127.0.0.1', '[::1]'])
      f.out(`Forwarding from ${address}:${local || remote} -> ${remote}\n`)
  await untilInterrupted(f)
}

async function untilInterrupted(f: Factory): Promise<void> {
  while (await f.host.sleep(60_000)) if (f.host.interrupted()) break
}

async function serve(f: Factory): Promise<void> {
  f.out(`Starting to serve on ${f.flags.text('address')}:${f.flags.int('port')}\n`)
  await untilInterrupted(f)
  // The signal ends the program.
  throw exit(130)
}

const container = { ...flag.text('container', 'The container'), short: 'c' }
const runningTimeout = {
  name: 'pod-running-timeout',
  type: 'duration' as const,
  default: '1m0s',
  usage: 'How long to wait for a pod',
}

export const exec: Command = {
  name: 'exec',
  short: 'Execute a command in a container',
  use: '(POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...]',
  flags: [
    ...filenameFlags,
    container,
    { ...flag.bool('stdin', 'Pass stdin to the container'), short: 'i' },
    { ...flag.bool('tty', 'Stdin is a terminal'), short: 't' },
    { ...flag.bool('quiet', 'Say nothing but the output'), short: 'q' },
    runningTimeout,
  ],
  run,
}

export const portForward: Command = {
  name: 'port-forward',
  short: 'Forward one or more local ports to a pod',
  use: 'TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]',
  flags: [
    { name: 'address', type: 'stringSlice', default: 'localhost', usage: 'Addresses to listen on' },
    runningTimeout,
  ],
  run: forward,
}

export const proxy: Command = {
  name: 'proxy',
  short: 'Run a proxy to the Kubernetes API server',
  use: '[--port=PORT] [--www=static-dir] [--www-prefix=prefix] [--api-prefix=prefix]',
  flags: [
    { ...flag.text('port', 'Port to listen on', '8001'), type: 'int', short: 'p' },
    flag.text('address', 'Address to listen on', '127.0.0.1'),
    flag.text('api-prefix', 'Prefix of the API', '/'),
    { ...flag.text('www', 'Directory to serve'), short: 'w' },
  ],
  run: serve,
}
