/** The pictures of the gallery. Sentences are written out here: the gallery has no worker to choose them. */
import type { Fixture } from './build.ts'
import { BROKEN, MAIN, MAIN_MARKS, PAST, samplesOf, STUCK, STUCK_MARKS } from './record.ts'

const say = (id: string, values: Record<string, string | number> = {}) => ({ id, values })

const mid: Fixture = {
  name: 'main',
  at: 57_000,
  replicas: 10,
  lanes: [
    { revision: 1, hash: '9bc58d867', desired: 5, places: '.ATTAT.AAA', scale: -2 },
    { revision: 2, hash: '7d44784b7c', desired: 8, places: 'RAARANPC', slots: 10, scale: 2 },
  ],
  headline: {
    phase: 'rolling',
    title: say('Rolling out v2'),
    counts: say('*8 of 10* updated, *8* available.'),
    why: say('At both limits. Next pod is due in {in:duration}.', { in: 2_800 }),
    until: 59_800,
  },
  samples: MAIN,
  marks: MAIN_MARKS,
}

const failing = (n: number): string => Array.from({ length: n }, (_, i) => (i === 1 ? 'e' : 'b')).join('')

const dense = (n: number, letters: string): string =>
  Array.from({ length: n }, (_, i) => letters[(i * 7) % letters.length]).join('')

