import { describe, expect, it } from 'vitest'
import type { Container } from '../api/types/pod.ts'
import { createRig, type Rig } from './rig.ts'
import { image, PRESENT, TEST_IMAGES } from './testimages.ts'

const GRACE = 30

function runningPod(tag: string, more: Partial<Container> = {}, grace = GRACE): Rig {
  const rig = createRig({ images: TEST_IMAGES, present: PRESENT })
  const containers = [{ name: 'app', image: image(tag), ...more }]
  rig.createPod('web', { containers, terminationGracePeriodSeconds: grace })
  rig.run(8)
  return rig
}

/** ms from the deletion to its end, and the last state written. */
function deleted(rig: Rig, seconds = 60, gracePeriodSeconds?: number) {
  const from = rig.runtime.now / 1_000
  const count = rig.writes.length
  rig.api.delete('pods', 'default', 'web', gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds })
  rig.run(seconds)
  const writes = rig.writes.slice(count)
  const terminal = writes.find(({ pod }) => pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed')
  return {
    writes,
    exit: (terminal?.at ?? 0) - from,
    gone: (writes.find(({ type }) => type === 'DELETED')?.at ?? 0) - from,
    state: terminal?.pod.status.containerStatuses?.[0]?.state?.terminated,
    terminal,
  }
}

const sleep = (seconds: number): Partial<Container> => ({
  lifecycle: { preStop: { exec: { command: ['sh', '-c', `sleep ${seconds}`] } } },
})

describe('deleting a pod', () => {
  it('[POD-41] writes grace, generation, terminal status, grace 0, and removes it at the next relist', () => {
    const rig = runningPod('good')
    const { writes, exit, gone, terminal } = deleted(rig)
    const steps = writes.map(({ type, pod: { metadata, status } }) => [
      type,
      metadata.deletionGracePeriodSeconds,
      status.observedGeneration,
      status.phase,
    ])
    expect(steps).toEqual([
      ['MODIFIED', 30, 1, 'Running'],
      ['MODIFIED', 30, 2, 'Running'],
      ['MODIFIED', 30, 2, 'Succeeded'],
      ['MODIFIED', 0, 2, 'Succeeded'],
      ['DELETED', 0, 2, 'Succeeded'],
    ])
    expect(exit).toBeGreaterThanOrEqual(500)
    expect(exit).toBeLessThan(520)
    expect(gone - exit).toBeLessThanOrEqual(1_004)
    const conditions = terminal?.pod.status.conditions?.map(
      ({ type, status, reason }) => `${type} ${status} ${reason ?? ''}`,
    )
    expect(conditions).toEqual([
      'PodReadyToStartContainers False ',
      'Initialized True PodCompleted',
      'Ready False PodCompleted',
      'ContainersReady False PodCompleted',
      'PodScheduled True ',
    ])
    expect(terminal?.pod.status.podIP).toBe('10.244.0.2')
  })

  it('[POD-40] kills with 137 what ignores SIGTERM, at the end of the grace period', () => {
    const { exit, state, terminal } = deleted(runningPod('deaf', {}, 5))
    expect(state).toMatchObject({ exitCode: 137, reason: 'Error' })
    expect(terminal?.pod.status.phase).toBe('Failed')
    expect(Math.round(exit / 100)).toBe(50)
  })

  it('[POD-40] takes whole seconds of preStop off the grace period', () => {
    const { exit } = deleted(runningPod('deaf', sleep(2), 5))
    expect(Math.round(exit / 100)).toBe(50)
    const hooked = deleted(runningPod('good', sleep(2)))
    expect(Math.round(hooked.exit / 100)).toBe(25)
  })

  it('[POD-40] runs the sleep action as the hook', () => {
    const { exit } = deleted(runningPod('good', { lifecycle: { preStop: { sleep: { seconds: 3 } } } }))
    expect(Math.round(exit / 100)).toBe(35)
  })

  it('[POD-40] M28: preStop 60 s of 30 is cut at 30 s; SIGKILL 2 s later, about 32 s in all', () => {
    const rig = runningPod('deaf', sleep(60))
    const { exit, state } = deleted(rig, 40)
    expect(Math.round(exit / 100)).toBe(320)
    expect(state?.exitCode).toBe(137)
    expect(rig.events('web').map(({ reason }) => reason)).toContain('FailedPreStopHook')
  })

  it('[POD-40] never gives less than 2 s, also to a forced deletion', () => {
    expect(Math.round(deleted(runningPod('deaf'), 60, 1).exit / 100)).toBe(20)
    const rig = runningPod('deaf')
    const { gone } = deleted(rig, 1, 0)
    expect(gone).toBeLessThan(5)
    const process = () => rig.kubelets[0]?.kubelet.state.pods.values().next().value?.containers[0]
    expect(process()?.state).toBe('running')
    rig.run(4)
    expect(process()).toBeUndefined()
  })

  it('[POD-3] lets a sync end before it stops the pod: a pull is finished, the container started, then stopped', () => {
    const rig = createRig({ images: TEST_IMAGES, present: [] })
    rig.createPod('web', { image: image('good') })
    rig.run(0.7)
    rig.api.delete('pods', 'default', 'web')
    rig.run(10)
    const reasons = rig.events('web').map(({ reason }) => reason)
    expect(reasons).toEqual(['Scheduled', 'Pulling', 'Pulled', 'Created', 'Started', 'Killing'])
    expect(rig.pod('web')).toBeUndefined()
  })

  it('[POD-42] fails a pod whose container never was created, with ContainerStatusUnknown 137', () => {
    const rig = createRig({ images: TEST_IMAGES, present: [] })
    rig.createPod('web', { image: image('v10') })
    rig.run(20)
    const { state, gone, terminal } = deleted(rig, 5)
    expect(state).toEqual({
      exitCode: 137,
      reason: 'ContainerStatusUnknown',
      message: 'The container could not be located when the pod was terminated',
      startedAt: null,
      finishedAt: null,
    })
    expect(gone).toBeLessThan(1_030)
    expect(rig.events('web').map(({ reason }) => reason)).not.toContain('Killing')
    const ready = terminal?.pod.status.conditions?.find(({ type }) => type === 'Ready')
    expect(ready?.reason).toBe('ContainersNotReady')
  })

  it('[POD-43] stops all containers together and writes once the last has gone', () => {
    const rig = createRig({ images: TEST_IMAGES, present: PRESENT })
    const containers = ['good', 'second'].map((tag) => ({ name: tag, image: image(tag) }))
    rig.createPod('web', { containers })
    rig.run(5)
    const { writes, exit } = deleted(rig, 5)
    expect(Math.round(exit / 100)).toBe(10)
    const states = writes.map(({ pod }) =>
      (pod.status.containerStatuses ?? []).map(({ state }) => Object.keys(state ?? {})[0]).join(),
    )
    expect(new Set(states)).toEqual(new Set(['running,running', 'terminated,terminated']))
  })
})

