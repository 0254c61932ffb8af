/** A rig for tests of the controllers: API, runtime and controllers; pods do only what the test says. */
import { createApiServer } from '../api/server.ts'
import type { ApiServer } from '../api/contract.ts'
import type { Deployment, ReplicaSet } from '../api/types/apps.ts'
import type { Pod } from '../api/types/pod.ts'
import type { DecisionKind } from '../decisions.ts'
import { NONE, type Latencies } from '../latencies.ts'
import { createRandom } from '../random.ts'
import { stamp, type Clock } from '../runtime/clock.ts'
import { page, RECORDING } from '../runtime/order.ts'
import { createRuntime, type Runtime, type RuntimeChanges } from '../runtime/runtime.ts'
import { DEFAULT_EPOCH_SECONDS, SECOND } from '../time.ts'
import { addControllers } from './controllermanager.ts'
import { isPodActive, isPodReady } from './replicaset/podstate.ts'

export interface Rig {
  api: ApiServer
  runtime: Runtime
  clock: Clock
  /** Lets `seconds` of virtual time pass. */
  pass(seconds: number): void
  create(kind: 'deployments' | 'replicasets' | 'replicationcontrollers' | 'services', object: object): void
  d(): Deployment
  /** Changes the Deployment's spec. */
  edit(change: (spec: Deployment['spec']) => Deployment['spec']): void
  setImage(image: string): void
  /** ReplicaSets, oldest first. */
  replicaSets(): readonly ReplicaSet[]
  pods(image?: string): Pod[]
  /** Makes pods run and be ready (or not). */
  setReady(pods: readonly Pod[], ready?: boolean): void
  /** Takes away the pods that are being deleted, as a kubelet does when their containers have stopped. */
  reap(): void
  events(): string[]
  decisions(kind: DecisionKind): RuntimeChanges['decisions']
}

/** `latencies`: as on the page; without them as in recordings. */
export function createRig(latencies: Latencies = NONE): Rig {
  const clock: Clock = { now: 0, epochSeconds: DEFAULT_EPOCH_SECONDS }
  const random = createRandom(1)
  const api = createApiServer({ now: () => clock.now, epochSeconds: clock.epochSeconds, random })
  const runtime = createRuntime({
    api,
    clock,
    random,
    order: latencies === NONE ? RECORDING : page(latencies),
  })
  addControllers(runtime, latencies)
  const decisions: RuntimeChanges['decisions'] = []
  let addresses = 0
  const d = (): Deployment => {
    const found = api.get('deployments', 'default', 'web')
    if (!found) throw new Error('there is no Deployment web')
    return found
  }
  const rig: Rig = {
    api,
    runtime,
    clock,
    pass(seconds) {
      runtime.runUntil(clock.now + seconds * SECOND)
      decisions.push(...runtime.drain().decisions)
    },
    create(kind, object) {
      const created = api.create(kind, 'default', object)
      if (!created.ok) throw new Error(created.status.message)
    },
    d,
    edit(change) {
      const updated = api.update('deployments', { ...d(), spec: change(d().spec) })
      if (!updated.ok) throw new Error(updated.status.message)
    },
    setImage: (image) =>
      rig.edit((spec) => {
        const containers = spec.template.spec.containers.map((container) => ({ ...container, image }))
        return { ...spec, template: { ...spec.template, spec: { ...spec.template.spec, containers } } }
      }),
    replicaSets: () =>
      api
        .list('replicasets', 'default')
        .toSorted(
          (a, b) =>
            Number(a.metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0) -
            Number(b.metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0),
        ),
    pods: (image) =>
      api
        .list('pods', 'default')
        .filter((pod) => image === undefined || pod.spec.containers[0]?.image === image),
    setReady(pods, ready = true) {
      for (const { metadata } of pods) {
        if (!api.get('pods', 'default', metadata.name)?.spec.nodeName)
          api.bind('default', metadata.name, `node-${(addresses % 3) + 1}`)
        const pod = api.get('pods', 'default', metadata.name)
        if (!pod || isPodReady(pod) === ready) continue
        addresses += 1
        const podIP = pod.status.podIP ?? `10.0.0.${addresses}`
        const conditions = [
          {
            type: 'Ready',
            status: ready ? ('True' as const) : ('False' as const),
            lastTransitionTime: stamp(clock),
          },
        ]
        api.updateStatus('pods', { ...pod, status: { ...pod.status, phase: 'Running', podIP, conditions } })
      }
    },
    reap() {
      for (const pod of rig.pods())
        if (!isPodActive(pod)) api.delete('pods', 'default', pod.metadata.name, { gracePeriodSeconds: 0 })
    },
    events: () =>
      api
        .list('events', 'default')
        .toSorted((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))
        .map(({ message, count = 1 }) => (count > 1 ? `${message} x${count}` : (message ?? ''))),
    decisions: (kind) => decisions.filter((decision) => decision.kind === kind),
  }
  return rig
}

export interface Limits {
  maxSurge?: number | string
  maxUnavailable?: number | string
}

export const deploymentOf = (replicas: number, limits: Limits = {}, spec: object = {}): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    replicas,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'app', image: 'app:v1' }] },
    },
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%', ...limits } },
    ...spec,
  },
})

/** A rig with a Deployment whose pods are all ready. */
export function settledRig(
  replicas: number,
  limits: Limits = {},
  spec: object = {},
  latencies: Latencies = NONE,
): Rig {
  const rig = createRig(latencies)
  rig.create('deployments', deploymentOf(replicas, limits, spec))
  rig.pass(1)
  rig.setReady(rig.pods())
  rig.pass(1)
  return rig
}
