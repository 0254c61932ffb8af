/** `kubectl wait`. @see k8s.io/kubectl/pkg/cmd/wait/{wait,condition,json,delete,create}.go */
import { build } from '../builder.ts'
import { objectOf, type Info } from '../info.ts'
import { asKubectlError, exit, isNotFound, KubectlError, plain, several, statusError } from '../errors.ts'
import type { Command, Factory } from '../factory.ts'
import {
  allNamespacesFlag,
  fieldSelectorFlag,
  filenameFlags,
  flag,
  printFlags,
  selectorFlag,
  timeoutFlag,
} from '../flags/groups.ts'
import { informObject } from '../informer.ts'
import { findResults, relaxedPath } from '../jsonpath/evaluate.ts'
import { parsePath, PathError } from '../jsonpath/parse.ts'
import { int, objects, text, type JsonObject } from '../json.ts'
import { operationPrinter } from '../printers/objects.ts'
import { groupResource } from '../resources.ts'
import { targetsOf } from './targets.ts'
import { waitGone } from './delete.ts'

type Met = (value: JsonObject) => boolean
type Condition = { kind: 'delete' } | { kind: 'create' } | { kind: 'until'; met: Met }

function conditionOf(source: string): Condition {
  const word = source.trim().toLowerCase()
  if (word === 'delete') return { kind: 'delete' }
  if (word === 'create') return { kind: 'create' }
  if (source.startsWith('condition=')) {
    const [type = '', value = 'true'] = source.slice('condition='.length).split(/=(.*)/s)
    return { kind: 'until', met: (object) => conditionMet(object, type, value) }
  }
  if (source.startsWith('jsonpath='))
    return { kind: 'until', met: jsonPathMet(source.slice('jsonpath='.length)) }
  throw plain(`unrecognized condition: ${JSON.stringify(source)}`)
}

function conditionMet(value: JsonObject, type: string, wanted: string): boolean {
  const found = objects(value, 'status', 'conditions').find(
    (one) => text(one, 'type').toLowerCase() === type.toLowerCase(),
  )
  if (found === undefined) return false
  const generation = int(value, 'metadata', 'generation')
  const observed =
    typeof found.observedGeneration === 'number'
      ? found.observedGeneration
      : int(value, 'status', 'observedGeneration')
  if (observed !== 0 && observed < generation) return false
  return text(found, 'status').toLowerCase() === wanted.toLowerCase()
}

