/**
 * The image manager: is the image there, may it be pulled now, and what is said about it. One pull at a time a node.
 * @see kubernetes/pkg/kubelet/images/image_manager.go, puller.go (serialImagePuller), v1.35
 */
import type { Container } from '../api/types/pod.ts'
import { normalizeImage, parseImage } from '../images/reference.ts'
import type { Pull } from '../images/workload.ts'
import { drawn } from '../runtime/drawn.ts'
import { SECOND, type Us } from '../time.ts'
import { goDuration, inBackOffSinceUpdate, next } from './backoff.ts'
import { podKey, publishFacts, recordEvent, type Kubelet } from './node.ts'
import type { FinishedPull, PodWorker } from './state.ts'
import { runSteps } from './sync.ts'

/** `ready` to create; `pulling`: the sync waits; otherwise the waiting reason. */
export type Ensured =
  { kind: 'ready' } | { kind: 'pulling' } | { kind: 'failed'; reason: string; message: string }

type Say = (type: 'Normal' | 'Warning', reason: string, message: string) => void

const sayer =
  (k: Kubelet, w: PodWorker, container: string): Say =>
  (type, reason, message) =>
    recordEvent(k, w.pod, container, type, reason, message)

export function ensureImageExists(
  k: Kubelet,
  w: PodWorker,
  { name, image = '', imagePullPolicy }: Container,
): Ensured {
  const say = sayer(k, w, name)
  const parsed = parseImage(image)
  if (!parsed.ok) {
    const message = `Failed to apply default image tag "${image}": couldn't parse image name "${image}": ${parsed.error}`
    say('Warning', 'InspectFailed', message)
    return { kind: 'failed', reason: 'InvalidImageName', message }
  }
  const full = normalizeImage(image)
  const policy = imagePullPolicy ?? (parsed.reference.tag === 'latest' ? 'Always' : 'IfNotPresent')
  const present = k.state.present.has(full)
  if (present && policy !== 'Always') {
    say(
      'Normal',
      'Pulled',
      `Container image "${image}" already present on machine and can be accessed by the pod`,
    )
    return { kind: 'ready' }
  }
  if (policy === 'Never') {
    const message = `Container image "${image}" is not present with pull policy of Never`
    say('Warning', 'ErrImageNeverPull', message)
    return { kind: 'failed', reason: 'ErrImageNeverPull', message }
  }
  const now = k.context.now()
  if (inBackOffSinceUpdate(k.state.pullBackOff, backOffKey(w, image), now)) {
    const message = `Back-off pulling image "${image}"`
    say('Normal', 'BackOff', message)
    const before = w.pullErrors[name]
    const more = before === undefined ? '' : `: ErrImagePull: ${before}`
    return { kind: 'failed', reason: 'ImagePullBackOff', message: message + more }
  }
  say('Normal', 'Pulling', `Pulling image "${image}"`)
  k.state.pulls.push({ uid: w.uid, image, name, queuedAt: now, from: now, pull: null })
  w.pull = { image, from: now, until: now, queued: true }
  if (k.state.pulls.length === 1) beginPull(k)
  else publishFacts(k, w)
  return { kind: 'pulling' }
}

const backOffKey = ({ uid }: PodWorker, image: string): string => `${uid}_${image}`

/** The first of the queue begins. */
function beginPull(k: Kubelet): void {
  const [request] = k.state.pulls
  if (!request) return
  const full = normalizeImage(request.image)
  const now = k.context.now()
  const pull: Pull = k.workload().pull(full, k.state.present.has(full))
  const us: Us = drawn(k.context.random, pull.us, k.latencies.jitter)
  request.from = now
  request.pull = pull
  k.context.after(us, { t: 'pulled' })
  const w = k.state.pods.get(request.uid)
  if (!w) return
  w.pull = { image: request.image, from: now, until: now + us, queued: false }
  publishFacts(k, w)
}

/** The pull under way is over; the sync that waited for it goes on, and the next pull begins. */
export function onPullEnd(k: Kubelet): void {
  const request = k.state.pulls.shift()
  if (!request?.pull) return
  const now = k.context.now()
  const { image, name, pull, from, queuedAt } = request
  if (pull.ok) k.state.present.add(normalizeImage(image))
  const w = k.state.pods.get(request.uid)
  if (w) {
    w.pull = null
    w.sync?.steps.unshift({
      do: 'pulled',
      name,
      pull: { image, pull, took: now - from, waited: now - queuedAt },
    })
    runSteps(k, w)
  }
  beginPull(k)
}

/** What a pull that is over means for its container. */
export function afterPull(
  k: Kubelet,
  w: PodWorker,
  name: string,
  { image, pull, took, waited }: FinishedPull,
): Ensured {
  const say = sayer(k, w, name)
  if (pull.ok) {
    const size = `Image size: ${pull.sizeBytes} bytes.`
    const times = `${goDuration(took)} (${goDuration(waited)} including waiting)`
    say('Normal', 'Pulled', `Successfully pulled image "${image}" in ${times}. ${size}`)
    delete w.pullErrors[name]
    return { kind: 'ready' }
  }
  say('Warning', 'Failed', `Failed to pull image "${image}": ${pull.error}`)
  const now = k.context.now()
  const delay = next(k.state.pullBackOff, backOffKey(w, image), now, now)
  w.pullErrors[name] = pull.error
  const attempt = (w.backOff?.attempt ?? 0) + 1
  w.backOff = { why: 'image', from: now, until: now + delay, attempt }
  k.context.decide({
    kind: 'RetryDelayed',
    rule: 'POD-22',
    object: podKey(w.pod),
    pod: podKey(w.pod),
    container: name,
    why: 'image',
    delaySeconds: delay / SECOND,
    retryAt: now + delay,
    attempt,
  })
  return { kind: 'failed', reason: 'ErrImagePull', message: pull.error }
}
