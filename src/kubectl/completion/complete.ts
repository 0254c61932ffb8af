/**
 * Completion of a shell line as kubectl's own completion does it: commands, flags, types, names, containers, images.
 * @see k8s.io/kubectl/pkg/util/completion/completion.go, cobra completions.go
 */
import { createClient } from '../client.ts'
import type { Command } from '../factory.ts'
import { globalFlags } from '../flags/groups.ts'
import type { FlagSpec } from '../flags/pflag.ts'
import type { KubectlHost } from '../host.ts'
import { objects, text, type JsonObject } from '../json.ts'
import { findCommand, rootCommands } from '../kubectl.ts'
import { collectionPath, findMapping, resourceMappings } from '../resources.ts'
import { programs } from '../shell/programs.ts'
import type { ShellState } from '../shell/state.ts'

export interface Completion {
  /** The range of the line that a candidate replaces. */
  from: number
  to: number
  candidates: string[]
}

const outputs = ['json', 'yaml', 'kyaml', 'name', 'wide', 'jsonpath=', 'custom-columns=', 'go-template=']
const flagValues: Record<string, string[]> = {
  output: outputs,
  'dry-run': ['none', 'server', 'client'],
  cascade: ['background', 'orphan', 'foreground'],
  validate: ['strict', 'warn', 'ignore'],
}

/** Types offered for a command's first argument; undefined: any. */
const typesOf: Record<string, string[]> = {
  'rollout status': ['deployment', 'daemonset', 'statefulset'],
  'rollout history': ['deployment', 'daemonset', 'statefulset'],
  'rollout undo': ['deployment', 'daemonset', 'statefulset'],
  'rollout restart': ['deployment', 'daemonset', 'statefulset'],
  'rollout pause': ['deployment'],
  'rollout resume': ['deployment'],
  scale: ['deployment', 'replicaset', 'replicationcontroller', 'statefulset'],
  autoscale: ['deployment', 'replicaset', 'replicationcontroller', 'statefulset'],
  expose: ['pod', 'service', 'replicationcontroller', 'deployment', 'replicaset'],
}
const takesPods = new Set(['logs', 'exec', 'port-forward'])
const takesNodes = new Set(['cordon', 'uncordon', 'drain'])
const takesType = new Set([
  'get', 'describe', 'delete', 'edit', 'patch', 'annotate', 'label', 'wait', 'set image', 'set env', 'set resources', 'set selector', 'set serviceaccount', 'explain', 'events',
  ...Object.keys(typesOf),
]) // prettier-ignore

