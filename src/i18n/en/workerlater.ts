/** Sentences the worker chooses for what is drawn after the first picture: banner, history, pod card, link errors. */
export const workerLater = {
  'banner.noRoom': 'No room in either direction.',
  'banner.noRoom.rest':
    '{total} {total:pod|pods} is the ceiling, so nothing can be added. {available} available is the floor, so nothing can be removed. It will stay like this until you act.',
  'banner.pull': 'Revision {revision} cannot pull its image.',
  'banner.crash': 'Revision {revision} crashes on start.',
  'banner.probe': 'Revision {revision} never becomes ready.',
  'banner.node': 'No node has room for revision {revision}.',
  'banner.quota': 'A quota refuses new pods.',
  'banner.size': 'The controller takes every sync for a scaling.',
  'banner.size.rest':
    'The annotation desired-replicas of the old ReplicaSet is not spec.replicas, and its size is right already. Nothing rolls out until you change replicas.',
  'banner.deadline': 'No progress for {seconds} s.',
  'banner.stays.rest': 'It will stay like this until you act.',
  'banner.quota.rest': '{message}',
  'banner.errors': 'Every probe passes, and {version} answers 500.',
  'banner.errors.noProbe': 'No probe asks, and {version} answers 500.',
  'banner.errors.rolling':
    'The controller only looks at readiness, so it will finish this rollout. Pausing stops it here. Undoing brings {previous} back.',
  'banner.errors.paused': 'The rollout is paused. Undoing brings {previous} back.',
  'banner.errors.complete':
    'The controller only looks at readiness, so to it this rollout is complete. Undoing brings {previous} back.',
  'banner.errors.only': 'The controller only looks at readiness, so to it all is well.',

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
  'pod.why.scaledAway':
    'Gone since {at:clock}. Its ReplicaSet went from {have} to {want} {want:pod|pods} and chose this one.',
  'pod.why.deleted': 'Gone since {at:clock}. It was deleted, not scaled away.',
  'pod.why.errors': 'Its probe passes, but it answers requests with HTTP 500.',

  'address.unreadable': 'This link cannot be read. It is damaged or incomplete.',
  'address.tooLong': 'This link is too long to be read.',
  'address.newer': 'This link was made by a newer version of Rollscope (format {version}).',
  'address.scenario': 'This link names a scenario that does not exist: {scenario}.',
  'address.field': 'This link holds a value that cannot be: {field}.',
  'address.dropped': 'This link takes too long to repeat. What was reached is shown.',
} as const