function jsonPathMet(source: string): Met {
  const split = /^(.*?\}|[^={]*?)(?:=(.*))?$/s.exec(source)
  const expression = (split?.[1] ?? source).trim()
  const wanted = split?.[2]
  if (expression === '') throw plain('jsonpath expression cannot be empty')
  if (wanted !== undefined && wanted.trim() === '')
    throw plain(
      "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3",
    )
  const path = relaxedPath(expression)
  if (path === undefined) {
    throw plain(
      `unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'`,
    )
  }
  try {
    const nodes = parsePath(path)
    const value = wanted?.trim().replace(/^(['"])(.*)\1$/, '$2')
    return (object) => {
      const results = find(nodes, object)
      if (value === undefined) return results.length > 0
      if (results.length > 1) throw plain('given jsonpath expression matches more than one value')
      const [result] = results
      if (result !== undefined && typeof result === 'object' && result !== null)
        throw plain('jsonpath leads to a nested object or list which is not supported')
      return results.length === 1 && String(result).trim() === value
    }
  } catch (error) {
    if (error instanceof PathError) throw plain(`error parsing jsonpath ${path}, ${error.message}`)
    throw error
  }
}

function find(nodes: ReturnType<typeof parsePath>, object: JsonObject) {
  try {
    return findResults(nodes, object, { allowMissingKeys: true })[0] ?? []
  } catch (error) {
    if (error instanceof PathError) return []
    throw error
  }
}

const timedOut = (info: Info) =>
  plain(`timed out waiting for the condition on ${info.mapping.resource}/${info.name}`)

/** Its words are the client's own here. @see apimachinery/pkg/api/errors (NewNotFound) */
const notFound = ({ mapping, name }: Info) =>
  statusError({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: `${groupResource(mapping)} ${JSON.stringify(name)} not found`,
    reason: 'NotFound',
    code: 404,
  })

async function waitUntil(f: Factory, info: Info, met: Met, deadline: number | 'now'): Promise<JsonObject> {
  if (deadline === 'now') {
    if (met(objectOf(info))) return objectOf(info)
    throw plain(`condition not met for ${info.mapping.resource}/${info.name}`)
  }
  const informer = await informObject(f, info.mapping, info.namespace, info.name, deadline)
  let there = false
  try {
    for (;;) {
      const event = await informer.next()
      if (event === undefined) throw exit(1)
      if (event.type === 'TIMEOUT') throw timedOut(info)
      if (event.type === 'SYNCED' && !there) throw notFound(info)
      if (event.type === 'SYNCED' || event.type === 'DELETED') continue
      there = true
      if (met(event.object)) return event.object
    }
  } finally {
    informer.close()
  }
}

/** Polls until all objects are there. */
async function waitCreated(f: Factory, deadline: number): Promise<void> {
  for (;;) {
    const { errors } = await (await build(f, { ...targetsOf(f), latest: true })).infos()
    // Where nothing is named there is nothing to wait for.
    if (errors.length === 0) return
    const [refusal] = errors
    if (refusal && !isNotFound(refusal)) throw refusal
    if (f.host.now() >= deadline) throw plain('timed out waiting for the condition')
    if (!(await f.host.sleep(500))) throw exit(1)
  }
}

async function run(f: Factory): Promise<void> {
  const source = f.flags.text('for')
  const condition = conditionOf(source)
  const seconds = f.flags.duration('timeout') / 1000
  const deadline = seconds === 0 ? 'now' : f.host.now() + (seconds < 0 ? 7 * 86_400 : seconds)
  const print = operationPrinter(f)
  if (condition.kind === 'create') {
    await waitCreated(f, deadline === 'now' ? f.host.now() : deadline)
  }
  const result = await build(f, {
    ...targetsOf(f),
    latest: true,
    continueOnError: true,
  })
  let count = 0
  const failures: KubectlError[] = []
  await result
    .visit(async (info) => {
      count++
      if (condition.kind === 'until')
        print('condition met', await waitUntil(f, info, condition.met, deadline))
      else if (condition.kind === 'delete') {
        if (deadline === 'now') throw plain(`condition not met for ${info.mapping.resource}/${info.name}`)
        await waitGone(f, info, '', deadline)
        print('condition met', objectOf(info))
      } else print('condition met', objectOf(info))
    })
    .catch((error: unknown) => failures.push(asKubectlError(error)))
  const left = failures.flatMap((one) =>
    one.failure.kind === 'several' ? one.failure.failures.map((inner) => new KubectlError(inner)) : [one],
  )
  const counted = condition.kind === 'delete' ? left.filter((one) => !isNotFound(one)) : left
  if (counted.length > 0) throw several(counted)
  if (count === 0 && condition.kind !== 'delete' && left.length === 0)
    throw plain('no matching resources found')
}

export const wait: Command = {
  name: 'wait',
  short: 'Wait for a specific condition on one or many resources',
  use: "([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) [--for=create|--for=delete|--for condition=available|--for=jsonpath='{}'[=value]]",
  flags: [
    ...printFlags,
    ...filenameFlags,
    selectorFlag,
    fieldSelectorFlag,
    allNamespacesFlag,
    flag.bool('all', 'Select all resources of the types'),
    flag.bool('local', 'Do not contact the server'),
    flag.text('for', 'delete, create, condition=NAME[=VALUE] or jsonpath=EXPRESSION[=VALUE]'),
    timeoutFlag('30s'),
  ],
  run,
}
