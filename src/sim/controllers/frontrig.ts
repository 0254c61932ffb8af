/** For tests of what is about one ReplicaSet without a Deployment, `front`. */
import { createRig, type Rig } from './rig.ts'

export const replicaSet = (replicas: number, spec: object = {}): object => ({
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: { name: 'front' },
  spec: {
    replicas,
    selector: { matchLabels: { app: 'front' } },
    template: {
      metadata: { labels: { app: 'front' } },
      spec: { containers: [{ name: 'app', image: 'app:v1' }] },
    },
    ...spec,
  },
})

export const front = (rig: Rig) => rig.api.get('replicasets', 'default', 'front')!

/** A rig with that ReplicaSet, its pods created. */
export function rigWith(replicas: number, spec: object = {}): Rig {
  const rig = createRig()
  rig.create('replicasets', replicaSet(replicas, spec))
  rig.pass(1)
  return rig
}

export const resize = (rig: Rig, replicas: number): void => {
  const rs = front(rig)
  rig.api.update('replicasets', { ...rs, spec: { ...rs.spec, replicas } })
}
