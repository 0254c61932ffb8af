/** ResourceQuotas, LimitRanges, Namespaces, HorizontalPodAutoscalers. @see describe.go */
import type { Info } from '../info.ts'
import type { Factory } from '../factory.ts'
import {
  at,
  int,
  isObject,
  object,
  objects,
  sortedKeys,
  strings,
  text,
  type Json,
  type JsonObject,
} from '../json.ts'
import { rfc1123z } from '../printers/duration.ts'
import { formatQuantity, parseQuantity } from '../quantity.ts'
import { collectionPath, mappingForResource } from '../resources.ts'
import { describeEvents, eventsOf } from './events.ts'
import { annotationsOf, labelsOf, printAnnotations, printLabels } from './metadata.ts'
import { createWriter, type Writer } from './writer.ts'

const name = (value: JsonObject) => text(value, 'metadata', 'name')
const amount = (value: string) => {
  const parsed = parseQuantity(value)
  return parsed ? formatQuantity(parsed) : value
}

function quotaRows(w: Writer, level: number, quota: JsonObject): void {
  const hard = strings(quota, 'status', 'hard')
  const used = strings(quota, 'status', 'used')
  for (const key of sortedKeys(hard))
    w.write(level, `${key}\t${amount(used[key] ?? '0')}\t${amount(hard[key] ?? '0')}\n`)
}

export function describeQuota(_f: Factory, _info: Info, quota: JsonObject): Promise<string> {
  const w = createWriter()
  w.write(0, `Name:\t${name(quota)}\nNamespace:\t${text(quota, 'metadata', 'namespace')}\n`)
  w.write(0, 'Resource\tUsed\tHard\n--------\t----\t----\n')
  quotaRows(w, 0, quota)
  return Promise.resolve(w.aligned())
}

function limitRows(w: Writer, space: string, range: JsonObject): void {
  w.write(0, `${space}Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio\n`)
  w.write(0, `${space}----\t--------\t---\t---\t---------------\t-------------\t-----------------------\n`)
  for (const limit of objects(range, 'spec', 'limits')) {
    const fields = ['min', 'max', 'defaultRequest', 'default', 'maxLimitRequestRatio']
    const resources = [...new Set(fields.flatMap((field) => Object.keys(strings(limit, field))))].toSorted()
    for (const resource of resources) {
      const cells = fields.map((field) => strings(limit, field)[resource] ?? '-')
      w.write(0, `${space}${[text(limit, 'type'), resource, ...cells].join('\t')}\n`)
    }
  }
}

export function describeLimitRange(_f: Factory, _info: Info, range: JsonObject): Promise<string> {
  const w = createWriter()
  w.write(0, `Name:\t${name(range)}\nNamespace:\t${text(range, 'metadata', 'namespace')}\n`)
  limitRows(w, '', range)
  return Promise.resolve(w.aligned())
}

export async function describeNamespace(f: Factory, _info: Info, namespace: JsonObject): Promise<string> {
  const listOf = async (resource: string) =>
    objects(
      await f.client.get(collectionPath(mappingForResource(resource), name(namespace)), { limit: '500' }),
      'items',
    )
  const [quotas, limits] = [await listOf('resourcequotas'), await listOf('limitranges')]
  const w = createWriter()
  w.write(0, `Name:\t${name(namespace)}\n`)
  printLabels(w, 'Labels', labelsOf(namespace))
  printAnnotations(w, 'Annotations', annotationsOf(namespace))
  w.write(0, `Status:\t${text(namespace, 'status', 'phase')}\n`)
  if (quotas.length === 0) w.write(0, '\nNo resource quota.\n')
  else w.write(0, '\nResource Quotas\n')
  for (const quota of quotas) {
    w.write(1, `Name:\t${name(quota)}\n`)
    w.write(1, 'Resource\tUsed\tHard\n')
    w.write(1, '--------\t---\t---\n')
    quotaRows(w, 1, quota)
  }
  if (limits.length === 0) w.write(0, '\nNo LimitRange resource.\n')
  else w.write(0, '\nResource Limits\n')
  for (const range of limits) limitRows(w, ' ', range)
  return w.aligned()
}

function current(value: JsonObject, metric: JsonObject): Json | undefined {
  const resource = text(metric, 'resource', 'name')
  return objects(value, 'status', 'currentMetrics').find((one) => text(one, 'resource', 'name') === resource)
}

export async function describeAutoscaler(f: Factory, _info: Info, value: JsonObject): Promise<string> {
  const events = await eventsOf(f, value, 'HorizontalPodAutoscaler')
  const w = createWriter()
  w.write(0, `Name:\t${name(value)}\nNamespace:\t${text(value, 'metadata', 'namespace')}\n`)
  printLabels(w, 'Labels', labelsOf(value))
  printAnnotations(w, 'Annotations', annotationsOf(value))
  w.write(0, `CreationTimestamp:\t${rfc1123z(text(value, 'metadata', 'creationTimestamp'))}\n`)
  const target = object(value, 'spec', 'scaleTargetRef')
  w.write(0, `Reference:\t${text(target, 'kind')}/${text(target, 'name')}\n`)
  w.write(0, 'Metrics:\t( current / target )\n')
  for (const metric of objects(value, 'spec', 'metrics')) {
    if (text(metric, 'type') !== 'Resource') continue
    const now = current(value, metric)
    const wanted = object(metric, 'resource', 'target')
    w.write(1, `resource ${text(metric, 'resource', 'name')} on pods`)
    if (isObject(wanted) && text(wanted, 'averageValue') !== '') {
      w.write(
        0,
        `:\t${text(now, 'resource', 'current', 'averageValue') || '<unknown>'} / ${text(wanted, 'averageValue')}\n`,
      )
      continue
    }
    const utilization = at(now, 'resource', 'current', 'averageUtilization')
    const shown =
      typeof utilization === 'number'
        ? `${utilization}% (${text(now, 'resource', 'current', 'averageValue')})`
        : '<unknown>'
    const goal = at(wanted, 'averageUtilization')
    w.write(
      0,
      `  (as a percentage of request):\t${shown} / ${typeof goal === 'number' ? `${goal}%` : '<auto>'}\n`,
    )
  }
  const min = at(value, 'spec', 'minReplicas')
  w.write(
    0,
    `Min replicas:\t${typeof min === 'number' ? min : '<unset>'}\nMax replicas:\t${int(value, 'spec', 'maxReplicas')}\n`,
  )
  w.write(
    0,
    `${text(target, 'kind')} pods:\t${int(value, 'status', 'currentReplicas')} current / ${int(value, 'status', 'desiredReplicas')} desired\n`,
  )
  const conditions = objects(value, 'status', 'conditions')
  if (conditions.length > 0) {
    w.write(0, 'Conditions:\n  Type\tStatus\tReason\tMessage\n  ----\t------\t------\t-------\n')
    for (const one of conditions)
      w.write(
        1,
        `${text(one, 'type')}\t${text(one, 'status')}\t${text(one, 'reason')}\t${text(one, 'message')}\n`,
      )
  }
  describeEvents(f, w, events)
  return w.aligned()
}
