/** What was decided, in order, and the instants at which a Deployment's controller decided: the steps of the transport. */
import type { Decision } from '../../sim/decisions.ts'
import type { Us } from '../../sim/time.ts'
import { createTextPool } from './textpool.ts'

export interface DecisionLog {
  readonly all: readonly Decision[]
  /** Each instant once. */
  readonly steps: readonly Us[]
  record(decision: Decision): void
}

/** About the Deployment as a whole; that it is still in time is no step. */
const isStep = (decision: Decision): boolean =>
  decision.object.startsWith('Deployment/') && !(decision.kind === 'DeadlineChecked' && !decision.exceeded)

export function createDecisionLog(): DecisionLog {
  const all: Decision[] = []
  const steps: Us[] = []
  const pooled = createTextPool()
  return {
    all,
    steps,
    record(decision) {
      all.push(pooled(decision))
      if (isStep(decision) && steps.at(-1) !== decision.at) steps.push(decision.at)
    },
  }
}
