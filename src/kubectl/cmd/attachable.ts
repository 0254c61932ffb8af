/** Which pod `logs`, `exec` and `port-forward` mean. @see polymorphichelpers/helpers.go (GetFirstPod), podutils.go */
import { build } from '../builder.ts'
import { objectOf, type Info, infoOf } from '../info.ts'
import { plain, type KubectlError } from '../errors.ts'
import type { Factory } from '../factory.ts'
import { formatLabels } from '../describe/metadata.ts'
import { int, isObject, object, objects, strings, text, type JsonObject } from '../json.ts'
import { collectionPath, mappingForResource } from '../resources.ts'
import { selectorQuery } from '../owned.ts'
import { targetsOf } from './targets.ts'

const ready = (pod: JsonObject): JsonObject | undefined =>
  objects(pod, 'status', 'conditions').find((one) => one.type === 'Ready' && one.status === 'True')
const phases = ['Running', 'Unknown', 'Pending']

/** The better pod first: assigned, running, ready, ready for longer, fewer restarts, older. */
function byActivity(a: JsonObject, b: JsonObject): number {
  const rank = (pod: JsonObject): (number | string)[] => [
    text(pod, 'spec', 'nodeName') === '' ? 1 : 0,
    phases.indexOf(text(pod, 'status', 'phase')) + (phases.includes(text(pod, 'status', 'phase')) ? 0 : 4),
    ready(pod) ? 0 : 1,
    text(ready(pod), 'lastTransitionTime'),
    Math.max(0, ...objects(pod, 'status', 'containerStatuses').map((one) => int(one, 'restartCount'))),
    text(pod, 'metadata', 'creationTimestamp'),
  ]
  const [x, y] = [rank(a), rank(b)]
  for (const [i, left] of x.entries()) {
    const right = y[i] ?? 0
    if (left !== right) return left < right ? -1 : 1
  }
  return 0
}

function selectorTextOf(info: Info, refusal: (why: string) => KubectlError): string {
  const selector = object(objectOf(info), 'spec', 'selector')
  if (!['Service', 'ReplicationController'].includes(info.mapping.kind)) return selectorQuery(selector)
  if (Object.keys(selector).length === 0) {
    const type = info.mapping.kind === 'Service' ? 'service' : 'replication controller'
    throw refusal(`invalid ${type} '${info.name}': ${info.mapping.kind} is defined without a selector`)
  }
  return formatLabels(strings(selector))
}

/** `*v1.Node` */
const goType = ({ mapping }: Info): string => `*${mapping.version}.${mapping.kind}`

/** The pods behind an object, best first; `purpose` is what they are for, in the words of a refusal. */
export async function podsOf(
  f: Factory,
  info: Info,
  purpose: 'attach to' | 'get the logs from',
): Promise<Info[]> {
  const pods = mappingForResource('pods')
  if (info.mapping.kind === 'Pod') return [info]
  const refusal = (why: string) => plain(`cannot ${purpose} ${goType(info)}: ${why}`)
  if (info.mapping.kind !== 'Service' && !isObject(object(objectOf(info), 'spec').selector)) {
    throw refusal(`selector for ${goType(info)} not implemented`)
  }
  const answer = await f.client.get(collectionPath(pods, info.namespace), {
    labelSelector: selectorTextOf(info, refusal),
  })
  return objects(answer, 'items')
    .toSorted(byActivity)
    .map((pod) => infoOf(pods, pod))
}

/** `POD` or `TYPE/NAME`, or what the files say. */
export async function targetOf(f: Factory, word: string | undefined): Promise<Info> {
  const args = word === undefined ? [] : word.includes('/') ? [word] : ['pods', word]
  const files = targetsOf(f, [])
  if (word !== undefined && (files.filenames ?? []).length > 0)
    throw plain('resource/name arguments cannot be provided when a path is specified')
  const { infos, errors } = await (await build(f, word === undefined ? files : { args })).infos()
  const [refusal] = errors
  const [info] = infos
  if (refusal) throw refusal
  if (info === undefined) throw plain('no pods found')
  return info
}

export const containersOf = (pod: JsonObject): string[] =>
  objects(pod, 'spec', 'containers').map((one) => text(one, 'name'))
export const allContainersOf = (pod: JsonObject): string[] => [
  ...objects(pod, 'spec', 'initContainers').map((one) => text(one, 'name')),
  ...containersOf(pod),
  ...objects(pod, 'spec', 'ephemeralContainers').map((one) => text(one, 'name')),
]

/** The container asked for, the annotated default, or the first; several without a choice are named on stderr. */
export function chooseContainer(f: Factory, pod: JsonObject, wanted: string, quiet = false): string {
  const all = allContainersOf(pod)
  const name = text(pod, 'metadata', 'name')
  if (wanted !== '') {
    if (!all.includes(wanted)) throw plain(`container ${wanted} is not valid for pod ${name}`)
    return wanted
  }
  const preferred = text(pod, 'metadata', 'annotations', 'kubectl.kubernetes.io/default-container')
  if (preferred !== '' && all.includes(preferred)) return preferred
  const [first = ''] = containersOf(pod)
  const shown = all.map((one) =>
    objects(pod, 'spec', 'initContainers').some((init) => init.name === one) ? `${one} (init)` : one,
  )
  const ordered = [
    ...shown.filter((one) => !one.endsWith('(init)')),
    ...shown.filter((one) => one.endsWith('(init)')),
  ]
  if (all.length > 1 && !quiet) f.err(`Defaulted container "${first}" out of: ${ordered.join(', ')}\n`)
  return first
}
