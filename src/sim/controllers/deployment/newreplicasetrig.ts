/** For tests of getAllReplicaSetsAndSyncRevision: the first step of a sync of `web`, step by step. */
import type { ReplicaSet } from '../../api/types/apps.ts'
import { getAllReplicaSetsAndSyncRevision } from './newreplicaset.ts'
import { unitRig } from './unitrig.ts'

/** What every decision about `web` begins with. */
export const about = { object: 'Deployment/default/web', deployment: 'Deployment/default/web' }
export const NO_DEADLINE = { progressDeadlineSeconds: 2_147_483_647 }

/** The first step of a sync, with the ReplicaSets that the cache has heard of. */
export function newReplicaSetRig(options: Parameters<typeof unitRig>[0] = {}) {
  const rig = unitRig(options)
  const step = (
    createIfNotExisted = true,
    heard: readonly ReplicaSet[] = [...rig.caches.replicasets.values()],
  ) => {
    const s = rig.sync()
    return { s, found: getAllReplicaSetsAndSyncRevision(rig.dc, s, heard, createIfNotExisted) }
  }
  /** The ReplicaSet of the present template: created, heard of, and all about it settled. */
  const settled = (): ReplicaSet => {
    step()
    rig.hear()
    const [made] = rig.replicaSets()
    if (!made) throw new Error('no ReplicaSet')
    rig.writes.length = 0
    rig.decisions.length = 0
    rig.events.length = 0
    return made
  }
  return { ...rig, step, settled }
}
