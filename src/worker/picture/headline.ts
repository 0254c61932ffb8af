/** The headline: title, counts and why, which together must be enough for someone in the last row. */
import type { Instant } from './instant.ts'
import { imageOf, tagOf, toMs } from './instant.ts'
import type { Headline, Sentence, TrafficView } from './picture.ts'
import type { Rollout } from './rollout.ts'
import { isFailing } from './podstate.ts'
import { say } from './sentences.ts'
import type { Waiting } from './waiting.ts'
import { revisionOf, NEW_RS_AVAILABLE_REASON } from './revisions.ts'

export const EMPTY_HEADLINE: Headline = {
  phase: 'empty',
  title: say('headline.empty', {}),
  counts: say('counts.empty', {}),
  why: null,
  until: null,
  alarm: false,
}

export interface Told {
  instant: Instant
  rollout: Rollout
  waiting: Waiting
  traffic: TrafficView
}

const plain = (partial: Partial<Headline> & Pick<Headline, 'phase' | 'title' | 'counts'>): Headline => ({
  why: null,
  until: null,
  alarm: false,
  ...partial,
})

export const newVersion = ({ deployment }: Rollout): string => tagOf(imageOf(deployment))

const failShare = ({ errors }: TrafficView): Sentence | null =>
  errors.count > 0 ? say('why.requestsFail', { percent: errors.percent }) : null

/** The version most of the available pods run. */
function answeringVersion({ pods }: Rollout): string {
  const counts = new Map<string, number>()
  for (const { pod, state } of pods) {
    if (state !== 'available' && state !== 'ready') continue
    const tag = tagOf(pod.spec.containers[0]?.image ?? '')
    counts.set(tag, (counts.get(tag) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ''
}

function stuckWhy({ rollout, traffic }: Told): Sentence {
  const fails = failShare(traffic)
  if (fails) return fails
  const { available } = rollout
  if (available === 0) return say('why.nothingAnswers', {})
  return say('why.stillAnswer', { available, version: answeringVersion(rollout) })
}

function stuck(told: Told): Headline {
  const { rollout, waiting } = told
  const values = { updated: rollout.deployment.status.updatedReplicas ?? 0, replicas: rollout.desired }
  const why = stuckWhy(told)
  return plain({
    phase: 'stuck',
    title: say('headline.stuck', values),
    counts: say(`counts.stuck.${waiting.doom ?? 'deadline'}`, { revision: revisionOf(rollout.newRS) }),
    why,
    // Old pods that still answer are no failure, however stuck the new ones are.
    alarm: why.id !== 'why.stillAnswer',
  })
}

function complete({ rollout, traffic }: Told): Headline {
  const { desired, available } = rollout
  const version = newVersion(rollout)
  const fails = failShare(traffic)
  const counts = say('counts.complete', { available, replicas: desired })
  if (desired === 0) return plain({ phase: 'complete', title: say('headline.zero', {}), counts })
  if (fails) {
    const title = say('headline.degraded', { version })
    return plain({ phase: 'degraded', title, counts, why: fails, alarm: true })
  }
  const { failedEver, total } = traffic
  const tells = traffic.requestsPerSecond > 0 || total > 0
  const why =
    failedEver > 0 ? say('why.requestsFailedEver', { n: failedEver }) : say('why.noRequestFailed', {})
  return plain({
    phase: 'complete',
    title: say('headline.complete', { version }),
    counts,
    why: tells ? why : null,
  })
}

/** The rollout was over, and now pods are missing (a scaling, a deleted pod) or failing again. */
function short({ rollout, waiting, traffic }: Told): Headline {
  const values = { available: rollout.available, replicas: rollout.desired }
  const fails = rollout.pods.some(({ state }) => isFailing(state)) || traffic.errors.count > 0
  return plain({
    phase: fails ? 'degraded' : 'rolling',
    title: say('headline.short', values),
    counts: say('counts.complete', values),
    why: failShare(traffic) ?? waiting.sentence,
    until: waiting.until === null ? null : toMs(waiting.until),
    alarm: fails,
  })
}

/** The last rollout is over and every old pod gone: what changes now is the number of replicas. */
function isScaling({ deployment, newRS, oldSpec }: Rollout): boolean {
  const progressing = deployment.status.conditions?.find(({ type }) => type === 'Progressing')
  return newRS !== undefined && oldSpec === 0 && progressing?.reason === NEW_RS_AVAILABLE_REASON
}

function scaling({ rollout, waiting }: Told): Headline {
  const values = { available: rollout.available, replicas: rollout.desired }
  return plain({
    phase: 'rolling',
    title: say('headline.scaling', values),
    counts: say('counts.complete', values),
    why: waiting.sentence,
  })
}

function rolling(told: Told): Headline {
  const { rollout, waiting, traffic } = told
  const { deployment, desired, available } = rollout
  const values = { updated: deployment.status.updatedReplicas ?? 0, replicas: desired, available }
  const paused = deployment.spec.paused === true
  const fresh = rollout.oldRSs.length === 0
  const title = paused
    ? say('headline.paused', values)
    : say(fresh ? 'headline.starting' : 'headline.rolling', { version: newVersion(rollout) })
  const fails = failShare(traffic)
  return plain({
    phase: paused ? 'paused' : fresh ? 'starting' : 'rolling',
    title,
    counts: say('counts.rolling', values),
    why: fails ?? waiting.sentence,
    until: fails || waiting.until === null ? null : toMs(waiting.until),
    alarm: fails !== null,
  })
}

export function headlineOf(told: Told): Headline {
  const { rollout, waiting } = told
  if (rollout.complete) return complete(told)
  if (waiting.stuck && !rollout.deployment.spec.paused) return stuck(told)
  const seen = rollout.deployment.status.observedGeneration === rollout.deployment.metadata.generation
  if (!isScaling(rollout)) return rolling(told)
  if (rollout.newRS?.spec.replicas === rollout.desired) return seen ? short(told) : rolling(told)
  return rollout.deployment.spec.paused ? rolling(told) : scaling(told)
}
