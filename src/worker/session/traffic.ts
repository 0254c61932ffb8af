/** The load generator asks the Service that is shown, whichever that is. */
import { shownDeployment } from '../picture/rollout.ts'
import { readyEndpoints, serviceOf, slicesOf } from '../picture/service.ts'
import type { Timeline } from './timeline.ts'

const MAX_REQUESTS_PER_SECOND = 2_000

interface Shown {
  service: string
  /** Some pod of it can be asked. */
  answers: boolean
}

function shownService({ branch, liveAt }: Timeline): Shown | null {
  const instant = branch.run.history.instant(liveAt)
  const service = serviceOf(instant, shownDeployment(instant))
  if (!service) return null
  const { namespace = 'default', name } = service.metadata
  return { service: `${namespace}/${name}`, answers: readyEndpoints(slicesOf(instant, service)).size > 0 }
}

const lastSet = ({ branch }: Timeline) => branch.run.inputs.findLast((input) => input.kind === 'traffic')

export function setTraffic(timeline: Timeline, requestsPerSecond: number): void {
  const service = shownService(timeline)?.service
  const rate = Math.max(0, Math.min(MAX_REQUESTS_PER_SECOND, requestsPerSecond))
  const traffic = service !== undefined && rate > 0 ? { requestsPerSecond: rate, service } : null
  timeline.branch.run.input({ kind: 'traffic', traffic })
}

/**
 * Sends the load to another Service when another one came on the stage, once a pod of it can answer: a first start
 * breaks no promise. A load that was switched off stays off.
 */
export function followService(timeline: Timeline): void {
  if (!timeline.live) return
  const last = lastSet(timeline)
  if (last && last.traffic === null) return
  const shown = shownService(timeline)
  if (!shown?.answers || shown.service === last?.traffic?.service) return
  setTraffic(timeline, last?.traffic?.requestsPerSecond ?? timeline.scenario.requestsPerSecond)
}
