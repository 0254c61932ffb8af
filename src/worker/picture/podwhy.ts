/** Why a pod is in its state, in one sentence. */
import type { Pod } from '../../sim/api/types/pod.ts'
import { toMs, type Instant } from './instant.ts'
import type { PodView, Sentence } from './picture.ts'
import { say } from './sentences.ts'

const messageOf = ({ status }: Pod): string =>
  status.containerStatuses?.map(({ state }) => state?.waiting?.message ?? '').find((text) => text !== '') ??
  ''

function pendingWhy(pod: Pod): Sentence {
  const scheduled = pod.status.conditions?.find(({ type }) => type === 'PodScheduled')
  if (scheduled?.reason !== 'Unschedulable') return say('pod.why.pending', {})
  return say('pod.why.unschedulable', { message: scheduled.message ?? '' })
}

export function podWhy(pod: Pod, view: PodView, instant: Instant): Sentence {
  const facts = instant.facts(pod.metadata.uid)
  const left = (until: number | undefined) => ({ in: Math.max(0, toMs((until ?? instant.at) - instant.at)) })
  if (view.answersErrors) return say('pod.why.errors', {})
  switch (view.state) {
    case 'pending':
      return pendingWhy(pod)
    case 'creating':
      if (!facts?.pull) return say('pod.why.creating', {})
      return facts.pull.queued ? say('pod.why.pullQueued', {}) : say('pod.why.pull', left(facts.pull.until))
    case 'notReady': {
      const next = facts?.readiness?.nextAt
      return next === undefined ? say('pod.why.notReady', {}) : say('pod.why.probe', left(next))
    }
    case 'ready':
      return say('pod.why.ready', { in: Math.max(0, (view.span?.until ?? 0) - toMs(instant.at)) })
    case 'available':
      return say('pod.why.available', {})
    case 'terminating':
      return facts?.stop
        ? say('pod.why.terminating', left(facts.stop.sigkillAt))
        : say('pod.why.stopping', {})
    case 'errImagePull':
      return say('pod.why.errImagePull', { message: messageOf(pod) })
    case 'imagePullBackOff':
      return say('pod.why.imagePullBackOff', left(facts?.backOff?.until))
    case 'error':
      return say('pod.why.error', { code: view.exitCode ?? 0 })
    case 'crashLoopBackOff':
      return say('pod.why.crashLoopBackOff', { code: view.exitCode ?? 0, ...left(facts?.backOff?.until) })
  }
}
