/** What is selected, in full: its YAML as `kubectl get -o yaml` prints it, what changed last, its life, facts, events. */
import { toYaml } from '../../kubectl/printers/yaml.ts'
import type { Json } from '../../kubectl/json.ts'
import type { Resource } from '../../sim/api/resources.ts'
import type { ReplicaSet } from '../../sim/api/types/apps.ts'
import type { KubeObject } from '../../sim/api/types/meta.ts'
import type { Pod } from '../../sim/api/types/pod.ts'
import type { Us } from '../../sim/time.ts'
import type { History } from '../history/history.ts'
import { controllerUid, toMs, type Instant } from '../picture/instant.ts'
import type { EventView, Sentence } from '../picture/picture.ts'
import { podView } from '../picture/podview.ts'
import { say } from '../picture/sentences.ts'
import { podWhy } from '../picture/podwhy.ts'
import { rolloutOf } from '../picture/rollout.ts'
import { waitingFor } from '../picture/waiting.ts'
import type { SelectionView } from '../protocol.ts'
import { lifeOf } from './life.ts'
import { changedLines } from './linediff.ts'

const RESOURCES: Record<string, Resource> = {
  Deployment: 'deployments',
  ReplicaSet: 'replicasets',
  ReplicationController: 'replicationcontrollers',
  Pod: 'pods',
  Service: 'services',
  Endpoints: 'endpoints',
  EndpointSlice: 'endpointslices',
  Node: 'nodes',
  Namespace: 'namespaces',
  ConfigMap: 'configmaps',
  ResourceQuota: 'resourcequotas',
  LimitRange: 'limitranges',
}

/** managedFields are left out, as kubectl does. */
export function yamlOf(object: KubeObject): string {
  const { managedFields: _fields, ...metadata } = object.metadata
  return toYaml({ ...object, metadata } as unknown as Json)
}

type Facts = SelectionView['facts']

function podFacts(pod: Pod, instant: Instant, history: History): Facts {
  const facts = instant.facts(pod.metadata.uid)
  const container = pod.spec.containers[0]
  const probe = container?.readinessProbe?.httpGet
  const { hits, errors } = history.requests.hits(pod.metadata.name, instant.at)
  const list: Facts = [
    { key: 'node', value: pod.spec.nodeName ?? '' },
    { key: 'podIP', value: pod.status.podIP ?? '' },
    { key: 'image', value: container?.image ?? '' },
  ]
  if (probe) {
    const said = facts?.readiness?.recent.at(-1)
    // Of `HTTP probe failed with statuscode: 503` the end says it; its event has all of it.
    const outcome = said === 'failure' ? facts?.readiness?.lastOutput?.split(': ').at(-1) : said
    list.push({ key: 'readinessProbe', value: `GET ${probe.path ?? '/'}${outcome ? ` → ${outcome}` : ''}` })
  }
  const running = pod.status.containerStatuses?.some(({ state }) => state?.running) ?? false
  const next = running ? facts?.readiness?.nextAt : undefined
  if (next !== undefined) list.push({ key: 'nextProbe', value: '', until: toMs(next) })
  if (hits > 0) list.push({ key: 'requests', value: `${hits}` }, { key: 'errors', value: `${errors}` })
  return list.filter(({ value, until }) => value !== '' || until !== undefined)
}

function podPart(pod: Pod, history: History, instant: Instant, key: string) {
  const owner = instant.list('replicasets').find(({ metadata }) => metadata.uid === controllerUid(pod))
  const minReady = owner?.spec.minReadySeconds ?? 0
  const view = podView(pod, instant, false, minReady)
  const versions = history.versions
    .of('pods', key, instant.at)
    .flatMap(({ at, object }) =>
      object?.metadata.uid === pod.metadata.uid ? [{ at, pod: object as Pod }] : [],
    )
  return {
    life: lifeOf(versions, minReady, instant),
    why: podWhy(pod, view, instant),
    facts: podFacts(pod, instant, history),
  }
}

type Part = Pick<SelectionView, 'life' | 'why' | 'facts'>

