import { describe, expect, it } from 'vitest'
import type { Container, PodSpec } from '../api/types/pod.ts'
import { createRig, type Rig } from './rig.ts'
import { image, PRESENT, TEST_IMAGES } from './testimages.ts'

const app: Container = { name: 'app', image: image('good') }
const init = (name: string, script: string): Container => ({
  name,
  image: image('good'),
  command: ['sh', '-c', script],
})
const sidecar = (name: string, tag: string, more: Partial<Container> = {}): Container => ({
  name,
  image: image(tag),
  restartPolicy: 'Always',
  ...more,
})

function podWith(initContainers: Container[], more: Partial<PodSpec> = {}): Rig {
  const rig = createRig({ images: TEST_IMAGES, present: PRESENT })
  rig.createPod('web', { initContainers, containers: [app], ...more })
  return rig
}

const stateOf = (rig: Rig, name: string) => {
  const { initContainerStatuses = [], containerStatuses = [] } = rig.pod('web')?.status ?? {}
  return [...initContainerStatuses, ...containerStatuses].find((one) => one.name === name)?.state
}
const initializedOf = (rig: Rig) =>
  rig.pod('web')?.status.conditions?.find(({ type }) => type === 'Initialized')
const startedIn = (rig: Rig): (string | undefined)[] =>
  rig
    .events('web')
    .filter(({ reason }) => reason === 'Started')
    .map(({ involvedObject }) => involvedObject.fieldPath)
const killed = (rig: Rig): (string | undefined)[] =>
  rig.events('web').flatMap(({ reason, message }) => (reason === 'Killing' ? message : []))

describe('init containers', () => {
  it('[POD-70] run one after the other, before the containers', () => {
    const rig = podWith([init('a', 'sleep 2'), init('b', 'sleep 2')])
    rig.run(2)
    expect(rig.pod('web')?.status.phase).toBe('Pending')
    expect(initializedOf(rig)).toMatchObject({
      status: 'False',
      reason: 'ContainersNotInitialized',
      message: 'containers with incomplete status: [a b]',
    })
    expect(stateOf(rig, 'app')?.waiting?.reason).toBe('PodInitializing')
    rig.run(8)
    expect(startedIn(rig)).toEqual([
      'spec.initContainers{a}',
      'spec.initContainers{b}',
      'spec.containers{app}',
    ])
    expect(rig.pod('web')?.status.phase).toBe('Running')
    expect(initializedOf(rig)?.status).toBe('True')
  })

  it('[POD-70] are tried again when they fail, and hold the pod Pending', () => {
    const rig = podWith([init('a', 'exit 1')])
    rig.run(6)
    expect(rig.pod('web')?.status.phase).toBe('Pending')
    expect(rig.pod('web')?.status.initContainerStatuses?.[0]?.restartCount).toBe(1)
    expect(startedIn(rig)).not.toContain('spec.containers{app}')
    expect(rig.events('web').map(({ reason }) => reason)).toContain('BackOff')
  })

  it('[POD-70] fail the pod for good with restartPolicy Never; its containers stay waiting', () => {
    const rig = podWith([init('a', 'exit 3')], { restartPolicy: 'Never' })
    rig.run(8)
    expect(rig.pod('web')?.status.phase).toBe('Failed')
    expect(stateOf(rig, 'a')?.terminated?.exitCode).toBe(3)
    expect(stateOf(rig, 'app')?.waiting?.reason).toBe('PodInitializing')
  })

  it('[POD-42][POD-70] one that could not be pulled is what is unknown of a deleted pod', () => {
    const rig = podWith([{ name: 'a', image: image('v10') }])
    rig.run(5)
    expect(stateOf(rig, 'a')?.waiting?.reason).toBe('ErrImagePull')
    rig.api.delete('pods', 'default', 'web')
    rig.run(3)
    const last = rig.writes.findLast(({ type }) => type === 'DELETED')?.pod.status
    expect(last?.phase).toBe('Failed')
    expect(last?.initContainerStatuses?.[0]?.state?.terminated?.reason).toBe('ContainerStatusUnknown')
    expect(last?.containerStatuses?.[0]?.state?.waiting?.reason).toBe('PodInitializing')
  })
})

describe('sidecars', () => {
  it('[POD-71] hold back the containers until they have started, and count for Ready', () => {
    const startupProbe = { exec: { command: ['check'] }, periodSeconds: 1, failureThreshold: 10 }
    const rig = podWith([sidecar('side', 'slow', { startupProbe })])
    rig.run(4)
    expect(startedIn(rig)).toEqual(['spec.initContainers{side}'])
    const ready = rig.pod('web')?.status.conditions?.find(({ type }) => type === 'Ready')
    expect(ready?.message).toBe('containers with unready status: [side app]')
    rig.run(5)
    expect(startedIn(rig)).toContain('spec.containers{app}')
    expect(rig.pod('web')?.status.phase).toBe('Running')
  })

  it('[POD-71] are restarted alone', () => {
    const rig = podWith([sidecar('side', 'crash')])
    rig.run(9)
    expect(rig.pod('web')?.status.initContainerStatuses?.[0]?.restartCount).toBe(1)
    expect(rig.pod('web')?.status.containerStatuses?.[0]?.restartCount).toBe(0)
  })

  it('[POD-71] are killed by their own probes, in words of their own', () => {
    const livenessProbe = { exec: { command: ['check'] }, periodSeconds: 1, failureThreshold: 1 }
    const rig = podWith([sidecar('side', 'sick', { livenessProbe })])
    rig.run(6.5)
    expect(killed(rig)).toEqual(['Init container side failed liveness probe'])
    expect(rig.pod('web')?.status.initContainerStatuses?.[0]?.restartCount).toBe(1)
  })

  it('[POD-71] are stopped after the containers, the last one first', () => {
    const rig = podWith([sidecar('first', 'good'), sidecar('last', 'second')])
    rig.run(8)
    const from = rig.runtime.now
    const processes = rig.kubelets[0]?.kubelet.state.pods.values().next().value?.containers ?? []
    rig.api.delete('pods', 'default', 'web')
    rig.run(5)
    const after = (wanted: string): number =>
      Math.round(((processes.find(({ name }) => name === wanted)?.sigtermAt ?? 0) - from) / 100_000)
    expect([after('app'), after('last'), after('first')]).toEqual([0, 5, 15])
    expect(killed(rig).toSorted()).toEqual([
      'Stopping container app',
      'Stopping container first',
      'Stopping container last',
    ])
  })

  it('[POD-71] are stopped when the containers of a pod that does not restart are done', () => {
    const rig = podWith([sidecar('side', 'good')], {
      restartPolicy: 'OnFailure',
      containers: [init('app', 'sleep 3')],
    })
    rig.run(12)
    expect(killed(rig)).toEqual(['Stopping container side'])
    expect(rig.pod('web')?.status.phase).toBe('Succeeded')
  })
})
