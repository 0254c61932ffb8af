import { describe, expect, it } from 'vitest'
import { NONE } from '../../latencies.ts'
import { MILLISECOND } from '../../time.ts'
import { isPodActive, isPodReady } from '../replicaset/podstate.ts'
import { settledRig, type Limits, type Rig } from '../rig.ts'

/** Slow workers: what happens at once is seen at once. */
const SLOW = { ...NONE, watch: 5 * MILLISECOND, api: 50 * MILLISECOND }

const scalings = (rig: Rig): string[] => rig.events().filter((message) => message.startsWith('Scaled'))

/** The Deployment's scaling Events since the `from`-th, in the words of kubernetes-semantics.md A.3. */
function sequence(rig: Rig, from: number): string[] {
  const [old] = rig.replicaSets()
  return scalings(rig)
    .slice(from)
    .flatMap((message) => {
      const scaled = /^Scaled \w+ replica set (\S+) from (\d+) to (\d+)$/.exec(message)
      return scaled ? [`${scaled[1] === old?.metadata.name ? 'old' : 'new'} ${scaled[2]}→${scaled[3]}`] : []
    })
}

const newPods = (rig: Rig) => rig.pods('app:v2').filter((pod) => isPodActive(pod) && !isPodReady(pod))

/** Rolls to v2; whenever nothing moves, all new pods (or the first alone) become ready and stopping pods go. */
function roll(rig: Rig, oneByOne: boolean): string[] {
  const before = scalings(rig).length
  rig.setImage('app:v2')
  for (let i = 0; i < 30; i++) {
    rig.pass(1)
    rig.reap()
    rig.pass(1)
    const waiting = newPods(rig)
    rig.setReady(oneByOne ? waiting.slice(0, 1) : waiting)
  }
  return sequence(rig, before)
}

type Row = [id: string, replicas: number, limits: Limits | 'Recreate', does: string]

const ROWS: Row[] = [
  ['T1', 10, {}, 'new 0→3 · old 10→8 · new 3→5 · old 8→3 · new 5→10 · old 3→0'],
  ['T2', 4, {}, 'new 0→1 · old 4→3 · new 1→2 · old 3→1 · new 2→4 · old 1→0'],
  ['T3', 3, {}, 'new 0→1 · old 3→2 · new 1→2 · old 2→1 · new 2→3 · old 1→0'],
  ['T4', 3, { maxSurge: 0, maxUnavailable: 1 }, 'old 3→2 · new 0→1 · old 2→1 · new 1→2 · old 1→0 · new 2→3'],
  ['T5', 5, { maxSurge: 2, maxUnavailable: 0 }, 'new 0→2 · old 5→3 · new 2→4 · old 3→1 · new 4→5 · old 1→0'],
  [
    'T6',
    10,
    { maxSurge: '30%', maxUnavailable: 0 },
    'new 0→3 · old 10→7 · new 3→6 · old 7→4 · new 6→9 · old 4→1 · new 9→10 · old 1→0',
  ],
  ['T7', 3, 'Recreate', 'old 3→0 · new 0→3'],
  ['T8', 5, { maxSurge: '100%', maxUnavailable: 0 }, 'new 0→5 · old 5→0'],
  ['T9', 1, {}, 'new 0→1 · old 1→0'],
]

const rigFor = (replicas: number, limits: Limits | 'Recreate'): Rig =>
  limits === 'Recreate'
    ? settledRig(replicas, {}, { strategy: { type: 'Recreate' } }, SLOW)
    : settledRig(replicas, limits, {}, SLOW)

describe('whole rollouts', () => {
  it.each(ROWS)('[DEP-10] [DEP-17] %s', (_id, replicas, limits, does) => {
    expect(roll(rigFor(replicas, limits), false).join(' · ')).toBe(does)
  })

  it('[DEP-10] [DEP-17] T10, pods ready one at a time', () => {
    expect(roll(settledRig(4, {}, {}, SLOW), true).join(' · ')).toBe(
      'new 0→1 · old 4→3 · new 1→2 · old 3→2 · new 2→3 · old 2→1 · new 3→4 · old 1→0',
    )
  })

  it('[DEP-10] M23 stops at two new and three old when the new ones never get ready', () => {
    const rig = settledRig(4, {}, { progressDeadlineSeconds: 60 })
    rig.setImage('app:v2')
    rig.pass(30)
    rig.reap()
    rig.pass(2)
    expect(rig.replicaSets().map(({ spec }) => spec.replicas)).toEqual([3, 2])
    expect(rig.d().status.conditions?.find(({ type }) => type === 'Available')?.status).toBe('True')
    const blocked = rig.decisions('NothingPossible').at(-1)
    expect(blocked).toMatchObject({
      maxScaledDown: 0,
      newUnavailable: 2,
      blockedBy: ['ceiling', 'unavailableNew'],
    })
  })

  it('[DEP-18] M25 an undo removes the broken pods first', () => {
    const rig = settledRig(10)
    rig.setImage('app:v2')
    rig.pass(1)
    rig.reap()
    rig.pass(1)
    const before = scalings(rig).length
    rig.setImage('app:v1')
    rig.pass(1)
    const scaled = scalings(rig).slice(before)
    expect(scaled.map((m) => m.replace(/replica set \S+ /, ''))).toEqual([
      'Scaled down from 5 to 0',
      'Scaled up from 8 to 10',
    ])
  })

  it('[DEP-21] Recreate waits for pods that are still stopping', () => {
    const rig = settledRig(3, {}, { strategy: { type: 'Recreate' } })
    rig.setImage('app:v2')
    rig.pass(5)
    expect(rig.replicaSets()).toHaveLength(1)
    expect(rig.decisions('RecreateWaits').at(-1)).toMatchObject({ oldPods: 3 })
    rig.reap()
    rig.pass(1)
    expect(rig.replicaSets().map(({ spec }) => spec.replicas)).toEqual([0, 3])
  })
})
