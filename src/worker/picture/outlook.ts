/**
 * What becomes of a pod that is not available yet, from what the simulator knows and a real cluster does not: how its
 * image behaves, when its pull ends, when the next probe runs. Used to say *Stuck* before the deadline says it.
 */
import { isFailing } from './podstate.ts'
import { MILLISECOND, SECOND, type Us } from '../../sim/time.ts'
import type { Probe } from '../../sim/api/types/pod.ts'
import type { PodFacts } from '../../sim/facts.ts'
import type { ImageBehaviour } from '../../sim/images/behaviour.ts'
import { imageBehaviour, type Instant } from './instant.ts'
import type { RolloutPod } from './rollout.ts'

/** Why a pod can never become available; null: it can. */
export type Doom = 'pull' | 'crash' | 'probe' | 'node' | null

/** What an available pod is still waiting for, first things first. `until`: when that ends, if known. */
export interface Outlook {
  waits: 'minReady' | 'probe' | 'pull' | 'start' | 'retry' | 'node'
  until: Us | null
  doom: Doom
}

/** The process of this image ends by itself before the pod could count as available, on every start. */
function crashesForEver(image: ImageBehaviour, minReadySeconds: number): boolean {
  if (image.exitAfterMs === undefined || image.crashes !== undefined) return false
  return image.exitAfterMs < image.readyAfterMs + minReadySeconds * 1000
}

/** It has begun to answer errors, and its readiness probe sees it: no later run will pass. */
const turnedBad = (image: ImageBehaviour, probe: Probe | undefined, facts: PodFacts | undefined): boolean =>
  image.errorsAfterRequests !== undefined &&
  probe?.httpGet !== undefined &&
  facts?.readiness?.recent.at(-1) === 'failure' &&
  facts.readiness.lastOutput.includes('statuscode: 500')

function doomOf({ pod, state }: RolloutPod, instant: Instant, minReadySeconds: number): Doom {
  const facts = instant.facts(pod.metadata.uid)
  for (const container of pod.spec.containers) {
    const image = imageBehaviour(instant.images, container.image ?? '')
    if (!image) return state === 'pending' && unschedulable(pod) ? 'node' : 'pull'
    if (crashesForEver(image, minReadySeconds)) return 'crash'
    if (image.neverReady && container.readinessProbe) return 'probe'
    if (turnedBad(image, container.readinessProbe, facts)) return 'probe'
  }
  return state === 'pending' && unschedulable(pod) ? 'node' : null
}

function unschedulable({ status }: RolloutPod['pod']): boolean {
  return status.conditions?.some((c) => c.type === 'PodScheduled' && c.reason === 'Unschedulable') ?? false
}

/** The first probe at or after the process listens; it runs every `periodSeconds` from `nextAt` on. */
export function firstGoodProbe(nextAt: Us, listensAt: Us, periodSeconds: number): Us {
  const period = periodSeconds * SECOND
  if (nextAt >= listensAt || period <= 0) return nextAt
  return nextAt + Math.ceil((listensAt - nextAt) / period) * period
}

function probeUntil({ pod }: RolloutPod, instant: Instant): Us | null {
  const facts = instant.facts(pod.metadata.uid)
  const container = pod.spec.containers[0]
  if (facts?.readiness?.nextAt === undefined || !container) return null
  const image = imageBehaviour(instant.images, container.image ?? '')
  const listensAt = (facts.startedAt ?? 0) + (image?.readyAfterMs ?? 0) * MILLISECOND
  return firstGoodProbe(facts.readiness.nextAt, listensAt, container.readinessProbe?.periodSeconds ?? 10)
}

function waitsOf(rolloutPod: RolloutPod, instant: Instant): Omit<Outlook, 'doom'> {
  const { pod, state, availableFrom } = rolloutPod
  const facts = instant.facts(pod.metadata.uid)
  if (state === 'ready') return { waits: 'minReady', until: availableFrom }
  if (state === 'notReady') return { waits: 'probe', until: probeUntil(rolloutPod, instant) }
  if (isFailing(state)) return { waits: 'retry', until: facts?.backOff?.until ?? null }
  if (state === 'creating' && facts?.pull) {
    return { waits: 'pull', until: facts.pull.queued ? null : facts.pull.until }
  }
  if (state === 'creating') return { waits: 'start', until: null }
  return { waits: 'node', until: null }
}

export function outlook(pod: RolloutPod, instant: Instant, minReadySeconds: number): Outlook {
  return { ...waitsOf(pod, instant), doom: doomOf(pod, instant, minReadySeconds) }
}
