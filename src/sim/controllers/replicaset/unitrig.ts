/** For tests of the ReplicaSet controller's parts: the controller without a cluster, and an API that can refuse. */
import type { Pod } from '../../api/types/pod.ts'
import type { DecisionBody } from '../../decisions.ts'
import { createExpectations } from '../../runtime/expectations.ts'
import { SECOND } from '../../time.ts'
import { createCaches } from '../caches.ts'
import { ownedBy, sketch } from '../newsrig.ts'
import { REPLICA_SETS, type Controlled, type ControlledKind } from './kinds.ts'
import type { ReplicaSetController } from './state.ts'

export const EPOCH = 1_767_603_600
export const START = '2026-01-05T09:00:00Z'

/** `refuse`: name of a pod (or verb) → reason. */
export function unitRig(refuse: Readonly<Record<string, string>> = {}, kind: ControlledKind = REPLICA_SETS) {
  const caches = createCaches()
  const events: string[] = []
  const decisions: DecisionBody[] = []
  const writes: string[] = []
  const later: [string, number][] = []
  const clock = { now: 0 }
  const answer = (verb: string, name: string, object: unknown) => {
    writes.push(`${verb} ${name}`)
    const reason = refuse[name] ?? refuse[`${verb} ${writes.length}`]
    if (reason === undefined) return { ok: true, object }
    const causes = reason === 'Forbidden' ? [{ reason: 'NamespaceTerminating' }] : []
    return { ok: false, status: { reason, message: 'no', details: { causes } } }
  }
  const context = {
    epochSeconds: EPOCH,
    now: () => clock.now,
    stamp: () => START,
    record: (event: { type: string; reason: string; message: string }) =>
      events.push(`${event.type} ${event.reason}: ${event.message}`),
    decide: (body: DecisionBody) => decisions.push(body),
    api: {
      create: (_: string, _namespace: string, object: object) =>
        answer('create', `p${writes.length}`, {
          ...sketch('pods', `p${writes.length}`),
          ...object,
          metadata: { name: `p${writes.length}`, namespace: 'default' },
        }),
      delete: (_: string, _namespace: string, name: string) => answer('delete', name, {}),
      updateStatus: (_: string, object: { metadata: { resourceVersion: string } }) =>
        answer('status', object.metadata.resourceVersion, object),
      get: (_: string, _namespace: string, name: string) =>
        refuse['get'] ? undefined : sketch('replicasets', name, { metadata: { resourceVersion: 'fresh' } }),
    },
  }
  const queue = {
    addAfter: (key: string, delay: number) => later.push([key, delay / SECOND]),
    numRequeues: () => 3,
  }
  const rsc = {
    context,
    queue,
    kind,
    caches,
    controlled: caches[kind.resource],
    expectations: createExpectations(context.now),
    counts: new Map(),
    toldWaiting: new Map(),
  } as unknown as ReplicaSetController
  return { rsc, caches, events, decisions, writes, later, clock }
}

export const front = (
  replicas: number,
  spec: object = {},
  metadata: object = {},
  status: object = {},
): Controlled =>
  sketch('replicasets', 'front', {
    metadata,
    status,
    spec: {
      replicas,
      selector: { matchLabels: { app: 'front' } },
      template: { metadata: { labels: { app: 'front' } }, spec: { containers: [] } },
      ...spec,
    },
  }) as Controlled

/** A pod of front; `readyAt`: stamp since when it is ready. */
export const podOf = (
  name: string,
  {
    readyAt = '',
    node = 'node-1',
    metadata = {},
    status = {},
  }: { readyAt?: string; node?: string; metadata?: object; status?: object } = {},
): Pod =>
  sketch('pods', name, {
    metadata: { labels: { app: 'front' }, creationTimestamp: START, ...ownedBy(front(0)), ...metadata },
    spec: { nodeName: node, containers: [] },
    status: {
      phase: 'Running',
      conditions: [
        { type: 'Ready', status: readyAt ? 'True' : 'False', lastTransitionTime: readyAt || START },
      ],
      ...status,
    },
  }) as Pod
