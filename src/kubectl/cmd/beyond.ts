/**
 * Commands whose work no simulation does: `attach`, `cp`, `debug`, `kustomize`, `completion`, `plugin`. They refuse wrong
 * lines and missing objects as upstream, and then say what is not there.
 * @see k8s.io/kubectl/pkg/cmd/{attach,cp,debug,kustomize,completion,plugin}
 */
import { objectOf, type Info } from '../info.ts'
import { plain, usage } from '../errors.ts'
import type { Command, Factory } from '../factory.ts'
import { filenameFlags, flag } from '../flags/groups.ts'
import { text } from '../json.ts'
import { refuseKustomization } from '../kustomization.ts'
import { mappingForResource, objectPath } from '../resources.ts'
import { allContainersOf, chooseContainer, podsOf, targetOf } from './attachable.ts'

const container = { ...flag.text('container', 'The container'), short: 'c' }
const stdin = { ...flag.bool('stdin', 'Pass stdin to the container'), short: 'i' }
const tty = { ...flag.bool('tty', 'Stdin is a terminal'), short: 't' }
const quiet = { ...flag.bool('quiet', 'Say nothing but the output'), short: 'q' }

async function podOf(f: Factory, word: string): Promise<Info> {
  const [pod] = await podsOf(f, await targetOf(f, word), 'attach to')
  if (pod === undefined) throw plain('timed out waiting for the condition')
  return pod
}

async function attachTo(f: Factory): Promise<void> {
  const { args } = f
  if (args.length === 0) throw plain('at least 1 argument is required for attach')
  if (args.length > 2)
    throw plain(
      `expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw ${args.length}: [${args.join(' ')}]`,
    )
  const pod = await podOf(f, args.join('/'))
  const phase = text(objectOf(pod), 'status', 'phase')
  if (phase === 'Succeeded' || phase === 'Failed')
    throw plain(`cannot attach a container in a completed pod; current phase is ${phase}`)
  const name = chooseContainer(f, objectOf(pod), f.flags.text('container'), f.flags.bool('quiet'))
  throw plain(
    `unable to attach to container "${name}" of pod "${pod.name}": no process runs in this simulation (its output is in kubectl logs)`,
  )
}

interface FileSpec {
  namespace: string
  pod: string
  file: string
}

/** `[[NAMESPACE/]POD:]FILE` */
function specOf(word: string): FileSpec {
  const colon = word.indexOf(':')
  if (colon < 0) return { namespace: '', pod: '', file: word }
  if (colon === 0) throw plain('filespec must match the canonical format: [[namespace/]pod:]file/path')
  const parts = word.slice(0, colon).split('/')
  const [first = '', second] = parts
  if (parts.length > 2) throw plain('filespec must match the canonical format: [[namespace/]pod:]file/path')
  const file = word.slice(colon + 1)
  return second === undefined ? { namespace: '', pod: first, file } : { namespace: first, pod: second, file }
}

/** Runs `tar` in the container, as upstream: what images have one is for the cluster to say. */
async function copyBetween(f: Factory): Promise<void> {
  const [from, to] = f.args
  if (from === undefined || to === undefined || f.args.length !== 2)
    throw plain('source and destination are required')
  const [source, target] = [specOf(from), specOf(to)]
  if (source.pod !== '' && target.pod !== '')
    throw plain('one of src or dest must be a local file specification')
  if (source.pod === '' && target.pod === '')
    throw plain('one of src or dest must be a remote file specification')
  if (source.file === '' || target.file === '') throw plain('filepath can not be empty')
  if (source.pod === '' && f.host.readFile(source.file) === undefined && !f.host.listFiles(source.file))
    throw plain(`${source.file} doesn't exist in local filesystem`)
  const { namespace, pod, file } = source.pod === '' ? target : source
  const path = objectPath(mappingForResource('pods'), namespace || f.namespace, pod)
  const object = await f.client.get(path)
  const command = source.pod === '' ? ['tar', '-xmf', '-'] : ['tar', 'cf', '-', file]
  const name = chooseContainer(f, object, f.flags.text('container'))
  await f.client
    .call({
      method: 'GET',
      path: `${path}/exec`,
      query: { command: command.join('\n'), container: name, stderr: 'true', stdout: 'true' },
    })
    .catch((error: unknown) => {
      const message = error instanceof Error ? error.message : ''
      throw message.startsWith('Internal error occurred: ') ? plain(message) : error
    })
  throw plain(`nothing is copied to or from "${pod}": containers have no files in this simulation`)
}

