/** A capacity record for the fixtures: a first start, one rollout, and what came of it. Written, not simulated. */
import type { ChartMark, ChartSample } from '../../worker/protocol.ts'

interface Row {
  at: number
  a: number[]
  ready: number
  total: number
  updated: number
  failing?: number
  ceiling?: number
  floor?: number | null
}

export const samplesOf = (rows: readonly Row[]): ChartSample[] =>
  rows.map(({ at, a, ready, total, updated, failing = 0, ceiling = 13, floor = 8 }) => ({
    at: at * 1000,
    available: Object.fromEntries(a.map((n, lane) => [`rs-${lane}`, n])),
    ready,
    total,
    updated,
    floor,
    ceiling,
    failing,
  }))

const START: Row[] = [
  { at: 0, a: [0, 0], ready: 0, total: 0, updated: 0 },
  { at: 0.3, a: [0, 0], ready: 0, total: 10, updated: 10 },
  { at: 9.3, a: [0, 0], ready: 1, total: 10, updated: 10 },
  { at: 11.5, a: [0, 0], ready: 4, total: 10, updated: 10 },
  { at: 15, a: [0, 0], ready: 7, total: 10, updated: 10 },
  { at: 18.5, a: [0, 0], ready: 10, total: 10, updated: 10 },
  { at: 19.5, a: [3, 0], ready: 10, total: 10, updated: 10 },
  { at: 21.8, a: [6, 0], ready: 10, total: 10, updated: 10 },
  { at: 26, a: [8, 0], ready: 10, total: 10, updated: 10 },
  { at: 28.4, a: [10, 0], ready: 10, total: 10, updated: 10 },
]

const ROLL: Row[] = [
  { at: 36.1, a: [10, 0], ready: 10, total: 13, updated: 3 },
  { at: 36.3, a: [8, 0], ready: 8, total: 13, updated: 5 },
  { at: 43, a: [8, 0], ready: 9, total: 13, updated: 5 },
  { at: 45.7, a: [8, 0], ready: 11, total: 13, updated: 5 },
  { at: 51, a: [8, 0], ready: 13, total: 13, updated: 5 },
  { at: 53.2, a: [7, 1], ready: 12, total: 13, updated: 6 },
  { at: 55.7, a: [5, 3], ready: 10, total: 13, updated: 8 },
]

export const MAIN = samplesOf([...START, ...ROLL])
export const MAIN_MARKS: ChartMark[] = [
  { at: 0, kind: 'command', text: 'create' },
  { at: 100, kind: 'scale', text: '+10', lane: 'rs-0', delta: 10 },
  { at: 26_100, kind: 'condition', text: 'Available=True' },
  { at: 28_400, kind: 'complete', text: 'NewReplicaSetAvailable' },
  { at: 36_000, kind: 'command', text: 'set image v2' },
  { at: 36_100, kind: 'scale', text: '+3', lane: 'rs-1', delta: 3 },
  { at: 36_250, kind: 'scale', text: '−2', lane: 'rs-0', delta: -2 },
  { at: 36_400, kind: 'scale', text: '+2', lane: 'rs-1', delta: 2 },
  { at: 53_100, kind: 'scale', text: '−1', lane: 'rs-0', delta: -1 },
  { at: 53_200, kind: 'scale', text: '+1', lane: 'rs-1', delta: 1 },
  { at: 55_600, kind: 'scale', text: '−2', lane: 'rs-0', delta: -2 },
  { at: 55_700, kind: 'scale', text: '+2', lane: 'rs-1', delta: 2 },
]

export const PAST = samplesOf([
  ...START,
  ...ROLL,
  { at: 62, a: [3, 5], ready: 10, total: 13, updated: 10 },
  { at: 70, a: [2, 8], ready: 13, total: 12, updated: 10 },
  { at: 76, a: [0, 9], ready: 10, total: 11, updated: 10 },
  { at: 80, a: [0, 10], ready: 10, total: 10, updated: 10 },
])

export const STUCK = samplesOf([
  ...START.map((row) => ({ ...row, a: [...row.a, 0] })),
  ...ROLL.map((row) => ({ ...row, a: [...row.a, 0] })),
  { at: 80, a: [0, 10, 0], ready: 10, total: 10, updated: 10 },
  { at: 96, a: [0, 8, 0], ready: 8, total: 13, updated: 5 },
  { at: 98, a: [0, 8, 0], ready: 8, total: 13, updated: 5, failing: 5 },
])
export const STUCK_MARKS: ChartMark[] = [
  ...MAIN_MARKS,
  { at: 80_000, kind: 'complete', text: 'NewReplicaSetAvailable' },
  { at: 95_800, kind: 'command', text: 'set image v10' },
  { at: 96_000, kind: 'scale', text: '+5', lane: 'rs-2', delta: 5 },
  { at: 186_000, kind: 'deadline', text: 'ProgressDeadlineExceeded' },
]

export const BROKEN = samplesOf([
  ...START,
  { at: 40, a: [6, 0], ready: 6, total: 10, updated: 10 },
  { at: 48, a: [9, 0], ready: 9, total: 10, updated: 10 },
])
