/** The load generator asks the Service that is shown, whichever that is. */
import { shownDeployment } from '../picture/rollout.ts'
import { serviceOf } from '../picture/service.ts'
import type { Timeline } from './timeline.ts'

const MAX_REQUESTS_PER_SECOND = 2_000

function shownService({ branch, liveAt }: Timeline): string | null {
  const instant = branch.run.history.instant(liveAt)
  const service = serviceOf(instant, shownDeployment(instant))
  return service ? `${service.metadata.namespace}/${service.metadata.name}` : null
}

const lastSet = ({ branch }: Timeline) => branch.run.inputs.findLast((input) => input.kind === 'traffic')

export function setTraffic(timeline: Timeline, requestsPerSecond: number): void {
  const service = shownService(timeline)
  const rate = Math.max(0, Math.min(MAX_REQUESTS_PER_SECOND, requestsPerSecond))
  const traffic = service !== null && rate > 0 ? { requestsPerSecond: rate, service } : null
  timeline.branch.run.input({ kind: 'traffic', traffic })
}

/** Sends the load to another Service when another one came on the stage. A load that was switched off stays off. */
export function followService(timeline: Timeline): void {
  if (!timeline.live) return
  const last = lastSet(timeline)
  if (last && last.traffic === null) return
  const service = shownService(timeline)
  if (service === null || service === last?.traffic?.service) return
  setTraffic(timeline, last?.traffic?.requestsPerSecond ?? timeline.scenario.requestsPerSecond)
}