export const FIXTURES: Fixture[] = [
  mid,
  { ...mid, name: 'playing', playing: true },
  {
    name: 'stuck',
    at: 188_700,
    replicas: 10,
    lanes: [
      { revision: 1, hash: '9bc58d867', desired: 0, folded: true },
      { revision: 2, hash: '7d44784b7c', desired: 8, places: 'AAAAA.AAA', slots: 10 },
      { revision: 3, version: 'v10', hash: '5d7d8b6cf4', desired: 5, places: failing(5), slots: 10 },
    ],
    headline: {
      phase: 'stuck',
      title: say('Stuck at 5 of 10'),
      counts: say('Revision 3 cannot pull its image.'),
      why: say('The *8* v2 pods still answer *every request*.'),
    },
    banner: {
      bold: say('No room in either direction.'),
      rest: say(
        '13 pods is the ceiling, so nothing can be added. 8 available is the floor, so nothing can be removed. It will stay like this until you act.',
      ),
      actions: ['undo'],
      icon: 'pull',
    },
    progressing: ['bad', 'ProgressDeadlineExceeded'],
    samples: STUCK,
    marks: STUCK_MARKS,
  },
  {
    name: 'errors',
    at: 124_000,
    replicas: 10,
    lanes: [
      { revision: 1, hash: '9bc58d867', desired: 0, folded: true },
      { revision: 2, hash: '7d44784b7c', desired: 4, places: 'AAAATTT', slots: 10 },
      { revision: 3, hash: '6f6656d949', desired: 9, places: 'EEEEFFNCP', slots: 10 },
    ],
    headline: {
      phase: 'degraded',
      title: say('Rolling out v3'),
      counts: say('*9 of 10* updated, *8* available.'),
      why: say('40 % of requests fail.'),
      alarm: true,
    },
    banner: {
      bold: say('Every probe passes, and v3 answers 500.'),
      rest: say(
        'The controller only looks at readiness, so it will finish this rollout. Pausing stops it here. Undoing brings v2 back.',
      ),
      actions: ['undo', 'pause'],
      icon: 'bug',
    },
    samples: STUCK.slice(0, 18),
    marks: STUCK_MARKS.slice(0, 14),
  },
  {
    ...mid,
    name: 'past',
    at: 66_000,
    liveAt: 90_000,
    lanes: [
      { revision: 1, hash: '9bc58d867', desired: 3, places: '.T..T..AAA' },
      { revision: 2, hash: '7d44784b7c', desired: 10, places: 'AAAAARNRNC', slots: 10 },
    ],
    headline: { ...mid.headline, counts: say('*10 of 10* updated, *8* available.'), until: 72_800 },
    samples: PAST,
    select: 'pod-1-8',
  },
  {
    ...mid,
    name: 'paused',
    headline: {
      phase: 'paused',
      title: say('Paused at 8 of 10'),
      counts: say('*8 of 10* updated, *8* available.'),
      why: say('Nothing is added or removed until you resume.'),
    },
    progressing: ['paused', 'DeploymentPaused'],
  },
  {
    name: 'recreate',
    at: 57_000,
    replicas: 5,
    recreate: true,
    surge: 0,
    unavailable: 5,
    lanes: [
      { revision: 1, hash: '9bc58d867', desired: 0, places: 'TTTTT' },
      { revision: 2, hash: '7d44784b7c', desired: 5, places: 'PPCCN', scale: 5 },
    ],
    headline: {
      phase: 'rolling',
      title: say('Recreating with v2'),
      counts: say('*5 of 5* updated, *0* available.'),
      why: say('Every old pod had to go first.'),
      alarm: true,
    },
    samples: samplesOf([
      { at: 0, a: [0, 0], ready: 0, total: 5, updated: 5, ceiling: 5, floor: null },
      { at: 20, a: [5, 0], ready: 5, total: 5, updated: 5, ceiling: 5, floor: null },
      { at: 40, a: [0, 0], ready: 0, total: 0, updated: 0, ceiling: 5, floor: null },
      { at: 52, a: [0, 0], ready: 0, total: 5, updated: 5, ceiling: 5, floor: null },
    ]),
    marks: [{ at: 39_000, kind: 'command', text: 'set image v2' }],
  },
  {
    name: 'complete',
    at: 90_000,
    replicas: 10,
    lanes: [
      { revision: 1, hash: '9bc58d867', desired: 0, folded: true },
      { revision: 2, hash: '7d44784b7c', desired: 10, places: 'AAAAAAAAAA' },
    ],
    headline: {
      phase: 'complete',
      title: say('v2 is out'),
      counts: say('*10 of 10* updated, *10* available.'),
      why: say('50 s, no request failed.'),
    },
    progressing: ['ok', 'NewReplicaSetAvailable'],
    samples: PAST,
    marks: MAIN_MARKS,
  },
  {
    name: 'single',
    at: 30_000,
    replicas: 1,
    surge: 1,
    unavailable: 0,
    lanes: [
      { revision: 1, hash: '9bc58d867', desired: 1, places: 'A' },
      { revision: 2, hash: '7d44784b7c', desired: 1, places: 'N', scale: 1 },
    ],
    headline: {
      phase: 'rolling',
      title: say('Rolling out v2'),
      counts: say('*1 of 1* updated, *1* available.'),
      why: say('The old pod stays until the new one is available.'),
    },
    samples: samplesOf([
      { at: 0, a: [0, 0], ready: 0, total: 1, updated: 1, ceiling: 2, floor: 1 },
      { at: 12, a: [1, 0], ready: 1, total: 1, updated: 1, ceiling: 2, floor: 1 },
      { at: 24, a: [1, 0], ready: 1, total: 2, updated: 1, ceiling: 2, floor: 1 },
    ]),
    marks: [{ at: 24_000, kind: 'command', text: 'set image v2' }],
  },
  {
    name: 'broken',
    at: 57_000,
    replicas: 10,
    lanes: [{ revision: 1, hash: '9bc58d867', desired: 10, places: 'AAcAxAAcA.', slots: 10 }],
    headline: {
      phase: 'degraded',
      title: say('6 available, floor 8'),
      counts: say('*10 of 10* updated, *6* available.'),
      why: say('Three containers crash.'),
      alarm: true,
    },
    samples: BROKEN,
    marks: MAIN_MARKS.slice(0, 4),
  },
  {
    name: 'undone',
    at: 90_000,
    replicas: 10,
    lanes: [
      ...[3, 4, 5, 6].map((revision) => ({
        revision,
        hash: `5c9d7f6b8${revision}`,
        desired: 0,
        folded: true,
      })),
      { revision: 7, hash: '9bc58d867', desired: 2, places: 'AATT......' },
      { revision: 8, hash: '6d4b75cb6d', desired: 3, places: 'AAA.......' },
      { revision: 9, version: 'v2', was: [2], hash: '7d44784b7c', desired: 8, places: 'AAARRNNP', slots: 10 },
    ],
    headline: { ...mid.headline, until: 94_000 },
    samples: MAIN,
    marks: MAIN_MARKS,
  },
  {
    name: 'forty',
    at: 57_000,
    replicas: 40,
    surge: 10,
    unavailable: 10,
    lanes: [
      { revision: 1, hash: '9bc58d867', desired: 18, places: dense(40, 'AATA.AAT..A'), scale: -5 },
      { revision: 2, hash: '7d44784b7c', desired: 32, places: dense(32, 'AARNACPARAN'), scale: 5 },
    ],
    headline: mid.headline,
    samples: MAIN,
    marks: MAIN_MARKS,
  },
  {
    name: 'dense',
    at: 73_600,
    replicas: 1000,
    surge: 250,
    unavailable: 250,
    lanes: [
      { revision: 1, hash: '9bc58d867', desired: 265, places: dense(800, 'ATATA.ATT..') },
      { revision: 2, hash: '7d44784b7c', desired: 982, places: dense(982, 'AAARNNACPAANNAANARRb') },
    ],
    headline: { ...mid.headline, why: say('At the ceiling.'), until: null },
    samples: MAIN,
    marks: MAIN_MARKS,
  },
]

export const fixture = (name: string): Fixture => FIXTURES.find((one) => one.name === name) ?? mid
