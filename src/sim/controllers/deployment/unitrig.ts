/** For tests of the Deployment controller's parts: an API that can refuse, and what the controller has heard of it. */
import { createApiServer } from '../../api/server.ts'
import type { Deployment, ReplicaSet } from '../../api/types/apps.ts'
import type { DecisionBody } from '../../decisions.ts'
import { createRandom } from '../../random.ts'
import { stamp } from '../../runtime/clock.ts'
import { DEFAULT_EPOCH_SECONDS, SECOND } from '../../time.ts'
import { createCaches } from '../caches.ts'
import { refusing, type Refusal, type Request } from '../newsrig.ts'
import { deploymentOf, type Limits } from '../rig.ts'
import type { DeploymentController, DeploymentSync } from './state.ts'

export const REVISION = 'deployment.kubernetes.io/revision'
export const START = '2026-01-05T09:00:00Z'

interface RigOptions {
  replicas?: number
  limits?: Limits
  spec?: object
  annotations?: Record<string, string>
}

/** A Deployment `web` of that size, and nothing else yet. */
export function unitRig({ replicas = 4, limits = {}, spec = {}, annotations = {} }: RigOptions = {}) {
  const clock = { now: 0, epochSeconds: DEFAULT_EPOCH_SECONDS }
  const random = createRandom(1)
  const api = createApiServer({ now: () => clock.now, epochSeconds: clock.epochSeconds, random })
  const refusals = new Map<string, Refusal>()
  const caches = createCaches()
  const decisions: DecisionBody[] = []
  const events: string[] = []
  const writes: string[] = []
  api.onChange(
    ({ type, resource, object }) => void writes.push(`${type} ${resource} ${object.metadata.name}`),
  )
  const context = {
    now: () => clock.now,
    stamp: () => stamp(clock),
    epochSeconds: clock.epochSeconds,
    random,
    api: refusing(api, refusals),
    record: ({ type, reason, message }: { type: string; reason: string; message: string }) =>
      events.push(`${type} ${reason}: ${message}`),
    decide: (body: DecisionBody) => decisions.push(body),
  }
  const queue = { add: () => undefined, addAfter: () => undefined }
  const dc = { context, caches, queue, told: new Map() } as unknown as DeploymentController

  const d = (): Deployment => {
    const found = api.get('deployments', 'default', 'web')
    if (!found) throw new Error('there is no Deployment web')
    return found
  }
  const replicaSets = (): readonly ReplicaSet[] => api.list('replicasets', 'default')
  const edit = (change: (d: Deployment) => object): void => {
    const updated = api.update('deployments', { ...d(), ...change(d()) } as Deployment)
    if (!updated.ok) throw new Error(updated.status.message)
  }
  const wanted = deploymentOf(replicas, limits, spec) as { metadata: object }
  const made = api.create('deployments', 'default', {
    ...wanted,
    metadata: { ...wanted.metadata, annotations },
  })
  if (!made.ok) throw new Error(made.status.message)
  writes.length = 0
  return {
    dc,
    api,
    caches,
    decisions,
    events,
    writes,
    d,
    replicaSets,
    edit,
    pass: (seconds: number) => void (clock.now += seconds * SECOND),
    setImage: (image: string) =>
      edit(({ spec }) => {
        const template = { ...spec.template, spec: { containers: [{ name: 'app', image }] } }
        return { spec: { ...spec, template } }
      }),
    /** What a sync starts with. */
    sync: (): DeploymentSync => ({ d: d() }),
    /** The caches hold what is stored. */
    hear(): void {
      for (const rs of replicaSets()) caches.replicasets.apply('ADDED', rs)
      caches.deployments.apply('ADDED', d())
    },
    refuse(request: Request, refusal: Refusal = { reason: 'Conflict', message: 'no' }): void {
      refusals.set(request, refusal)
    },
    allow: () => refusals.clear(),
    condition: (type: string) => d().status.conditions?.find((one) => one.type === type),
  }
}

export const CONFLICT = { reason: 'Conflict', message: 'no' }
