/**
 * Every sentence the worker may choose, in English: the source for the catalogues of src/i18n. `{name}` is a value,
 * `{name:duration}` a length in ms, `{name:one|other}` a word by number, `*…*` bold, `` `…` `` mono. Values named
 * `in` count down.
 */
import type { Sentence } from './picture.ts'

/** Ends of `why.<limit>.<what the next pod waits for>`. */
const NEXT = {
  minReady: 'Next pod is due in *{in:duration}*.',
  'minReady.soon': 'Next pod is due now.',
  probe: 'Next pod can be ready in *{in:duration}*, when its probe runs.',
  'probe.soon': 'Next pod waits for its readiness probe.',
  pull: 'An image is being pulled for another *{in:duration}*.',
  'pull.soon': 'An image is being pulled.',
  start: 'Containers are starting.',
  'start.soon': 'Containers are starting.',
  retry: 'Next attempt in *{in:duration}*.',
  'retry.soon': 'Next attempt is due now.',
  node: 'Pods wait for a node.',
  'node.soon': 'Pods wait for a node.',
} as const

const LIMIT = {
  both: 'At both limits. ',
  ceiling: 'At the ceiling. ',
  floor: 'At the floor. ',
  free: '',
} as const

type Why = {
  [L in keyof typeof LIMIT as `why.${L}.${keyof typeof NEXT}`]: string
}

const WHY = Object.fromEntries(
  Object.entries(LIMIT).flatMap(([limit, before]) =>
    Object.entries(NEXT).map(([what, text]) => [`why.${limit}.${what}`, before + text]),
  ),
) as Why

