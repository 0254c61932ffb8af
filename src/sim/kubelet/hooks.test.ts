import { describe, expect, it } from 'vitest'
import type { Container } from '../api/types/pod.ts'
import { createRig, type Rig } from './rig.ts'
import { image, PRESENT, TEST_IMAGES } from './testimages.ts'

function started(tag: string, more: Partial<Container>, seconds = 8): Rig {
  const rig = createRig({ images: TEST_IMAGES, present: PRESENT })
  rig.createPod('web', { containers: [{ name: 'app', image: image(tag), ...more }] })
  rig.run(seconds)
  return rig
}

const reasons = (rig: Rig): (string | undefined)[] => rig.events('web').map(({ reason }) => reason)
const process = (rig: Rig) => rig.kubelets[0]?.kubelet.state.pods.values().next().value?.containers[0]

const exec = (...command: string[]) => ({ exec: { command } })

/** ms from the deletion to SIGTERM. */
function sigtermAfter(rig: Rig, gracePeriodSeconds?: number): number {
  const from = rig.runtime.now
  const container = process(rig)
  rig.api.delete('pods', 'default', 'web', gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds })
  rig.run(60)
  return Math.round(((container?.sigtermAt ?? 0) - from) / 1_000)
}

describe('preStop', () => {
  it('[POD-40] a forced deletion leaves it 1 s', () => {
    const rig = started('deaf', { lifecycle: { preStop: exec('sleep', '20') } })
    const after = sigtermAfter(rig, 0)
    expect(after).toBeGreaterThanOrEqual(1_000)
    expect(after).toBeLessThan(1_020)
  })

  it('[POD-40] a sleep that is cut off has not failed, a command has', () => {
    const asleep = started('good', { lifecycle: { preStop: { sleep: { seconds: 20 } } } })
    expect(Math.round(sigtermAfter(asleep, 3) / 100)).toBe(30)
    expect(reasons(asleep)).not.toContain('FailedPreStopHook')
    const busy = started('good', { lifecycle: { preStop: exec('sleep', '20') } })
    sigtermAfter(busy, 3)
    expect(reasons(busy)).toContain('FailedPreStopHook')
  })

  it('[POD-40] an HTTP hook is a request to the process, and fails where nothing listens', () => {
    const hook = (port: number | string) => ({ preStop: { httpGet: { path: '/bye', port } } })
    const heard = started('good', { lifecycle: hook(8080) })
    const before = process(heard)?.requests ?? 0
    const container = process(heard)
    sigtermAfter(heard)
    expect(container?.requests).toBe(before + 1)
    expect(reasons(heard)).not.toContain('FailedPreStopHook')
    const deafEar = started('slow', { lifecycle: hook(8080) }, 2)
    sigtermAfter(deafEar)
    expect(reasons(deafEar)).toContain('FailedPreStopHook')
    const unnamed = started('good', { lifecycle: hook('web') })
    sigtermAfter(unnamed)
    expect(reasons(unnamed)).toContain('FailedPreStopHook')
  })
})

describe('postStart', () => {
  it('[POD-28] holds back the status until it is over', () => {
    const rig = started('good', { lifecycle: { postStart: exec('sleep', '2') } }, 2)
    expect(rig.pod('web')?.status).toMatchObject({ phase: 'Pending' })
    rig.run(2)
    expect(rig.pod('web')?.status.containerStatuses?.[0]).toMatchObject({ ready: true, restartCount: 0 })
  })

  it('[POD-28] stops the container when it fails, and loops with its words', () => {
    const rig = started('good', { lifecycle: { postStart: exec('false') } }, 2.5)
    expect(reasons(rig).slice(3, 6)).toEqual(['Started', 'FailedPostStartHook', 'Killing'])
    const uid = rig.pod('web')?.metadata.uid
    const message =
      `Exec lifecycle hook ([false]) for Container "app" in Pod "web_default(${uid})" failed - error: ` +
      `command 'false' exited with 1: , message: ""`
    const waiting = rig.writes.map(({ pod }) => pod.status.containerStatuses?.[0]?.state?.waiting)
    expect(waiting).toContainEqual({ reason: 'PostStartHookError', message })
    rig.run(4)
    expect(rig.pod('web')?.status.containerStatuses?.[0]?.state?.waiting?.reason).toBe('CrashLoopBackOff')
  })

  it('[POD-28] ends with the container that it runs in', () => {
    const rig = started('crash', { lifecycle: { postStart: exec('sleep', '20') } }, 6)
    expect(reasons(rig)).toContain('FailedPostStartHook')
  })
})

