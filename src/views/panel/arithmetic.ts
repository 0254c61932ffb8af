/** maxSurge and maxUnavailable worked out in the open, by the controller's own functions. */
import { resolveFenceposts, scaledValue } from '../../sim/controllers/deployment/fenceposts.ts'

export interface Resolved {
  /** Absent for plain numbers: they need no arithmetic. */
  share: { percent: number; product: number } | null
  value: number
  /** Whether the product had to be rounded. */
  rounded: boolean
}

/** What a field shows, from what was typed: digits are a number, anything else is left for the API to judge. */
export const intOrString = (text: string): number | string => {
  const trimmed = text.replaceAll(' ', '')
  return /^\d+$/.test(trimmed) ? Number(trimmed) : trimmed
}

/** null: neither a number nor a percentage. */
export function resolve(value: number | string, replicas: number, roundUp: boolean): Resolved | null {
  const scaled = scaledValue(value, replicas, roundUp)
  if (!scaled.ok) return null
  if (typeof value === 'number') return { share: null, value, rounded: false }
  const percent = Number(value.slice(0, -1))
  const product = (percent * replicas) / 100
  return { share: { percent, product }, value: scaled.value, rounded: product !== scaled.value }
}

/** Percentages that both come to 0 although neither is 0: the controller then takes one pod down at a time. */
export function becomesOne(surge: number | string, unavailable: number | string, replicas: number): boolean {
  const posts = resolveFenceposts(surge, unavailable, replicas)
  const down = scaledValue(unavailable, replicas, false)
  // Of nothing nothing can be taken down: MaxUnavailable is 0 then.
  return (
    replicas > 0 && posts.ok && down.ok && posts.unavailable !== down.value && !isRefused(surge, unavailable)
  )
}

const isZero = (value: number | string): boolean => value === 0 || value === '0%' || value === '0'

/** What the API refuses: both written as 0. @see pkg/apis/apps/validation ValidateRollingUpdateDeployment */
export const isRefused = (surge: number | string, unavailable: number | string): boolean =>
  isZero(surge) && isZero(unavailable)

/** Its sentence, as kubectl prints it; never translated. */
export const refusal = (unavailable: number | string): string =>
  `Invalid value: ${JSON.stringify(unavailable)}: may not be 0 when \`maxSurge\` is 0`

/** One step of the − and + buttons: 1 for numbers, 5 for percentages; never below 0. */
export function stepped(value: number | string, by: 1 | -1): number | string {
  if (typeof value === 'number') return Math.max(0, value + by)
  const percent = /^(\d+)%$/.exec(value)?.[1]
  return percent === undefined ? value : `${Math.max(0, Number(percent) + by * 5)}%`
}
