/** `kubectl annotate` and `kubectl label`. @see k8s.io/kubectl/pkg/cmd/{annotate,label}, cmdutil GetResourcesAndPairs */
import { build } from '../builder.ts'
import { objectOf, type Info, type Result } from '../info.ts'
import { plain, several, type KubectlError } from '../errors.ts'
import { dryRunOf, writeQuery, type Command, type DryRun, type Factory } from '../factory.ts'
import {
  allNamespacesFlag,
  dryRunFlag,
  fieldManagerFlag,
  fieldSelectorFlag,
  filenameFlags,
  flag,
  printFlags,
  recordFlag,
  selectorFlag,
} from '../flags/groups.ts'
import { copy, equal, isObject, object, put, sortedKeys, strings, type JsonObject } from '../json.ts'
import { mergeDiff } from '../patch/merge-diff.ts'
import { operationPrinter } from '../printers/objects.ts'
import { CHANGE_CAUSE, patchInfo, records, targetsOf } from './targets.ts'

type What = 'annotation' | 'label'

interface Change {
  resources: string[]
  set: Map<string, string>
  remove: string[]
}

function pairs(args: string[], what: What): Change {
  const change: Change = { resources: [], set: new Map(), remove: [] }
  let found = false
  for (const arg of args) {
    const equals = arg.indexOf('=')
    const pair = equals > 0
    const removal = !pair && arg.endsWith('-') && arg !== '-'
    if (!pair && !removal) {
      if (found) throw plain(`all resources must be specified before ${what} changes: ${arg}`)
      change.resources.push(arg)
      continue
    }
    found = true
    if (pair) change.set.set(arg.slice(0, equals), arg.slice(equals + 1))
    else change.remove.push(arg.slice(0, -1))
  }
  return change
}

const VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/

function checkLabels(change: Change): void {
  for (const [key, value] of change.set) {
    const spec = `${key}=${value}`
    if (value.includes('=')) throw plain(`invalid label spec: ${spec}`)
    if (value.length > 63)
      throw plain(`invalid label value: ${JSON.stringify(spec)}: must be no more than 63 characters`)
    if (!VALUE.test(value)) {
      throw plain(
        `invalid label value: ${JSON.stringify(spec)}: a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`,
      )
    }
  }
  if (change.remove.some((key) => change.set.has(key)))
    throw plain('can not both modify and remove a label in the same command')
}

function checkAnnotations(change: Change): void {
  const both = change.remove.filter((key) => change.set.has(key))
  if (both.length > 0)
    throw plain(
      `can not both modify and remove the following annotation(s) in the same command: ${both.join(', ')}`,
    )
}

function refuseOverwrites(existing: Record<string, string>, change: Change, what: What): void {
  const taken = [...change.set].filter(([key, value]) => existing[key] !== undefined && existing[key] !== value && !(what === 'annotation' && key === CHANGE_CAUSE)) // prettier-ignore
  if (taken.length === 0) return
  if (what === 'label') {
    throw several(
      taken
        .slice(0, 1)
        .map(([key]) =>
          plain(`'${key}' already has a value (${existing[key] ?? ''}), and --overwrite is false`),
        ),
    )
  }
  const lines = taken.map(([key]) => `'${key}' already has a value (${existing[key] ?? ''})`).join('; ')
  throw plain(`--overwrite is false but found the following declared annotation(s): ${lines}`)
}

function changed(before: JsonObject, field: string, change: Change): JsonObject {
  const after = copy(before)
  const values: JsonObject = { ...object(after, 'metadata', field) }
  for (const [key, value] of change.set) values[key] = value
  for (const key of change.remove) delete values[key]
  const metadata = object(after, 'metadata')
  if (Object.keys(values).length > 0 || isObject(metadata[field])) put(after, ['metadata', field], values)
  if (Object.keys(values).length === 0) delete object(after, 'metadata')[field]
  return after
}

interface Plan {
  what: What
  change: Change
  dryRun: DryRun
  one: boolean
}