async function debugPod(f: Factory): Promise<void> {
  const image = f.flags.text('image')
  const copyTo = f.flags.text('copy-to')
  if (image === '' && copyTo === '') throw plain('you must specify --image when not using --copy-to.')
  const [target] = f.args
  if (target === undefined) throw plain('NAME or --filename is required for debug')
  const info = await targetOf(f, target)
  const wanted = f.flags.text('target')
  if (wanted !== '' && info.mapping.kind === 'Pod' && !allContainersOf(objectOf(info)).includes(wanted))
    throw plain(`ephemeral container target "${wanted}" not found`)
  throw plain(
    `nothing to debug in ${info.mapping.resource}/${info.name}: this simulation has no debug containers`,
  )
}

function kustomizeBuild(f: Factory): void {
  if (f.args.length > 1) throw plain('specify one path to kustomization.yaml')
  refuseKustomization(f.host, f.args[0] ?? '.')
}

const SHELLS = ['bash', 'zsh', 'fish', 'powershell']

function completion(f: Factory): void {
  const [shell] = f.args
  if (shell === undefined) throw usage('Shell not specified.', f.path)
  if (f.args.length > 1) throw usage('Too many arguments. Expected only the shell type.', f.path)
  if (!SHELLS.includes(shell)) throw usage(`Unsupported shell type "${shell}".`, f.path)
  f.out(`# This terminal completes kubectl's lines by itself.\n`)
}

/** Of a command that answers at once. */
const atOnce =
  (run: (f: Factory) => void) =>
  (f: Factory): Promise<void> => {
    run(f)
    return Promise.resolve()
  }

export const attach: Command = {
  name: 'attach',
  short: 'Attach to a running container',
  use: '(POD | TYPE/NAME) -c CONTAINER',
  flags: [container, stdin, tty, quiet],
  run: attachTo,
}

export const cp: Command = {
  name: 'cp',
  short: 'Copy files and directories to and from containers',
  use: '<file-spec-src> <file-spec-dest>',
  flags: [
    container,
    flag.bool('no-preserve', 'Leave ownership and permissions'),
    flag.text('retries', 'Retries', '0'),
  ],
  run: copyBetween,
}

export const debug: Command = {
  name: 'debug',
  short: 'Create debugging sessions for troubleshooting workloads and nodes',
  use: '(POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ]',
  flags: [
    ...filenameFlags,
    container,
    stdin,
    tty,
    quiet,
    flag.text('image', 'Image of the debug container'),
    flag.text('copy-to', 'Name of a copy of the pod'),
    flag.text('target', 'Container whose processes are seen'),
    flag.text('profile', 'Debugging profile', 'general'),
  ],
  run: debugPod,
}

export const kustomize: Command = {
  name: 'kustomize',
  short: 'Build a kustomization target from a directory or URL',
  use: 'DIR',
  flags: [],
  run: atOnce(kustomizeBuild),
}

export const completionCommand: Command = {
  name: 'completion',
  short: 'Output shell completion code for the specified shell (bash, zsh, fish, or powershell)',
  use: 'SHELL',
  flags: [],
  run: atOnce(completion),
}

export const plugin: Command = {
  name: 'plugin',
  short: 'Provides utilities for interacting with plugins',
  use: '[flags]',
  commands: [
    {
      name: 'list',
      short: 'List all visible plugin executables on a user’s PATH',
      use: '[options]',
      flags: [flag.bool('name-only', 'Names instead of paths')],
      run: atOnce(() => {
        throw plain('unable to find any kubectl plugins in your PATH')
      }),
    },
  ],
}