describe('volumes', () => {
  const withVolume = (rig: Rig, items?: { key: string; path: string }[]): void =>
    rig.createPod('web', {
      image: image('good'),
      volumes: [{ name: 'conf', configMap: { name: 'settings', ...(items && { items }) } }],
    })
  const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { a: '1' } }

  it('[POD-29] a ConfigMap that is not there fails the mount, tried again after 0.5 s doubling', () => {
    const rig = createRig({ images: TEST_IMAGES, present: PRESENT })
    withVolume(rig)
    rig.run(5)
    const [, event] = rig.events('web')
    expect(event).toMatchObject({
      reason: 'FailedMount',
      message: 'MountVolume.SetUp failed for volume "conf" : configmap "settings" not found',
      count: 4,
    })
    expect(event?.involvedObject.fieldPath).toBeUndefined()
    rig.api.create('configmaps', 'default', configMap)
    rig.run(2)
    expect(rig.pod('web')?.status.phase).toBe('Pending')
    rig.run(3)
    expect(rig.pod('web')?.status.phase).toBe('Running')
  })

  it('[POD-29] so does a key that the ConfigMap has not', () => {
    const rig = createRig({ images: TEST_IMAGES, present: PRESENT })
    rig.api.create('configmaps', 'default', configMap)
    withVolume(rig, [{ key: 'b', path: 'b' }])
    rig.run(1)
    expect(rig.events('web')[1]?.message).toMatch(/ : configmap references non-existent config key: b$/)
  })

  it('[POD-29] a pod that is deleted does not wait for its volumes', () => {
    const rig = createRig({ images: TEST_IMAGES, present: PRESENT })
    withVolume(rig)
    rig.run(20)
    rig.api.delete('pods', 'default', 'web')
    rig.run(3)
    expect(rig.pod('web')).toBeUndefined()
    rig.createPod('soon', { image: image('good') })
    rig.run(0.1)
    rig.api.delete('pods', 'default', 'soon')
    rig.run(3)
    expect(rig.events('soon').map(({ reason }) => reason)).toEqual(['Scheduled'])
    expect(rig.pod('soon')).toBeUndefined()
  })
})

describe('restartPolicy Never', () => {
  const livenessProbe = { exec: { command: ['check'] }, periodSeconds: 1, failureThreshold: 1 }

  it('[POD-46] a failed liveness probe kills the pod, as nothing is left to run', () => {
    const rig = createRig({ images: TEST_IMAGES, present: PRESENT })
    rig.createPod('web', {
      restartPolicy: 'Never',
      containers: [{ name: 'app', image: image('sick'), livenessProbe }],
    })
    rig.run(10)
    const killing = rig.events('web').filter(({ reason }) => reason === 'Killing')
    expect(killing.map(({ message }) => message)).toEqual(['Stopping container app'])
    expect(rig.pod('web')?.status).toMatchObject({ phase: 'Succeeded' })
    expect(reasons(rig).filter((reason) => reason === 'Started')).toHaveLength(1)
  })

  it('[POD-46] beside a container that runs on, its own container alone, and not to be restarted', () => {
    const rig = createRig({ images: TEST_IMAGES, present: PRESENT })
    const containers = [
      { name: 'app', image: image('sick'), livenessProbe },
      { name: 'other', image: image('good') },
    ]
    rig.createPod('web', { restartPolicy: 'Never', containers })
    rig.run(10)
    const killing = rig.events('web').filter(({ reason }) => reason === 'Killing')
    expect(killing.map(({ message }) => message)).toEqual(['Container app failed liveness probe'])
    expect(rig.pod('web')?.status.phase).toBe('Running')
  })
})
