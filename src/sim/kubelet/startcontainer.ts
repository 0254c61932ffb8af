/**
 * Starting one container: back-off gate, image, configuration, create, start.
 * @see kubernetes/pkg/kubelet/kuberuntime/kuberuntime_container.go startContainer, kuberuntime_manager.go doBackOff, v1.35
 */
import type { Container } from '../api/types/pod.ts'
import { hexOf } from '../hexadecimal.ts'
import { normalizeImage } from '../images/reference.ts'
import { drawn } from '../runtime/drawn.ts'
import { SECOND, type Us } from '../time.ts'
import { goDuration, inBackOffSince, next } from './backoff.ts'
import { missingConfig } from './config.ts'
import { containerNamed, isInitContainer, isSidecarNamed } from './containers.ts'
import { afterPull, ensureImageExists, type Ensured } from './images.ts'
import { formatPod, podKey, publishFacts, recordEvent, type Kubelet } from './node.ts'
import { runPostStart } from './poststart.ts'
import { markDirty } from './relist.ts'
import type { FinishedPull, PodWorker, RuntimeContainer, Sync } from './state.ts'
import { pause } from './sync.ts'

/** What runc says of a container that never got going. */
const START_ERROR_CODE = 128
/** A container id is 256 bits. */
const ID_WORDS = 8

const specOf = (sync: Sync, name: string): Container | undefined => containerNamed(sync.pod, name)

function fail(
  sync: Sync,
  container: string,
  reason: string,
  message: string,
  expiry: Us | null = null,
): true {
  sync.errors.push({ container, reason, message, expiry })
  // Without its init container the pod gets no further.
  if (isInitContainer(sync.pod, container) && !isSidecarNamed(sync.pod, container)) sync.steps = []
  return true
}

export function startContainer(k: Kubelet, w: PodWorker, sync: Sync, name: string): boolean {
  const spec = specOf(sync, name)
  if (!spec) return true
  sync.attempted.push(name)
  if (doBackOff(k, w, sync, spec)) return true
  return goOn(k, w, sync, name, ensureImageExists(k, w, spec))
}

/** True: the container has to wait. The exit that counts is the newest one that the sync knew at its beginning. */
function doBackOff(k: Kubelet, w: PodWorker, sync: Sync, { name, image, resources }: Container): boolean {
  const exited = sync.record.containers.find((one) => one.name === name && one.state === 'exited')
  if (!exited) return false
  const now = k.context.now()
  const key = `${formatPod(sync.pod)}_${name}_${image ?? ''}_${JSON.stringify(resources ?? {})}`
  const delay = inBackOffSince(k.state.crashBackOff, key, exited.finishedAt, now)
  if (delay === null) {
    next(k.state.crashBackOff, key, exited.finishedAt, now)
    return false
  }
  const pod = formatPod(sync.pod)
  const expiry = exited.finishedAt + delay
  recordEvent(
    k,
    sync.pod,
    name,
    'Warning',
    'BackOff',
    `Back-off restarting failed container ${name} in pod ${pod}`,
  )
  const message = `back-off ${goDuration(delay)} restarting failed container=${name} pod=${pod}`
  fail(sync, name, 'CrashLoopBackOff', message, expiry)
  if (w.backOff?.from !== exited.finishedAt) {
    const attempt = exited.restartCount + 1
    w.backOff = { why: 'crash', from: exited.finishedAt, until: expiry, attempt }
    k.context.decide({
      kind: 'RetryDelayed',
      rule: 'POD-24',
      object: podKey(sync.pod),
      pod: podKey(sync.pod),
      container: name,
      why: 'crash',
      delaySeconds: delay / SECOND,
      retryAt: expiry,
      attempt,
    })
  }
  return true
}

function goOn(k: Kubelet, w: PodWorker, sync: Sync, name: string, image: Ensured): boolean {
  if (image.kind === 'pulling') return false
  if (image.kind === 'failed') {
    recordEvent(k, sync.pod, name, 'Warning', 'Failed', `Error: ${image.reason}`)
    return fail(sync, name, image.reason, image.message)
  }
  const missing = missingConfig(k.context.api, sync.pod, specOf(sync, name))
  if (missing !== null) {
    recordEvent(k, sync.pod, name, 'Warning', 'Failed', `Error: ${missing}`)
    return fail(sync, name, 'CreateContainerConfigError', missing)
  }
  const { containerCreate, jitter } = k.latencies
  sync.steps.unshift({ do: 'created', name })
  return pause(k, w, drawn(k.context.random, containerCreate, jitter))
}

export function onPulled(k: Kubelet, w: PodWorker, sync: Sync, name: string, pull: FinishedPull): boolean {
  return goOn(k, w, sync, name, afterPull(k, w, name, pull))
}

export function onCreated(k: Kubelet, w: PodWorker, sync: Sync, name: string): boolean {
  const { random } = k.context
  const specImage = specOf(sync, name)?.image ?? ''
  const before = sync.record.containers.find((container) => container.name === name)
  const now = k.context.now()
  const words = Array.from({ length: ID_WORDS }, () => random.uint32())
  const id = `containerd://${hexOf(words)}`
  const container: RuntimeContainer = {
    id,
    name,
    image: normalizeImage(specImage),
    specImage,
    restartCount: before ? before.restartCount + 1 : 0,
    state: 'created',
    createdAt: now,
    startedAt: 0,
    finishedAt: 0,
    exitCode: 0,
    reason: '',
    requests: 0,
    hits: 0,
    errors: 0,
    log: [],
    exitAt: null,
    exitTimer: null,
    sigtermAt: null,
    kill: null,
  }
  w.containers = [container, ...w.containers]
  recordEvent(k, sync.pod, name, 'Normal', 'Created', 'Container created')
  const { containerStart, jitter } = k.latencies
  sync.steps.unshift({ do: 'started', name, id })
  return pause(k, w, drawn(random, containerStart, jitter))
}

export function onStarted(k: Kubelet, w: PodWorker, sync: Sync, name: string, id: string): boolean {
  const container = w.containers.find((one) => one.id === id)
  if (!container) return true
  const now = k.context.now()
  const start = w.starts[name] ?? 0
  w.starts[name] = start + 1
  container.startedAt = now
  const error = k.workload().startError(container.image)
  markDirty(k, w)
  if (error !== undefined) {
    Object.assign(container, { state: 'exited', finishedAt: now, exitCode: START_ERROR_CODE })
    Object.assign(container, {
      reason: 'StartError',
      message: error,
      startedAt: -k.context.epochSeconds * SECOND,
    })
    recordEvent(k, sync.pod, name, 'Warning', 'Failed', `Error: ${error}`)
    return fail(sync, name, 'RunContainerError', error)
  }
  container.state = 'running'
  container.log = [now]
  recordEvent(k, sync.pod, name, 'Normal', 'Started', 'Container started')
  const spec = specOf(sync, name)
  const { command = [], args = [] } = spec ?? {}
  const end = k.workload().exit(container.image, start, [...command, ...args])
  if (end) {
    container.exitAt = now + end.after
    container.exitCode = end.code
    container.exitTimer = k.context.after(end.after, { t: 'exit', uid: w.uid, id })
  }
  w.backOff = null
  publishFacts(k, w)
  return runPostStart(k, w, sync, spec, container)
}
