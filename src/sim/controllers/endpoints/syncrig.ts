/** For tests of the Endpoints controller: one Service `web`, its pods, and what a sync makes of them. */
import type { Endpoints } from '../../api/types/core.ts'
import type { KubeObject } from '../../api/types/meta.ts'
import { createNewsRig, sketch } from '../newsrig.ts'
import { endpointsController } from './endpointscontroller.ts'

export const KEY = 'default/web'
export const CREATED = '2026-01-05T09:00:00Z'

export const serviceOf = (spec: object = {}, metadata: object = {}) =>
  sketch('services', 'web', {
    metadata: { creationTimestamp: CREATED, ...metadata },
    spec: { selector: { app: 'web' }, clusterIP: '10.96.0.1', ports: [{ port: 80 }], ...spec },
  })

export const podOf = (name: string, metadata: object = {}) =>
  sketch('pods', name, {
    metadata: { labels: { app: 'web' }, ...metadata },
    spec: { nodeName: 'node-1', containers: [] },
    status: {
      phase: 'Running',
      podIP: `10.0.${Number(name) >> 8}.${Number(name) & 255}`,
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  })

const SERVICE = serviceOf()

/** One Service and its syncs. */
export function syncRig() {
  const rig = createNewsRig(endpointsController)
  const stored = (): Endpoints | undefined => rig.api.get('endpoints', 'default', 'web')
  /** The cache hears of what is stored. */
  const hear = (): void => {
    const object = stored()
    if (object) rig.hold('endpoints', object)
  }
  const sync = (service: object = SERVICE): Endpoints | undefined => {
    rig.caches.services.apply('ADDED', service as never)
    rig.actor.onNews?.({ type: 'ADDED', resource: 'services', object: service as never })
    rig.work()
    return stored()
  }
  /** A pod comes or changes, and the controller hears of it. */
  const come = (pod: KubeObject): void => {
    const previous = rig.caches.pods.get(`default/${pod.metadata.name}`)
    rig.hold('pods', pod)
    const event = { type: previous ? 'MODIFIED' : 'ADDED', resource: 'pods', object: pod, previous }
    rig.actor.onNews?.(event as never)
  }
  const go = (name: string): void => {
    const previous = rig.caches.pods.get(`default/${name}`)
    rig.caches.pods.apply('DELETED', previous as never)
    rig.actor.onNews?.({ type: 'DELETED', resource: 'pods', object: previous, previous } as never)
  }
  const failures = () => rig.actor.snapshot().queue.failures
  return { ...rig, stored, hear, sync, failures, come, go }
}
