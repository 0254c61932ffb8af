/** A rig for tests of what wakes a controller: one controller and its caches, and nothing that runs. */
import type { ApiServer, WatchEvent } from '../api/contract.ts'
import type { Resource } from '../api/resources.ts'
import { createApiServer } from '../api/server.ts'
import type { KubeObject } from '../api/types/meta.ts'
import type { DecisionBody } from '../decisions.ts'
import { NONE } from '../latencies.ts'
import { createRandom } from '../random.ts'
import type { Actor, ActorContext, ActorFactory } from '../runtime/actor.ts'
import { stamp } from '../runtime/clock.ts'
import type { QueueTimer } from '../runtime/workqueue.ts'
import { DEFAULT_EPOCH_SECONDS } from '../time.ts'
import { createCaches, type CachedResource, type Caches } from './caches.ts'
import type { ControllerState, Manager } from './controller.ts'

/** Fields of an object that matter to a test; the others are filled in. */
export interface Sketch {
  metadata?: object
  spec?: object
  status?: object
}

export interface NewsRig<Extra> {
  api: ApiServer
  caches: Caches
  actor: Actor<QueueTimer, ControllerState<Extra>>
  hold(resource: CachedResource, object: KubeObject): void
  /** Tells of a change, after the caches, as the informers do. Returns the keys that are in line because of it. */
  tell(
    type: WatchEvent['type'],
    resource: CachedResource,
    object: KubeObject,
    previous?: KubeObject,
  ): readonly string[]
  /** Keys that wait, with the delay in µs, until they come into line; forgotten when told. */
  later(): readonly (readonly [key: string, delay: number])[]
  decisions: DecisionBody[]
  events: string[]
  /** From now on the API answers such requests (`create pods`) so; without a refusal it takes them again. */
  refuse(request: Request, refusal?: Refusal): void
  /** Runs the syncs that are in line. */
  work(): void
}

type Verb = 'create' | 'update' | 'updateStatus' | 'patch' | 'delete'
export type Request = `${Verb} ${Resource}`

/** Why an API refuses; `cause`: reason of the only cause. */
export interface Refusal {
  reason: string
  message?: string
  cause?: string
}

/** An API that refuses what it is told to, by `verb resource`. */
export function refusing(api: ApiServer, refusals: ReadonlyMap<string, Refusal>): ApiServer {
  const verb = (name: Verb): unknown => {
    const real = api[name] as (resource: Resource, ...rest: unknown[]) => unknown
    return (resource: Resource, ...rest: unknown[]) => {
      const refusal = refusals.get(`${name} ${resource}`)
      if (!refusal) return real(resource, ...rest)
      const { reason, message = 'no', cause } = refusal
      const details = cause === undefined ? {} : { details: { causes: [{ reason: cause }] } }
      return { ok: false, status: { status: 'Failure', code: 409, reason, message, ...details } }
    }
  }
  const verbs = ['create', 'update', 'updateStatus', 'patch', 'delete'] as const
  return { ...api, ...Object.fromEntries(verbs.map((name) => [name, verb(name)])) } as ApiServer
}

export function createNewsRig<Extra>(
  controller: (manager: Manager) => ActorFactory<QueueTimer, ControllerState<Extra>>,
): NewsRig<Extra> {
  const clock = { now: 0, epochSeconds: DEFAULT_EPOCH_SECONDS }
  const random = createRandom(1)
  const api = createApiServer({ now: () => clock.now, epochSeconds: clock.epochSeconds, random })
  const caches = createCaches()
  const decisions: DecisionBody[] = []
  const events: string[] = []
  const refusals = new Map<string, Refusal>()
  const context: ActorContext<QueueTimer> = {
    now: () => clock.now,
    stamp: () => stamp(clock),
    epochSeconds: clock.epochSeconds,
    random,
    api: refusing(api, refusals),
    after: () => 1,
    cancel: () => undefined,
    record: ({ type, reason, message }) => void events.push(`${type} ${reason}: ${message}`),
    decide(body) {
      decisions.push(body)
      return { ...body, at: clock.now } as unknown as ReturnType<ActorContext<QueueTimer>['decide']>
    },
  }
  const actor = controller({ caches, latencies: NONE })(context)
  const apply = (type: WatchEvent['type'], resource: CachedResource, object: KubeObject): void =>
    caches[resource].apply(type, object as never)
  const empty = (): void =>
    actor.restore({
      queue: { line: [], scheduled: false, waiting: [], failures: [], bucket: { tokens: 100, at: 0 } },
      extra: undefined,
    })
  return {
    api,
    caches,
    actor,
    decisions,
    events,
    refuse(request, refusal) {
      if (refusal) refusals.set(request, refusal)
      else refusals.delete(request)
    },
    work: () => actor.onTimer?.({ kind: 'work' }),
    hold: (resource, object) => apply('ADDED', resource, object),
    tell(type, resource, object, previous) {
      apply(type, resource, object)
      const event = { type, resource, object, ...(previous ? { previous } : {}) }
      actor.onNews?.(event as WatchEvent)
      const { line } = actor.snapshot().queue
      if (line.length > 0) empty()
      return line
    },
    later() {
      const { waiting } = actor.snapshot().queue
      empty()
      return waiting.map(([key, { at }]) => [key, at - clock.now] as const)
    },
  }
}

const KINDS: Readonly<Record<CachedResource, string>> = {
  deployments: 'Deployment',
  replicasets: 'ReplicaSet',
  replicationcontrollers: 'ReplicationController',
  pods: 'Pod',
  services: 'Service',
  endpointslices: 'EndpointSlice',
  endpoints: 'Endpoints',
  resourcequotas: 'ResourceQuota',
}

/** An object with a name, and its name for its uid. */
export const sketch = (
  resource: CachedResource,
  name: string,
  { metadata, spec, status }: Sketch = {},
): KubeObject =>
  ({
    apiVersion: 'v1',
    kind: KINDS[resource],
    metadata: { name, namespace: 'default', uid: name, resourceVersion: '1', ...metadata },
    spec: spec ?? {},
    status: status ?? {},
  }) as unknown as KubeObject

/** For metadata: owned by that object. */
export const ownedBy = ({ kind, metadata }: KubeObject): object => ({
  ownerReferences: [
    { apiVersion: 'apps/v1', kind, name: metadata.name, uid: metadata.uid, controller: true },
  ],
})

export const STOPPING = { deletionTimestamp: '2026-01-05T09:00:30Z' }