describe('a kill by a probe', () => {
  it('[POD-44] restarts at once twice, by the exits known at the beginning of the sync, and shows no terminated state', () => {
    const rig = runningPod('sick', {
      livenessProbe: { exec: { command: ['check'] }, periodSeconds: 1, failureThreshold: 1 },
    })
    rig.run(5)
    const restarts = rig.writes.filter(
      ({ pod }) => (pod.status.containerStatuses?.[0]?.restartCount ?? 0) > 0,
    )
    expect(restarts.length).toBeGreaterThan(1)
    const states = rig.writes.map(({ pod }) => pod.status.containerStatuses?.[0]?.state)
    expect(states.some((state) => state?.terminated)).toBe(false)
    const last = restarts[0]?.pod.status.containerStatuses?.[0]?.lastState?.terminated
    expect(last).toMatchObject({ exitCode: 0, reason: 'Completed' })
    rig.run(20)
    expect(rig.events('web').map(({ reason }) => reason)).toContain('BackOff')
  })

  it('[POD-40] gives a probe its own grace period', () => {
    const livenessProbe = { exec: { command: ['check'] }, periodSeconds: 1, failureThreshold: 1 }
    const rig = runningPod('sick', { livenessProbe: { ...livenessProbe, terminationGracePeriodSeconds: 7 } })
    const kill = rig.decisions.find((one) => one.kind === 'ContainerKilled')
    expect(kill).toMatchObject({ graceSeconds: 7 })
  })

  it('[POD-45] restarts a running container whose image was changed', () => {
    const rig = runningPod('good')
    const pod = rig.pod('web')
    if (!pod) throw new Error('no pod')
    const [container] = pod.spec.containers
    const containers = [{ ...container, name: 'app', image: image('second') }]
    rig.api.update('pods', { ...pod, spec: { ...pod.spec, containers } })
    rig.run(4)
    const status = rig.pod('web')?.status.containerStatuses?.[0]
    expect(status).toMatchObject({ image: 'docker.io/test/web:second', restartCount: 1 })
    const messages = rig.events('web').map(({ message }) => message)
    expect(messages).toContain('Container app definition changed, will be restarted')
  })
})
