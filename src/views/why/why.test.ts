import { beforeAll, describe, expect, it } from 'vitest'
import { loadLaterTexts } from '../../i18n/locales.ts'
import type { Decision, RollingNumbers } from '../../sim/decisions.ts'
import type { PodView, Scene } from '../../worker/picture/picture.ts'
import { explain, isMain } from './explain.ts'
import { newReplicaSetAt, selectDecisions, uidsOf } from './selectDecisions.ts'
import type { Row } from './terms.ts'

beforeAll(loadLaterTexts)

const numbers: RollingNumbers = {
  desired: 10,
  surge: 3,
  unavailable: 2,
  ceiling: 13,
  floor: 8,
  newSpec: 6,
  oldSpec: 5,
  total: 11,
  newAvailable: 3,
  oldAvailable: 5,
}
const base = { rule: 'DEP-1', object: 'Deployment/default/web', actor: 'deployment' }
const RS = 'ReplicaSet/default/web-7d44784b7c'
const POD = 'Pod/default/web-7d44784b7c-l2gpg'
const grown: Decision = {
  ...base,
  id: 1,
  at: 55_700_000,
  kind: 'ScaledUpNew',
  replicaSet: RS,
  from: 6,
  to: 8,
  room: 2,
  wanted: 4,
  numbers,
}
const ready: Decision = {
  ...base,
  id: 2,
  at: 56_000_000,
  kind: 'PodNotYetAvailable',
  object: RS,
  pod: POD,
  readyAt: 50_000_000,
  availableAt: 60_000_000,
  minReadySeconds: 10,
}
const line = ({ label, numbers: terms, result }: Row): string =>
  `${label}: ${terms.map((term) => (typeof term === 'string' ? term : term.text)).join(' ')} = ${result.text}`

describe('explain', () => {
  it('lays out the arithmetic of a step up', () => {
    const { title, rows } = explain(grown)
    expect(title).toBe('New ReplicaSet grows by 2')
    expect(rows.map(line)).toEqual([
      'ceiling: 10 + 3 = 13',
      'running: 5 + 6 = 11',
      'room: 13 − 11 = 2',
      'wanted: 10 − 6 = 4',
      'grow by: min(2, 4) = 2',
    ])
  })
  it('says what holds a rollout up', () => {
    const { rows, rest } = explain({
      ...base,
      id: 3,
      at: 0,
      kind: 'NothingPossible',
      blockedBy: ['ceiling', 'unavailableNew'],
      maxScaledDown: 0,
      newUnavailable: 5,
      numbers: { ...numbers, newSpec: 5, oldSpec: 8, total: 13 },
    })
    expect(rows.map(line)).toEqual(['room to add: 13 − 13 = 0', 'spare old: 13 − 8 − 5 = 0'])
    expect(rows.every(({ result }) => result.bad)).toBe(true)
    expect(rest).toContain('ceiling')
  })
  it('gives instants where a pod waits to count', () => {
    expect(explain(ready).rows.map(line)).toEqual([
      'ready at:  = 00:50.0',
      'available at: 00:50.0 + 10 s = 01:00.0',
    ])
  })
})

describe('selectDecisions', () => {
  const all = [grown, ready]
  it('offers the Deployment, all, or what is selected, and nothing of the future', () => {
    expect(selectDecisions(all, 57_000, null, false)).toEqual([grown])
    expect(selectDecisions(all, 57_000, null, true)).toEqual(all)
    expect(selectDecisions(all, 57_000, POD, false)).toEqual([ready])
    expect(selectDecisions(all, 55_999, null, true)).toEqual([grown])
    expect([isMain(grown), isMain(ready)]).toEqual([true, false])
  })
})

describe('newReplicaSetAt', () => {
  const made = (id: number, name: string): Decision => ({
    ...base,
    id,
    at: id,
    kind: 'NewReplicaSetFound',
    replicaSet: `ReplicaSet/default/${name}`,
    revision: id,
  })
  const complete = (id: number): Decision => ({
    ...base,
    id,
    at: id,
    kind: 'RolloutComplete',
    replicaSet: RS,
    replicas: 10,
  })
  const all = [made(1, 'web-one'), complete(2), made(3, 'web-two'), complete(4)]
  it('names the ReplicaSet that was new then, not the one that is now', () => {
    expect(all.map((one) => newReplicaSetAt(all, one))).toEqual(['web-one', 'web-one', 'web-two', 'web-two'])
    expect(newReplicaSetAt(all, { ...grown, id: 5 })).toBe('web-7d44784b7c')
    expect(newReplicaSetAt([], complete(4))).toBeUndefined()
  })
})

describe('uidsOf', () => {
  const pod = (uid: string, lane: string, state: PodView['state']): PodView =>
    ({ uid, lane, state, name: `web-7d44784b7c-${uid}` }) as PodView
  const pods = {
    a: pod('a', 'old', 'available'),
    b: pod('b', 'new', 'available'),
    c: pod('c', 'new', 'notReady'),
    d: pod('d', 'old', 'terminating'),
    l2gpg: pod('l2gpg', 'new', 'ready'),
  }
  const scene = {
    lanes: [
      { uid: 'old', isNew: false, name: 'web-9bc58d867' },
      { uid: 'new', isNew: true, name: 'web-7d44784b7c' },
    ],
  } as Scene
  it('lights up what a number counts', () => {
    expect(uidsOf('new', scene, pods)).toEqual(['b', 'c', 'l2gpg'])
    expect(uidsOf('old', scene, pods)).toEqual(['a'])
    expect(uidsOf('newAvailable', scene, pods)).toEqual(['b'])
    expect(uidsOf('available', scene, pods)).toEqual(['a', 'b'])
    expect(uidsOf([POD, RS], scene, pods)).toEqual(['l2gpg', 'new'])
  })
})
