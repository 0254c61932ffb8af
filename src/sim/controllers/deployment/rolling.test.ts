import { describe, expect, it } from 'vitest'
import type { Deployment, ReplicaSet } from '../../api/types/apps.ts'
import type { IntOrString } from '../../api/types/meta.ts'
import type { DeploymentController } from './state.ts'
import { newRSNewReplicas } from './fenceposts.ts'
import { reconcileNewReplicaSet, reconcileOldReplicaSets } from './rolling.ts'
import { DESIRED_REPLICAS, MAX_REPLICAS } from './proportion.ts'
import { scale } from './scale.ts'

interface Fake {
  dc: DeploymentController
  messages: string[]
}

/** A controller whose writes always succeed. */
function fake(): Fake {
  const messages: string[] = []
  const context = {
    api: { update: (_: string, object: unknown) => ({ ok: true, object }) },
    record: ({ message }: { message: string }) => messages.push(message),
    decide: () => undefined,
  }
  return { dc: { context, told: new Map() } as unknown as DeploymentController, messages }
}

const deployment = (replicas: number, maxSurge: IntOrString, maxUnavailable: IntOrString): Deployment =>
  ({
    metadata: { name: 'web', namespace: 'default', uid: 'd' },
    spec: { replicas, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } } },
    status: {},
  }) as unknown as Deployment

const replicaSet = (
  name: string,
  [size, available]: readonly [number, number],
  order: number,
  annotations: Record<string, string> = {},
): ReplicaSet =>
  ({
    kind: 'ReplicaSet',
    metadata: {
      name,
      namespace: 'default',
      uid: name,
      creationTimestamp: `2026-01-05T09:00:${String(order).padStart(2, '0')}Z`,
      annotations,
    },
    spec: { replicas: size },
    status: { replicas: size, availableReplicas: available },
  }) as unknown as ReplicaSet

type Counts = readonly [number, number]
type Row = [
  id: string,
  n: number,
  surge: IntOrString,
  unavail: IntOrString,
  newRS: Counts,
  olds: Counts[],
  does: string,
]

