/** `kubectl taint`. @see k8s.io/kubectl/pkg/cmd/taint/{taint,utils}.go */
import { build } from '../builder.ts'
import { objectOf, type Info } from '../info.ts'
import { asKubectlError, plain, several, usage } from '../errors.ts'
import { dryRunOf, validationOf, writeQuery, type Command, type Factory } from '../factory.ts'
import {
  dryRunFlag,
  fieldManagerFlag,
  flag,
  printFlags,
  selectorFlag,
  validateFlag,
} from '../flags/groups.ts'
import { copy, objects, put, text, type JsonObject } from '../json.ts'
import { twoWayPatch } from '../patch/diff.ts'
import { operationPrinter } from '../printers/objects.ts'
import { patchInfo, targetsOf } from './targets.ts'

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']

interface Change {
  add: JsonObject[]
  remove: { key: string; effect: string }[]
}

const NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/

/** Why a text is no qualified name. @see apimachinery/pkg/util/validation (IsQualifiedName) */
const keyReason = (key: string): string | undefined =>
  NAME.test(key.split('/').at(-1) ?? '')
    ? undefined
    : "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"

/** `key=value:Effect`, `key:Effect`, `key:Effect-`, `key-`. */
function parse(words: string[]): Change {
  const change: Change = { add: [], remove: [] }
  const checkEffect = (effect: string) => {
    if (!effects.includes(effect)) throw plain(`invalid taint effect: ${effect}, unsupported taint effect`)
  }
  for (const word of words) {
    if (word.endsWith('-')) {
      const [key = '', effect = ''] = word.slice(0, -1).split(':')
      if (effect !== '') checkEffect(effect)
      change.remove.push({ key: key.split('=')[0] ?? '', effect })
      continue
    }
    const [pair = '', effect = '', ...more] = word.split(':')
    const [key = '', value = '', ...rest] = pair.split('=')
    if (effect === '' && more.length === 0 && keyReason(pair) !== undefined)
      throw plain(`invalid taint spec: ${word}, ${keyReason(pair) ?? ''}`)
    if (key === '' || effect === '' || more.length > 0 || rest.length > 0)
      throw plain(`invalid taint spec: ${word}`)
    checkEffect(effect)
    const reason = keyReason(key)
    if (reason !== undefined) throw plain(`invalid taint spec: ${word}, ${reason}`)
    change.add.push({ key, ...(value === '' ? {} : { value }), effect })
  }
  return change
}

/** A spec that cannot be read is a mistake of usage. */
function parseOrExplain(f: Factory, words: string[]): Change {
  try {
    return parse(words)
  } catch (error) {
    throw usage(asKubectlError(error).message, f.path)
  }
}

const same = (a: JsonObject, b: JsonObject): boolean => a.key === b.key && a.effect === b.effect

function apply(f: Factory, info: Info, change: Change): { taints: JsonObject[]; operation: string } {
  const old = objects(objectOf(info), 'spec', 'taints')
  const clash = change.add.filter((taint) => old.some((one) => same(one, taint)))
  if (clash.length > 0 && !f.flags.bool('overwrite')) {
    const keys = clash.map((one) => text(one, 'key')).join(',')
    throw plain(`node ${info.name} already has ${keys} taint(s) with same effect(s) and --overwrite is false`)
  }
  const removed = (one: JsonObject) =>
    change.remove.some(({ key, effect }) => one.key === key && (effect === '' || one.effect === effect))
  for (const { key, effect } of change.remove) {
    if (!old.some((one) => one.key === key && (effect === '' || one.effect === effect)))
      throw plain(`taint ${JSON.stringify(effect === '' ? key : `${key}:${effect}`)} not found`)
  }
  const kept = old.filter((one) => !removed(one) && !change.add.some((taint) => same(one, taint)))
  const operation =
    change.add.length === 0
      ? 'untainted'
      : change.remove.length > 0 || clash.length > 0
        ? 'modified'
        : 'tainted'
  return { taints: [...change.add, ...kept], operation }
}

async function run(f: Factory): Promise<void> {
  const words = f.args.filter((word) => word.includes(':') || word.includes('=') || word.endsWith('-'))
  const names = f.args.filter((word) => !words.includes(word))
  const [type, ...nodes] = names
  if (type === undefined) throw plain('one or more resources must be specified as <resource> <name>')
  if (words.length === 0 && nodes.length === 0) throw plain('at least one taint update is required')
  if (nodes.length === 0 && !f.flags.bool('all') && f.flags.text('selector') === '' && !type.includes('/'))
    throw plain("at least one resource name must be specified since '--all' parameter is not set")
  if (!['no', 'node', 'nodes'].includes(type.split('/')[0] ?? ''))
    throw plain(`invalid resource type ${type}, only node types are supported`)
  if (words.length === 0) throw plain('at least one taint update is required')
  const change = parseOrExplain(f, words)
  const both = change.remove.filter(({ key, effect }) =>
    change.add.some((one) => one.key === key && (effect === '' || one.effect === effect)),
  )
  if (both.length > 0)
    throw plain(
      `can not both modify and remove the following taint(s) in the same command: ${both.map(({ key, effect }) => `${key}=${effect}`).join(', ')}`,
    )
  const dryRun = dryRunOf(f)
  const { infos, errors } = await (
    await build(f, { ...targetsOf(f, names), latest: true, continueOnError: true })
  ).infos()
  if (errors.length > 0) throw several(errors)
  // A dry run is not said.
  const print = operationPrinter(f, 'none', true)
  for (const info of infos) {
    const { taints, operation } = apply(f, info, change)
    const before = objectOf(info)
    const after = copy(before)
    if (taints.length > 0) put(after, ['spec', 'taints'], taints)
    else put(after, ['spec'], { ...withoutTaints(after) })
    if (dryRun === 'client') {
      print(operation, after)
      continue
    }
    const query = writeQuery({
      fieldManager: f.flags.text('field-manager'),
      dryRun,
      fieldValidation: validationOf(f),
    })
    print(operation, await patchInfo(f, info, 'strategic', twoWayPatch(before, after), query))
  }
}

function withoutTaints(node: JsonObject): JsonObject {
  const spec =
    typeof node.spec === 'object' && node.spec !== null && !Array.isArray(node.spec) ? node.spec : {}
  const { taints: _, ...rest } = spec
  return rest
}

export const taint: Command = {
  name: 'taint',
  short: 'Update the taints on one or more nodes',
  use: 'NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N',
  flags: [
    ...printFlags,
    selectorFlag,
    flag.bool('all', 'All nodes'),
    flag.bool('overwrite', 'Allow to overwrite a taint'),
    validateFlag,
    dryRunFlag,
    fieldManagerFlag('kubectl-taint'),
  ],
  run,
}
