/** `kubectl set env`. @see k8s.io/kubectl/pkg/cmd/set/set_env.go, env/env_parse.go */
import { objectOf, slashName } from '../info.ts'
import { plain } from '../errors.ts'
import { dryRunOf, type Command, type Factory } from '../factory.ts'
import { flag } from '../flags/groups.ts'
import { at, isObject, objects, text, type JsonObject } from '../json.ts'
import { referencedEnv } from './set-env-from.ts'
import { hasPodSpec, podSpecOf, runSet, selectContainers, setFlags } from './set.ts'

interface EnvChange {
  set: { name: string; value?: string; valueFrom?: JsonObject }[]
  remove: string[]
}

const isEnvWord = (word: string): boolean => word.indexOf('=') > 0 || word.endsWith('-')

/** Resources come first, then `K=V` and `K-`. @see cmdutil SplitEnvironmentFromResources */
function split(f: Factory): { resources: string[]; words: string[] } {
  const resources: string[] = []
  const words: string[] = []
  for (const arg of f.args) {
    if (isEnvWord(arg)) words.push(arg)
    else if (words.length > 0)
      throw plain(`all resources must be specified before environment changes: ${arg}`)
    else resources.push(arg)
  }
  return { resources, words: [...f.flags.list('env'), ...words] }
}

/** `K=V` sets, `K-` removes, `-` reads lines from stdin. @see envutil.ParseEnv */
function parseEnv(f: Factory, words: string[]): EnvChange {
  const change: EnvChange = { set: [], remove: [] }
  for (const word of words.flatMap((one) => (one === '-' ? stdinLines(f) : [one]))) {
    const equals = word.indexOf('=')
    if (equals < 0 && !word.endsWith('-')) throw plain(`unknown environment variable: ${word}`)
    if (equals < 0) change.remove.push(word.slice(0, -1))
    else {
      const name = word.slice(0, equals)
      if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name)) {
        throw plain(
          `${JSON.stringify(name)} is not a valid key name: a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')`,
        )
      }
      change.set.push({ name, value: word.slice(equals + 1) })
    }
  }
  if (change.remove.some((name) => change.set.some((one) => one.name === name)))
    throw plain('can not both modify and remove the same environment variable in the same command')
  return change
}

const stdinLines = (f: Factory): string[] =>
  f.host
    .stdin()
    .split('\n')
    .filter((line) => /^\w+=/.test(line))

function updateEnv(existing: JsonObject[], { set, remove }: EnvChange): JsonObject[] {
  const covered = new Set(remove)
  const out: JsonObject[] = []
  for (const one of existing) {
    const name = text(one, 'name')
    if (covered.has(name)) continue
    const newer = set.findLast((candidate) => candidate.name === name)
    if (newer) covered.add(name)
    out.push(newer ? { ...newer } : one)
  }
  for (const one of set) {
    if (covered.has(one.name)) continue
    covered.add(one.name)
    out.push({ ...one })
  }
  return out
}

/** `from secret x, key y`. @see envutil GetEnvVarRefString */
function reference(from: JsonObject): string {
  if (isObject(from.configMapKeyRef))
    return `configmap ${text(from, 'configMapKeyRef', 'name')}, key ${text(from, 'configMapKeyRef', 'key')}`
  if (isObject(from.secretKeyRef))
    return `secret ${text(from, 'secretKeyRef', 'name')}, key ${text(from, 'secretKeyRef', 'key')}`
  if (isObject(from.fieldRef)) return `field path ${text(from, 'fieldRef', 'fieldPath')}`
  return `resource field ${text(from, 'resourceFieldRef', 'resource')}`
}

function listEnv(f: Factory, kind: string, name: string, container: JsonObject): void {
  f.out(`# ${kind} ${name}, container ${text(container, 'name')}\n`)
  for (const one of objects(container, 'env')) {
    const from = at(one, 'valueFrom')
    if (isObject(from)) f.out(`# ${text(one, 'name')} from ${reference(from)}\n`)
    else f.out(`${text(one, 'name')}=${text(one, 'value')}\n`)
  }
}

async function run(f: Factory): Promise<void> {
  const { resources, words } = split(f)
  const list = f.flags.bool('list')
  if (resources.length === 0 && f.flags.list('filename').length === 0)
    throw plain('one or more resources must be specified as <resource> <name> or <resource>/<name>')
  if (list && f.flags.text('output') !== '') throw plain('--list and --output may not be specified together')
  const from = f.flags.text('from')
  if (f.flags.list('keys').length > 0 && from === '')
    throw plain('when specifying --keys, a configmap or secret must be provided with --from')
  const change = parseEnv(f, words)
  if (from !== '') change.set.push(...(await referencedEnv(f, from)))
  for (const one of change.set) one.name = f.flags.text('prefix') + one.name
  const glob = f.flags.text('containers')
  await runSet(f, {
    resources,
    dryRun: dryRunOf(f),
    operation: 'env updated',
    failed: 'failed to patch env update to pod template',
    change: (object, info) => {
      // A list leaves out what has no containers.
      if (list && !hasPodSpec(info)) return
      const spec = podSpecOf(object, info)
      const containers = selectContainers(spec, glob)
      if (containers.length === 0)
        f.err(`Warning: ${info.mapping.kind}/${info.name} does not have any containers matching "${glob}"\n`)
      for (const container of containers) {
        const existing = objects(container, 'env')
        if (!f.flags.bool('overwrite')) {
          const taken = existing.find((one) => change.set.some((other) => other.name === one.name))
          if (taken)
            throw plain(
              `'${text(taken, 'name')}' already has a value (${text(taken, 'value')}), and --overwrite is false`,
            )
        }
        const env = updateEnv(existing, change)
        if (env.length > 0) container.env = env
        else delete container.env
        if (list)
          listEnv(
            f,
            info.mapping.kind,
            info.name || text(objectOf(info), 'metadata', 'name') || slashName(info),
            container,
          )
      }
    },
    ...(list ? { dryRun: 'client' as const } : {}),
  })
}

export const setEnv: Command = {
  name: 'env',
  short: 'Update environment variables of a pod template',
  use: 'RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N',
  flags: [
    ...setFlags,
    flag.bool('all', 'Select all resources of the types'),
    { ...flag.text('containers', 'Names of containers, may hold wildcards', '*'), short: 'c' },
    { name: 'env', short: 'e', type: 'stringArray', usage: 'Variable to set' },
    flag.bool('list', 'Show the environment without changing it'),
    flag.bool('overwrite', 'Allow to overwrite a variable', true),
    flag.bool('resolve', 'Show secret and configmap references'),
    flag.text('from', 'Resource to take variables from'),
    flag.text('prefix', 'Prefix of the variables'),
    { name: 'keys', type: 'stringSlice', usage: 'Keys to import' },
  ],
  run,
}