function part(object: KubeObject, history: History, instant: Instant, key: string): Part {
  if (object.kind === 'Pod') return podPart(object as Pod, history, instant, key)
  const none = { life: [], why: null, facts: [] }
  if (object.kind === 'Deployment') {
    const rollout = rolloutOf(instant, object as Parameters<typeof rolloutOf>[1])
    return { ...none, why: waitingFor(instant, rollout).sentence }
  }
  if (object.kind !== 'ReplicaSet') return none
  const { spec, status } = object as ReplicaSet
  const counts = { desired: spec.replicas, current: status.replicas, ready: status.readyReplicas ?? 0 }
  return { ...none, facts: Object.entries(counts).map(([name, n]) => ({ key: name, value: `${n}` })) }
}

/** The events about it up to the instant, each once with its last count. */
function eventsOf({ events }: History, object: string, at: Us): EventView[] {
  const [kind, , name] = object.split('/')
  const latest = new Map<string, EventView>()
  events.views.forEach((view, index) => {
    if (view.object !== `${kind}/${name}` || (events.at[index] ?? 0) > at) return
    latest.delete(view.uid)
    latest.set(view.uid, view)
  })
  return [...latest.values()]
}

interface Held {
  object: KubeObject
  before: KubeObject | undefined
  /** null: it is there. */
  goneAt: Us | null
}

/** Of the last versions, oldest first, the one that holds, or held until it was deleted. */
function heldOf(versions: ReturnType<History['versions']['of']>): Held | null {
  const last = versions.at(-1)
  const held = last?.object ? versions : versions.slice(0, -1)
  const object = held.at(-1)?.object
  if (!last || !object) return null
  return { object, before: held.at(-2)?.object, goneAt: last.object ? null : last.at }
}

/** Why a pod went: its ReplicaSet chose it, or someone deleted it. */
function farewell(pod: string, { decisions }: History, goneAt: Us): Sentence {
  const at = toMs(goneAt)
  const chosen = decisions.findLast(
    (one) => one.at <= goneAt && one.kind === 'PodChosenForDeletion' && one.pod === pod,
  )
  if (chosen?.kind !== 'PodChosenForDeletion') return say('pod.why.deleted', { at })
  return say('pod.why.scaledAway', { at, have: chosen.have, want: chosen.want })
}

/** `last`: what was shown of it in its last instant. Nothing of it is still to come. */
function ended(
  last: Part,
  object: KubeObject,
  selected: string,
  history: History,
  goneAt: Us,
): Part & Pick<SelectionView, 'gone'> {
  const at = toMs(goneAt)
  const facts = last.facts.filter(({ until }) => until === undefined)
  if (object.kind !== 'Pod') return { life: [], why: null, facts, gone: { at } }
  const life = last.life
    .filter(({ foreseen }) => !foreseen)
    .map((stretch) => ({ ...stretch, until: Math.min(stretch.until ?? at, at) }))
  const pod = podView(object as Pod, history.instant(goneAt - 1), false, 0)
  return { life, why: farewell(selected, history, goneAt), facts, gone: { at, pod } }
}

interface Printed {
  object: KubeObject
  before: KubeObject | undefined
  yaml: string
  changes: ReturnType<typeof changedLines>
}

/** Prints an object once, however often it is looked at. */
export function createSelector() {
  let printed: Printed | null = null
  const print = (object: KubeObject, before: KubeObject | undefined): Printed => {
    if (printed?.object === object && printed.before === before) return printed
    const yaml = yamlOf(object)
    const changes = before ? changedLines(yamlOf(before), yaml) : { lines: [], from: {} }
    return (printed = { object, before, yaml, changes })
  }
  /** null: there never was such an object up to this instant. `selected`: `Kind/namespace/name`. */
  return function select(selected: string, history: History, instant: Instant): SelectionView | null {
    const [kind = '', namespace = '', name = ''] = selected.split('/')
    const resource = RESOURCES[kind]
    if (!resource) return null
    const key = `${namespace}/${name}`
    const held = heldOf(history.versions.of(resource, key, instant.at, 3))
    if (!held) return null
    const { object, before, goneAt } = held
    const { yaml, changes } = print(object, before)
    const shown = {
      object: selected,
      yaml,
      changedLines: goneAt === null ? changes.lines : [],
      changedFrom: changes.from,
      events: eventsOf(history, selected, instant.at),
    }
    if (goneAt === null) return { ...shown, ...part(object, history, instant, key) }
    // As it was when it was last there.
    const last = history.instant(goneAt - 1)
    return { ...shown, ...ended(part(object, history, last, key), object, selected, history, goneAt) }
  }
}