export const SENTENCES = {
  'headline.empty': 'No Deployment',
  'headline.starting': 'Starting {version}',
  'headline.rolling': 'Rolling out {version}',
  'headline.scaling': 'Scaling to {replicas}',
  'headline.paused': 'Paused at {updated} of {replicas}',
  'headline.stuck': 'Stuck at {updated} of {replicas}',
  'headline.complete': '{version} is out',
  'headline.degraded': '{version} is out, and fails',
  'headline.short': '{available} of {replicas} available',
  'headline.zero': 'Scaled to zero',

  'counts.empty': 'Create one, and its pods appear here.',
  'counts.rolling': '*{updated} of {replicas}* updated, *{available}* available.',
  'counts.complete': '*{available} of {replicas}* available.',
  'counts.stuck.pull': 'Revision {revision} cannot pull its image.',
  'counts.stuck.crash': 'Revision {revision} crashes on start.',
  'counts.stuck.probe': 'Revision {revision} never becomes ready.',
  'counts.stuck.node': 'No node has room for revision {revision}.',
  'counts.stuck.quota': 'A quota refuses the pods of revision {revision}.',
  'counts.stuck.deadline': 'Revision {revision} made no progress within its deadline.',

  'why.paused': 'Nothing changes until it is resumed.',
  'why.controller': 'The controller is about to act.',
  'why.stop': 'Recreate waits until {n} old {n:pod is|pods are} gone, at most *{in:duration}*.',
  'why.stillAnswer':
    'The *{available}* {version} {available:pod|pods} still {available:answers|answer} *every request*.',
  'why.nothingAnswers': 'No pod answers.',
  'why.requestsFail': '*{percent} %* of requests fail.',
  'why.noRequestFailed': 'No request failed.',
  'why.requestsFailedEver': '*{n}* {n:request|requests} failed.',

  'banner.noRoom': 'No room in either direction.',
  'banner.noRoom.rest':
    '{total} {total:pod|pods} is the ceiling, so nothing can be added. {available} available is the floor, so nothing can be removed. It will stay like this until you act.',
  'banner.pull': 'Revision {revision} cannot pull its image.',
  'banner.crash': 'Revision {revision} crashes on start.',
  'banner.probe': 'Revision {revision} never becomes ready.',
  'banner.node': 'No node has room for revision {revision}.',
  'banner.quota': 'A quota refuses new pods.',
  'banner.deadline': 'No progress for {seconds} s.',
  'banner.stays.rest': 'It will stay like this until you act.',
  'banner.quota.rest': '{message}',
  'banner.errors': 'Every probe passes, and {version} answers 500.',
  'banner.errors.rolling':
    'The controller only looks at readiness, so it will finish this rollout. Pausing stops it here. Undoing brings {previous} back.',
  'banner.errors.paused': 'The rollout is paused. Undoing brings {previous} back.',
  'banner.errors.complete':
    'The controller only looks at readiness, so to it this rollout is complete. Undoing brings {previous} back.',
  'banner.errors.only': 'The controller only looks at readiness, so to it all is well.',

  'condition.available': 'Available',
  'condition.notAvailable': 'Not available',
  'condition.progressing': 'Progressing',
  'condition.paused': 'Paused',
  'condition.notProgressing': 'Not progressing',
  'condition.replicaFailure': 'ReplicaFailure',

  'pod.label.pending': '{version} pod {pod}: Pending',
  'pod.label.creating': '{version} pod {pod}: ContainerCreating',
  'pod.label.notReady': '{version} pod {pod}: Running, not Ready',
  'pod.label.probeFailed':
    '{version} pod {pod}: Running, not Ready, probe failed {failed} {failed:time|times}',
  'pod.label.ready': '{version} pod {pod}: Ready, not yet Available',
  'pod.label.available': '{version} pod {pod}: Available',
  'pod.label.terminating': '{version} pod {pod}: Terminating',
  'pod.label.errImagePull': '{version} pod {pod}: {status}',
  'pod.label.imagePullBackOff': '{version} pod {pod}: {status}',
  'pod.label.error': '{version} pod {pod}: {status}',
  'pod.label.crashLoopBackOff': '{version} pod {pod}: {status}',
  'pod.label.restarts': '{version} pod {pod}: {status}, {restarts} {restarts:restart|restarts}',
  'pod.label.errors': '{version} pod {pod}: {status}, answers HTTP 500',

  'cause.initial': 'initial release',
  'cause.image': 'image updated to {version}',
  'cause.template': 'pod template changed',
  'cause.restart': 'restarted',

  'pod.why.pending': 'No node has been chosen yet.',
  'pod.why.unschedulable': 'No node fits: {message}',
  'pod.why.creating': 'The container is being created.',
  'pod.why.pull': 'The image is being pulled, {in:duration} left.',
  'pod.why.pullQueued': 'The node pulls another image first.',
  'pod.why.notReady': 'The readiness probe has not passed yet.',
  'pod.why.probe': 'The readiness probe has not passed yet, it runs again in {in:duration}.',
  'pod.why.ready': 'Ready, but minReadySeconds lasts another {in:duration}.',
  'pod.why.available': 'Ready for at least minReadySeconds: it counts as available.',
  'pod.why.terminating': 'Told to stop. SIGKILL follows in {in:duration}.',
  'pod.why.stopping': 'Told to stop.',
  'pod.why.errImagePull': 'The image cannot be pulled: {message}',
  'pod.why.imagePullBackOff': 'The image cannot be pulled. Next attempt in {in:duration}.',
  'pod.why.error': 'The container ended with exit code {code}.',
  'pod.why.crashLoopBackOff':
    'The container keeps ending with exit code {code}. Next start in {in:duration}.',
  'pod.why.errors': 'Its probe passes, but it answers requests with HTTP 500.',

  'say.started':
    'Rollout of {version} started. {replicas} {replicas:replica|replicas}, at most {ceiling} {ceiling:pod|pods}, at least {floor} available.',
  'say.startedRecreate': 'Rollout of {version} started. All old pods stop first.',
  'say.progress': '{updated} of {replicas} updated, {available} available.',
  'say.paused': 'Rollout paused. {updated} of {replicas} updated.',
  'say.resumed': 'Rollout resumed.',
  'say.finished': 'Finished in {took:duration}. No request failed.',
  'say.finishedFailed': 'Finished in {took:duration}. {failed} {failed:request|requests} failed.',
  'say.stuck.pull':
    'Stuck. {n} {n:pod|pods} cannot pull {version}. {available} {available:pod|pods} available. Undo is available.',
  'say.stuck.crash':
    'Stuck. {n} {n:pod|pods} of {version} crash. {available} {available:pod|pods} available. Undo is available.',
  'say.stuck.probe':
    'Stuck. {n} {n:pod|pods} of {version} never become ready. {available} available. Undo is available.',
  'say.stuck.node':
    'Stuck. {n} {n:pod|pods} of {version} find no node. {available} available. Undo is available.',
  'say.stuck.quota': 'Stuck. A quota refuses pods of {version}. {available} available.',
  'say.stuck.deadline': 'Stuck. {version} makes no progress. {available} available. Undo is available.',
  'say.deadline': 'The progress deadline of {seconds} s is exceeded.',
  'say.belowFloor': '{available} available, floor {floor}.',
  'say.firstFailure': 'A request failed.',
  'say.branched': 'New branch from {at:clock}.',

  'run.noCommand': 'Branch {n}',
  'address.unreadable': 'This link cannot be read. It is damaged or incomplete.',
  'address.tooLong': 'This link is too long to be read.',
  'address.newer': 'This link was made by a newer version of Rollscope (format {version}).',
  'address.scenario': 'This link names a scenario that does not exist: {scenario}.',
  'address.field': 'This link holds a value that cannot be: {field}.',
  'address.dropped': 'This link takes too long to repeat. What was reached is shown.',
  ...WHY,
} as const

export type SentenceId = keyof typeof SENTENCES

/** A sentence with its values; the id is checked against the list. */
export const say = (id: SentenceId, values: Record<string, string | number>): Sentence => ({ id, values })
