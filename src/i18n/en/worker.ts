/**
 * Sentences the worker chooses for the first picture: headline, pod labels, announcements. In workerlater.ts those of
 * what comes after it. `{name}` is a value, `{name:duration}` a length in ms, `{name:one|other}` a word by number,
 * `*…*` bold, `` `…` `` mono. Values named `in` count down.
 */
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

export const worker = {
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
  'counts.stuck.size': 'An old ReplicaSet notes another size.',
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
  'say.stuck.size':
    'Stuck. An old ReplicaSet notes another size. {available} available. Change replicas to go on.',
  'say.stuck.deadline': 'Stuck. {version} makes no progress. {available} available. Undo is available.',
  'say.deadline': 'The progress deadline of {seconds} s is exceeded.',
  'say.belowFloor': '{available} available, floor {floor}.',
  'say.firstFailure': 'A request failed.',
  'say.branched': 'New branch from {at:clock}.',

  'run.noCommand': 'Branch {n}',
  ...WHY,
} as const