async function changeOne(f: Factory, info: Info, plan: Plan): Promise<void> {
  const { what, change, dryRun } = plan
  const field = `${what}s`
  const before = objectOf(info)
  const existing = strings(before, 'metadata', field)
  const sends = !(f.flags.bool('local') || f.flags.bool('list') || dryRun === 'client')
  const overwrite = f.flags.bool('overwrite')
  if (what === 'label' && sends) {
    for (const key of change.remove) if (existing[key] === undefined) f.out(`label "${key}" not found.\n`)
  }
  if (!overwrite) refuseOverwrites(existing, change, what)
  let after = changed(before, field, change)
  if (f.flags.bool('list')) {
    list(f, info, what, strings(after, 'metadata', field), plan.one)
    return
  }
  const version = f.flags.text('resource-version')
  if (records(f) && sends) put(after, ['metadata', 'annotations', CHANGE_CAUSE], f.commandLine)
  const operation = operationOf(what, before, after, overwrite)
  const local = after
  if (sends) {
    const body = mergeDiff(before, after)
    if (version !== '') put(body, ['metadata', 'resourceVersion'], version)
    const query = writeQuery({ fieldManager: f.flags.text('field-manager'), dryRun })
    after = await patchInfo(f, info, 'merge', body, query)
  }
  // `label` prints what it made of the object, not what the server did.
  operationPrinter(f, dryRun)(operation, what === 'label' && sends ? local : after)
}

function operationOf(what: What, before: JsonObject, after: JsonObject, overwrite: boolean): string {
  if (what === 'annotation') return 'annotated'
  if (equal(before, after)) return 'not labeled'
  return !overwrite && JSON.stringify(after).length < JSON.stringify(before).length ? 'unlabeled' : 'labeled'
}

function list(f: Factory, info: Info, what: What, values: Record<string, string>, one: boolean): void {
  if (!one) f.out(`Listing ${what}s for ${info.mapping.kind}.${info.mapping.group}/${info.name}:\n`)
  for (const key of sortedKeys(values)) f.out(`${one ? '' : ' '}${key}=${values[key] ?? ''}\n`)
}

async function run(f: Factory, what: What): Promise<void> {
  const change = pairs(f.args, what)
  if (what === 'label') checkLabels(change)
  const dryRun = dryRunOf(f)
  const given = f.flags.list('filename').length > 0
  if (f.flags.bool('all') && f.flags.text('selector') !== '')
    throw plain('cannot set --all and --selector at the same time')
  if (!f.flags.bool('local') && change.resources.length === 0 && !given)
    throw plain('one or more resources must be specified as <resource> <name> or <resource>/<name>')
  if (change.set.size === 0 && change.remove.length === 0 && !f.flags.bool('list'))
    throw plain(`at least one ${what} update is required`)
  if (what === 'annotation') checkAnnotations(change)
  const local = f.flags.bool('local')
  if (local && !given)
    throw plain('can only use local files by -f rsrc.yaml or --filename=rsrc.json when --local=true is set')
  const result: Result = await build(f, {
    ...targetsOf(f, change.resources),
    latest: !local,
    continueOnError: true,
  })
  const errors: KubectlError[] = []
  if (f.flags.text('resource-version') !== '' && !result.singleItemImplied)
    throw plain('--resource-version may only be used with a single resource')
  const plan: Plan = { what, change, dryRun, one: result.singleItemImplied }
  await result.visit((info) => changeOne(f, info, plan))
  if (errors.length > 0) throw several(errors)
}

const flagsOf = (what: What) => [
  ...printFlags,
  ...filenameFlags,
  selectorFlag,
  fieldSelectorFlag,
  allNamespacesFlag,
  flag.bool('all', 'Select all resources of the types'),
  flag.bool('overwrite', `Allow to overwrite ${what}s`),
  flag.bool('list', `Show the ${what}s`),
  flag.bool('local', 'Do not contact the server'),
  flag.text('resource-version', 'Only if the object has this version'),
  dryRunFlag,
  recordFlag,
  fieldManagerFlag(what === 'label' ? 'kubectl-label' : 'kubectl-annotate'),
]

export const annotate: Command = {
  name: 'annotate',
  short: 'Update the annotations on a resource',
  use: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]',
  flags: flagsOf('annotation'),
  run: (f) => run(f, 'annotation'),
}

export const label: Command = {
  name: 'label',
  short: 'Update the labels on a resource',
  use: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]',
  flags: flagsOf('label'),
  run: (f) => run(f, 'label'),
}
