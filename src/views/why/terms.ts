/** The arithmetic of one decision as data: rows of label, formula, numbers and result, and what each number counts. */
import { t, type PlainId } from '../../i18n/t.ts'
import type { ObjectKey, RollingNumbers } from '../../sim/decisions.ts'

/** What a number counts; hovering it lights these up. `new` and `old` are pods of the current template or not. */
export type Counts = 'new' | 'old' | 'all' | 'newAvailable' | 'oldAvailable' | 'available' | ObjectKey[]

export interface Term {
  text: string
  counts?: Counts
  bad?: boolean
}

export interface Row {
  label: string
  formula: string
  /** Terms and the signs between them, as they are read. */
  numbers: (Term | string)[]
  result: Term
  /** The line below the sum line. */
  sum?: boolean
}

export interface Explained {
  title: string
  rows: Row[]
  /** Rich text. */
  rest: string
  /** The ReplicaSet whose mark stands before the title. */
  replicaSet?: ObjectKey
  /** Pods it is about, for its own light. */
  about?: ObjectKey[]
}

export const term = (value: number | string, counts?: Counts): Term =>
  counts === undefined ? { text: String(value) } : { text: String(value), counts }

export function row(
  label: PlainId,
  formula: PlainId | { text: string },
  numbers: (Term | string)[],
  result: number | string | Term,
): Row {
  return {
    label: t(label),
    formula: typeof formula === 'string' ? t(formula) : formula.text,
    numbers,
    result: typeof result === 'object' ? result : term(result),
  }
}

export const sum = (line: Row): Row => ({ ...line, sum: true })

/** The rows that rolling steps share (rolling.go). */
export const ROWS = {
  ceiling: (n: RollingNumbers) =>
    row('why.l.ceiling', 'why.f.ceiling', [term(n.desired), '+', term(n.surge)], n.ceiling),
  running: (n: RollingNumbers) =>
    row(
      'why.l.running',
      'why.f.running',
      [term(n.oldSpec, 'old'), '+', term(n.newSpec, 'new')],
      term(n.total, 'all'),
    ),
  room: (n: RollingNumbers) =>
    row('why.l.room', 'why.f.room', [term(n.ceiling), '−', term(n.total, 'all')], n.ceiling - n.total),
  wanted: (n: RollingNumbers) =>
    row(
      'why.l.wanted',
      'why.f.wanted',
      [term(n.desired), '−', term(n.newSpec, 'new')],
      n.desired - n.newSpec,
    ),
  floor: (n: RollingNumbers) =>
    row('why.l.floor', 'why.f.floor', [term(n.desired), '−', term(n.unavailable)], n.floor),
  available: (n: RollingNumbers) =>
    row(
      'why.l.available',
      'why.f.available',
      [term(n.oldAvailable, 'oldAvailable'), '+', term(n.newAvailable, 'newAvailable')],
      term(n.oldAvailable + n.newAvailable, 'available'),
    ),
  notYet: (n: RollingNumbers) =>
    row(
      'why.l.notYet',
      'why.f.notYet',
      [term(n.newSpec, 'new'), '−', term(n.newAvailable, 'newAvailable')],
      n.newSpec - n.newAvailable,
    ),
  spare: (n: RollingNumbers, newUnavailable: number, maxScaledDown: number) =>
    row(
      'why.l.spare',
      'why.f.spare',
      [term(n.total, 'all'), '−', term(n.floor), '−', term(newUnavailable)],
      maxScaledDown,
    ),
}

/** `was → becomes` */
export const size = (from: number, to: number, replicaSet: ObjectKey): Row =>
  row('why.l.size', 'why.f.size', [term(from), '→', term(to)], term(to, [replicaSet]))