/** The last simple command of the line, up to the cursor, as words with their beginnings. */
function currentWords(line: string): { words: string[]; start: number } {
  const tail = /(?:^|[;|&(]|\bdo\b|\bthen\b)([^;|&(]*)$/.exec(line)?.[1] ?? line
  const words = tail.trimStart().split(/\s+/)
  return { words, start: line.length - (words.at(-1) ?? '').length }
}

async function namesOf(host: KubectlHost, type: string, namespace: string): Promise<string[]> {
  const mapping = findMapping(type)
  if (mapping === undefined) return []
  return (await itemsOf(host, collectionPath(mapping, namespace))).map((one) => text(one, 'metadata', 'name'))
}

/** Completion is silent: warnings and refusals are nobody's business. */
async function itemsOf(host: KubectlHost, path: string): Promise<JsonObject[]> {
  try {
    return objects(await createClient({ ...host, stderr: () => {} }).get(path), 'items')
  } catch {
    return []
  }
}

const typeNames = (): string[] => resourceMappings.map((one) => one.resource)

function flagNames(specs: readonly FlagSpec[]): string[] {
  return specs
    .filter((spec) => spec.deprecated === undefined)
    .map((spec) => `--${spec.name}${spec.type === 'bool' || spec.bare !== undefined ? '' : '='}`)
}

/** `container=` and what it runs, for `set image`. */
async function containerPairs(host: KubectlHost, target: string[], namespace: string): Promise<string[]> {
  const [type = '', name = ''] = target[0]?.includes('/') ? target[0].split('/') : target
  const mapping = findMapping(type)
  if (mapping === undefined) return []
  const items = await itemsOf(host, collectionPath(mapping, namespace))
  const found = items.find((one) => text(one, 'metadata', 'name') === name)
  const spec = type.startsWith('po') ? ['spec', 'containers'] : ['spec', 'template', 'spec', 'containers']
  return objects(found, ...spec).flatMap((one) => [
    `${text(one, 'name')}=`,
    `${text(one, 'name')}=${text(one, 'image')}`,
  ])
}

function optionValue(words: string[], names: string[]): string | undefined {
  for (const [i, word] of words.entries()) {
    for (const name of names) {
      if (word === name) return words[i + 1]
      if (word.startsWith(`${name}=`)) return word.slice(name.length + 1)
    }
  }
  return undefined
}

const withoutFlags = (words: string[], specs: readonly FlagSpec[]): string[] => {
  const out: string[] = []
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    if (!word.startsWith('-')) out.push(word)
    else if (!word.includes('=')) {
      const spec = specs.find((one) => `--${one.name}` === word || `-${one.short ?? '\n'}` === word)
      if (spec && spec.type !== 'bool' && spec.bare === undefined) i++
    }
  }
  return out
}

/** Candidates for the word being typed, `typed`, after `before` (without `kubectl`). */
async function kubectlCandidates(before: string[], typed: string, host: KubectlHost): Promise<string[]> {
  const { path, words } = findCommand(before)
  const command: Command | undefined = path.at(-1)
  const specs = [...(command?.flags ?? []), ...globalFlags]
  const previous = before.at(-1) ?? ''
  const pending = specs.find((one) => `--${one.name}` === previous || `-${one.short ?? '\n'}` === previous)
  const namespace = optionValue(before, ['-n', '--namespace']) ?? 'default'
  if (pending && pending.type !== 'bool' && pending.bare === undefined)
    return valuesOf(pending.name, host, before, namespace)
  const inline = /^--([\w-]+)=/.exec(typed)
  if (inline)
    return (await valuesOf(inline[1] ?? '', host, before, namespace)).map(
      (one) => `--${inline[1] ?? ''}=${one}`,
    )
  if (typed.startsWith('-')) return flagNames(specs)
  const args = withoutFlags(words, specs)
  const subcommands = (command ? (command.commands ?? []) : rootCommands)
    .filter((one) => !one.hidden)
    .map((one) => one.name)
  if (args.length === 0 && subcommands.length > 0 && command?.name !== 'create') return subcommands
  if (args.length === 0 && command?.name === 'create') return subcommands
  const name = path.map((one) => one.name).join(' ')
  return argumentCandidates(name, args, typed, host, namespace)
}

async function argumentCandidates(
  name: string,
  args: string[],
  typed: string,
  host: KubectlHost,
  namespace: string,
): Promise<string[]> {
  const [type = ''] = args
  if (takesNodes.has(name)) return namesOf(host, 'nodes', namespace)
  if (takesPods.has(name)) {
    if (args.length > 0) return []
    const [kind] = typed.includes('/') ? typed.split('/') : []
    if (kind !== undefined) return (await namesOf(host, kind, namespace)).map((one) => `${kind}/${one}`)
    return [...(await namesOf(host, 'pods', namespace)), 'deployment/', 'service/']
  }
  if (!takesType.has(name)) return []
  const complete = type.includes('/') ? args.length > 0 : args.length > 1
  if (name === 'set image' && complete) return containerPairs(host, args, namespace)
  if (typed.includes('/')) {
    const [kind = ''] = typed.split('/')
    return (await namesOf(host, kind, namespace)).map((one) => `${kind}/${one}`)
  }
  if (args.length === 0) return typesOf[name] ?? typeNames()
  if (type.includes('/')) return []
  const taken = new Set(args.slice(1))
  return (await namesOf(host, type.split(',')[0] ?? '', namespace)).filter((one) => !taken.has(one))
}

async function valuesOf(
  flag: string,
  host: KubectlHost,
  before: string[],
  namespace: string,
): Promise<string[]> {
  if (flag === 'namespace') return namesOf(host, 'namespaces', '')
  if (flag === 'container') {
    const [pod] = before.slice(1).filter((word) => !word.startsWith('-'))
    const found = (await itemsOf(host, `/api/v1/namespaces/${namespace}/pods`)).find(
      (one) => text(one, 'metadata', 'name') === pod,
    )
    return objects(found, 'spec', 'containers').map((one) => text(one, 'name'))
  }
  if (flag === 'filename') return (host.listFiles('.') ?? []).toSorted()
  if (flag === 'to-revision' || flag === 'revision') {
    const sets = await itemsOf(host, `/apis/apps/v1/namespaces/${namespace}/replicasets`)
    const revisions = sets.map((one) =>
      text(one, 'metadata', 'annotations', 'deployment.kubernetes.io/revision'),
    )
    return [...new Set(revisions)].filter(Boolean).toSorted((a, b) => Number(a) - Number(b))
  }
  return flagValues[flag] ?? []
}

/** @param state the shell's, for aliases; without it only `kubectl` itself is known */
export async function complete(
  line: string,
  cursor: number,
  host: KubectlHost,
  state?: ShellState,
): Promise<Completion> {
  const before = line.slice(0, cursor)
  const { words, start } = currentWords(before)
  const typed = words.at(-1) ?? ''
  const done = words.slice(0, -1)
  const [first, ...rest] = done
  const answer = (found: string[]): Completion => ({
    from: start,
    to: cursor,
    candidates: [...new Set(found.filter((one) => one.startsWith(typed)))],
  })
  if (first === undefined)
    return answer([...Object.keys(programs), ...Object.keys(state?.aliases ?? {})].toSorted())
  const alias = state?.aliases[first]?.split(/\s+/)
  const command = alias ?? [first]
  if (command[0] !== 'kubectl') return answer((host.listFiles('.') ?? []).toSorted())
  return answer(await kubectlCandidates([...command.slice(1), ...rest], typed, host))
}