/** kubernetes-semantics.md A.2. "old" is the only old one, else they are numbered, oldest first. */
const ROWS: Row[] = [
  ['S1', 10, 3, 2, [0, 0], [[10, 10]], 'new 0->3'],
  ['S2', 10, 3, 2, [3, 0], [[10, 10]], 'old 10->8'],
  ['S3', 10, 3, 2, [3, 0], [[8, 8]], 'new 3->5'],
  ['S4', 10, 3, 2, [5, 0], [[8, 8]], ''],
  ['S5', 10, 3, 2, [5, 0], [[8, 7]], ''],
  ['S6', 10, 3, 2, [5, 1], [[8, 8]], 'old 8->7'],
  ['S7', 10, 3, 2, [5, 1], [[7, 7]], 'new 5->6'],
  ['S8', 10, 3, 2, [5, 5], [[8, 8]], 'old 8->3'],
  ['S9', 10, 3, 2, [5, 5], [[3, 3]], 'new 5->10'],
  ['S10', 10, 3, 2, [10, 5], [[3, 3]], ''],
  ['S11', 10, 3, 2, [10, 8], [[3, 3]], 'old 3->0'],
  ['S12', 10, 3, 2, [10, 10], [[1, 1]], 'old 1->0'],
  ['S13', 10, 3, 2, [8, 7], [[5, 0]], 'old 5->1'],
  [
    'S14',
    10,
    3,
    2,
    [0, 0],
    [
      [8, 8],
      [5, 0],
    ],
    'old2 5->0',
  ],
  [
    'S15',
    10,
    3,
    2,
    [0, 0],
    [
      [8, 8],
      [5, 5],
    ],
    'old1 8->3',
  ],
  ['S16', 4, '25%', '25%', [1, 0], [[4, 4]], 'old 4->3'],
  ['S17', 4, '25%', '25%', [1, 0], [[3, 3]], 'new 1->2'],
  ['S18', 4, '25%', '25%', [2, 0], [[3, 3]], ''],
  ['S19', 4, '25%', '25%', [2, 1], [[3, 3]], 'old 3->2'],
  ['S20', 4, '25%', '25%', [2, 2], [[3, 3]], 'old 3->1'],
  ['S21', 4, '25%', '25%', [2, 2], [[1, 1]], 'new 2->4'],
  ['S22', 4, '25%', '25%', [4, 2], [[1, 1]], ''],
  ['S23', 4, '25%', '25%', [4, 3], [[1, 1]], 'old 1->0'],
  ['S24', 3, '25%', '25%', [1, 0], [[3, 3]], ''],
  ['S25', 3, '25%', '25%', [1, 1], [[3, 3]], 'old 3->2'],
  ['S26', 3, '25%', '25%', [1, 1], [[3, 2]], 'old 3->2'],
  ['S27', 3, '25%', '25%', [1, 0], [[3, 2]], ''],
  ['S28', 3, '25%', '25%', [1, 1], [[2, 2]], 'new 1->2'],
  ['S29', 3, 0, 1, [0, 0], [[3, 3]], 'old 3->2'],
  ['S30', 3, 0, 1, [0, 0], [[2, 2]], 'new 0->1'],
  ['S31', 3, 0, 1, [1, 0], [[2, 2]], ''],
  ['S32', 3, 0, 1, [1, 1], [[2, 2]], 'old 2->1'],
  ['S33', 5, '100%', 0, [5, 0], [[5, 5]], ''],
  ['S34', 5, '100%', 0, [5, 3], [[5, 5]], 'old 5->2'],
  ['S35', 5, '100%', 0, [5, 5], [[5, 5]], 'old 5->0'],
  ['S36', 5, 0, '100%', [0, 0], [[5, 5]], 'old 5->0'],
  ['S37', 1, 0, 0, [0, 0], [[1, 1]], 'old 1->0'],
  ['S38', 1, '25%', '25%', [1, 0], [[1, 1]], ''],
  ['S39', 1, '25%', '25%', [1, 1], [[1, 1]], 'old 1->0'],
  ['S40', 10, 2, 0, [0, 0], [[5, 5]], 'new 0->7'],
  ['S41', 10, 2, 0, [0, 0], [[10, 10]], 'new 0->2'],
  ['S42', 10, 2, 0, [2, 0], [[10, 10]], ''],
  ['S43', 10, 2, 2, [11, 10], [[2, 2]], 'new 11->10'],
  ['S44', 6, 10, 1, [2, 0], [[5, 5]], 'new 2->6'],
  ['S45', 10, 0, 2, [0, 0], [[10, 10]], 'old 10->8'],
  ['S46', 10, 0, 2, [0, 0], [[10, 9]], 'old 10->9, old 9->8'],
  ['S47', 10, 0, 2, [0, 0], [[10, 8]], 'old 10->8'],
  ['S48', 10, 0, 2, [2, 0], [[8, 8]], ''],
  ['S49', 10, 0, 2, [0, 0], [[10, 1]], 'old 10->8'],
  ['S50', 10, 0, 0, [0, 0], [[10, 10]], 'old 10->9'],
  [
    'S51',
    3,
    1,
    1,
    [1, 0],
    [
      [2, 2],
      [1, 1],
    ],
    'old1 2->1',
  ],
  [
    'S52',
    4,
    1,
    1,
    [1, 1],
    [
      [2, 1],
      [2, 2],
    ],
    'old1 2->1, old1 1->0',
  ],
]

const short = (messages: string[]): string =>
  messages
    .map((m) => m.replace(/^Scaled (?:up|down) replica set (\S+) from (\d+) to (\d+)$/, '$1 $2->$3'))
    .join(', ')

describe('one rolling step', () => {
  it.each(ROWS)('[DEP-10] [DEP-17] [DEP-18] [DEP-19] %s', (_id, n, surge, unavail, newCounts, olds, does) => {
    const { dc, messages } = fake()
    const d = deployment(n, surge, unavail)
    const newRS = replicaSet('new', newCounts, 59)
    const oldRSs = olds.map((counts, i) => replicaSet(olds.length > 1 ? `old${i + 1}` : 'old', counts, i))
    const sets = { newRS, oldRSs, allRSs: [...oldRSs, newRS] }
    if (reconcileNewReplicaSet(dc, d, sets.allRSs, newRS) === false)
      reconcileOldReplicaSets(dc, d, sets, newRS)
    expect(short(messages)).toBe(does)
  })

  it('[DEP-17] does nothing while an old status is older than its size', () => {
    const { dc, messages } = fake()
    const newRS = replicaSet('new', [5, 5], 59)
    const oldRSs = [replicaSet('old', [3, 8], 0)]
    const sets = { newRS, oldRSs, allRSs: [...oldRSs, newRS] }
    expect(reconcileOldReplicaSets(dc, deployment(8, 1, 2), sets, newRS)).toBe(false)
    expect(messages).toEqual([])
  })

  it('[DEP-17] counts a failed write as nothing scaled', () => {
    const { dc } = fake()
    const refusing = { ...dc, context: { ...dc.context, api: { update: () => ({ ok: false, status: {} }) } } }
    const newRS = replicaSet('new', [3, 3], 59)
    const oldRSs = [replicaSet('old', [3, 3], 0)]
    const sets = { newRS, oldRSs, allRSs: [...oldRSs, newRS] }
    expect(
      reconcileOldReplicaSets(refusing as unknown as DeploymentController, deployment(3, 1, 0), sets, newRS),
    ).toBe(false)
  })

  it('[DEP-10] M1 keeps its size at the ceiling, though the step shrinks it to desired', () => {
    const { dc, messages } = fake()
    const newRS = replicaSet('new', [5, 5], 1)
    const d = deployment(1, 1, 0)
    expect(newRSNewReplicas(d, [newRS], newRS)).toEqual({ ok: true, value: 5 })
    reconcileNewReplicaSet(dc, d, [newRS], newRS)
    expect(short(messages)).toBe('new 5->1')
  })
})

