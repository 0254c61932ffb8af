import { describe, expect, it } from 'vitest'
import type { Pod } from '../../api/types/pod.ts'
import { ownedBy, sketch } from '../newsrig.ts'
import type { ControlledKind } from './kinds.ts'
import { REPLICA_SETS, REPLICATION_CONTROLLERS } from './kinds.ts'
import { getPodsRankedByRelatedPodsOnSameNode } from './podstodelete.ts'
import { EPOCH, front, podOf, unitRig } from './unitrig.ts'

/** The first to go: of two pods on one node, the older a and b, and the younger c on a node of its own. */
function first(kind: ControlledKind, metadata: object): string | undefined {
  const rs = front(2, kind === REPLICATION_CONTROLLERS ? { selector: { app: 'front' } } : {}, metadata)
  const { rsc, caches } = unitRig({}, kind)
  caches[kind.resource].apply('ADDED', rs as never)
  const pods: Pod[] = [
    podOf('a', { readyAt: '2026-01-05T09:00:01Z' }),
    podOf('b', { readyAt: '2026-01-05T09:00:02Z' }),
    podOf('c', { readyAt: '2026-01-05T09:00:38Z', node: 'node-2' }),
  ]
  for (const pod of pods) caches.pods.apply('ADDED', pod)
  const [choice] = getPodsRankedByRelatedPodsOnSameNode(rsc, rs, pods, 1, EPOCH + 40)
  return choice?.pod.metadata.name
}

describe('without a controller', () => {
  it('[RS-11] the fuller node counts for a ReplicaSet of a Deployment', () => {
    expect(first(REPLICA_SETS, ownedBy(sketch('deployments', 'web')))).toBe('a')
  })

  it('[RS-11] all pods are of one rank, and the next criterion decides', () => {
    expect(first(REPLICA_SETS, {})).toBe('c')
    expect(first(REPLICATION_CONTROLLERS, {})).toBe('c')
  })
})
