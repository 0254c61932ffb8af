/** Counts of recordings by family, and the names of those that differ, as docs/FIDELITY.md shows them. */

export interface Family {
  name: string
  passed: number
  failed: number
}

export interface Section {
  title: string
  /** What was recorded, in one sentence. */
  what: string
  command: string
  families: Family[]
  /** What still differs, each with its reason. */
  failures: { id: string; reason: string }[]
}

export interface Outcome {
  family: string
  id: string
  ok: boolean
  reason?: string
}

const UNEXPLAINED = 'not explained yet'

export function tally(title: string, what: string, command: string, outcomes: readonly Outcome[]): Section {
  const families = new Map<string, Family>()
  for (const { family, ok } of outcomes) {
    const counts = families.get(family) ?? { name: family, passed: 0, failed: 0 }
    counts[ok ? 'passed' : 'failed']++
    families.set(family, counts)
  }
  const failures = outcomes.filter(({ ok }) => !ok).map(({ id, reason = UNEXPLAINED }) => ({ id, reason }))
  return { title, what, command, families: [...families.values()], failures }
}

export const passedOf = ({ families }: Section): number => families.reduce((sum, f) => sum + f.passed, 0)
export const failedOf = ({ families }: Section): number => families.reduce((sum, f) => sum + f.failed, 0)