type ScaleRow = [
  id: string,
  n: [from: number, to: number],
  surge: [before: number, after: IntOrString],
  before: [newSize: number | null, ...olds: number[]],
  after: [newSize: number | null, ...olds: number[]],
]

/** kubernetes-semantics.md A.4; old ones newest first. */
const SCALES: ScaleRow[] = [
  ['P1', [10, 12], [0, 0], [10], [12]],
  ['P2', [10, 5], [0, 0], [10], [5]],
  ['P3', [5, 10], [0, 0], [2, 3], [4, 6]],
  ['P4', [5, 3], [0, 0], [2, 3], [1, 2]],
  ['P5', [9, 4], [0, 0], [8, 1], [4, 0]],
  ['P6', [7, 10], [0, 0], [2, 3, 2], [3, 4, 3]],
  ['P7', [13, 8], [0, 0], [2, 8, 3], [1, 5, 2]],
  ['P8', [3, 4], [0, 0], [1, 1, 1], [2, 1, 1]],
  ['P9', [3, 2], [0, 0], [1, 1, 1], [1, 1, 0]],
  ['P10', [4, 5], [0, 0], [null, 2, 2], [null, 3, 2]],
  ['P11', [6, 0], [0, 0], [3, 2, 1], [0, 0, 0]],
  ['P12', [0, 6], [0, 0], [0, 0, 0], [6, 0, 0]],
  ['P14', [10, 20], [2, 2], [6, 6], [11, 11]],
  ['P15', [10, 50], [3, 6], [5, 8], [22, 34]],
  ['P16', [10, 14], [0, 0], [null, 7, 3], [null, 10, 4]],
  ['P18', [10, 15], [3, 3], [5, 8], [7, 11]],
  ['P19', [5, 10], [2, '25%'], [2, 4], [4, 9]],
  ['P20', [10, 20], [3, '25%'], [5, 8], [10, 15]],
  ['P21', [10, 5], [3, '25%'], [5, 8], [3, 4]],
]

describe('scaling in the middle of a rollout', () => {
  it.each(SCALES)('[DEP-13] [DEP-14] [DEP-9] %s', (_id, [from, to], [surge, nextSurge], before, after) => {
    const { dc } = fake()
    const sizes = new Map<string, ReplicaSet>()
    const update = (_: string, object: ReplicaSet) => {
      sizes.set(object.metadata.name, object)
      return { ok: true, object }
    }
    const annotations = { [DESIRED_REPLICAS]: String(from), [MAX_REPLICAS]: String(from + surge) }
    const [newSize, ...olds] = before
    const newRS = newSize === null ? undefined : replicaSet('new', [newSize, newSize], 59, annotations)
    const oldRSs = olds.map((size, i) => replicaSet(`old${i}`, [size, size], 50 - i, annotations)).reverse()
    const writing = { ...dc, context: { ...dc.context, api: { update } } } as unknown as DeploymentController
    expect(scale(writing, deployment(to, nextSurge, 2), newRS, oldRSs)).toBeUndefined()
    const sizeOf = (name: string, was: number | null): number | null => sizes.get(name)?.spec.replicas ?? was
    expect([sizeOf('new', newSize), ...olds.map((size, i) => sizeOf(`old${i}`, size))]).toEqual(after)
  })

  it('[DEP-13] a saturated new one ends the old ones', () => {
    const { dc, messages } = fake()
    const annotations = { [DESIRED_REPLICAS]: '4' }
    const newRS = replicaSet('new', [4, 4], 59, annotations)
    scale(dc, deployment(4, 1, 1), newRS, [replicaSet('old', [2, 2], 1, { [DESIRED_REPLICAS]: '6' })])
    expect(short(messages)).toBe('old 2->0')
  })
})
