/** The banner: one bold sentence on what is wrong and at most two ways out. It explains; it never covers a pod. */
import { getDeploymentCondition } from '../../sim/controllers/deployment/conditions.ts'
import { tagOf } from './instant.ts'
import { newVersion, type Told } from './headline.ts'
import type { Banner, Sentence } from './picture.ts'
import { previousRevision, revisionOf } from './revisions.ts'
import { say } from './sentences.ts'

const ICONS = {
  pull: 'pull',
  crash: 'crash',
  probe: 'probe',
  node: 'quota',
  quota: 'quota',
  deadline: 'deadline',
  size: 'deadline',
} as const

function stuckBanner({ rollout, waiting }: Told): Banner {
  const { deployment, total, available } = rollout
  const doom = waiting.doom ?? 'deadline'
  const revision = revisionOf(rollout.newRS)
  const actions: Banner['actions'] = previousRevision(rollout) ? ['undo'] : []
  const icon = ICONS[doom]
  if (doom === 'quota') {
    const message = getDeploymentCondition(deployment.status, 'ReplicaFailure')?.message ?? ''
    const rest = say('banner.quota.rest', { message })
    return { bold: say('banner.quota', {}), rest, actions, icon }
  }
  if (waiting.limits === 'both') {
    const rest = say('banner.noRoom.rest', { total, available })
    return { bold: say('banner.noRoom', {}), rest, actions, icon }
  }
  if (doom === 'size')
    return { bold: say('banner.size', {}), rest: say('banner.size.rest', {}), actions, icon }
  const values = { revision, seconds: deployment.spec.progressDeadlineSeconds ?? 600 }
  return { bold: say(`banner.${doom}`, values), rest: say('banner.stays.rest', {}), actions, icon }
}

/** Pods that are ready and yet answer errors: readiness cannot see it. */
function errorsBanner({ rollout, instant }: Told): Banner | null {
  if (instant.requests.erring.size === 0) return null
  const erring = rollout.pods.find(
    ({ pod, state }) =>
      (state === 'ready' || state === 'available') && instant.requests.erring.has(pod.metadata.name),
  )
  if (!erring) return null
  const version = tagOf(erring.pod.spec.containers[0]?.image ?? '')
  const probed = erring.pod.spec.containers.some(({ readinessProbe }) => readinessProbe !== undefined)
  const bold = say(probed ? 'banner.errors' : 'banner.errors.noProbe', { version })
  const previous = previousRevision(rollout)
  if (!previous || version !== newVersion(rollout)) {
    return { bold, rest: say('banner.errors.only', {}), actions: [], icon: 'bug' }
  }
  const paused = rollout.deployment.spec.paused === true
  const rest: Sentence = say(
    `banner.errors.${rollout.complete ? 'complete' : paused ? 'paused' : 'rolling'}`,
    { previous: previous.version },
  )
  // kubectl refuses to undo a paused Deployment: it has to be resumed first.
  const actions: Banner['actions'] = paused ? ['resume'] : rollout.complete ? ['undo'] : ['pause', 'undo']
  return { bold, rest, actions, icon: 'bug' }
}

export function bannerOf(told: Told): Banner | null {
  if (told.waiting.stuck && !told.rollout.complete && !told.rollout.deployment.spec.paused) {
    return stuckBanner(told)
  }
  return errorsBanner(told)
}
