import { describe, expect, it } from 'vitest'
import { createRig, EXACT } from './rig.ts'
import { image, PRESENT, TEST_IMAGES } from './testimages.ts'

const rigOf = (options = {}) => createRig({ images: TEST_IMAGES, present: PRESENT, ...options })

describe('starting a pod', () => {
  it('[POD-2] reports Running at the relist after the start, not before', () => {
    const rig = rigOf()
    rig.createPod('web', { image: image('good') })
    rig.run(3)
    const started = rig.events('web').find(({ reason }) => reason === 'Started')
    const running = rig.writes.find(({ pod }) => pod.status.phase === 'Running')
    const { relistPhase } = (rig.kubelets[0] as (typeof rig.kubelets)[0]).kubelet.state
    expect(started).toBeDefined()
    const sinceRelist = ((running?.at ?? 0) * 1_000 - relistPhase - EXACT.api) % 1_000_000
    expect(Math.abs(sinceRelist)).toBeLessThan(1_000)
    expect(running?.at).toBeGreaterThanOrEqual(590)
    expect(running?.at).toBeLessThanOrEqual(1_590)
  })

  it('[POD-5] begins the sandbox 300 ms after the binding at the soonest', () => {
    const rig = rigOf()
    rig.createPod('web', { image: image('good') })
    rig.run(0.29)
    expect(rig.kubelets[0]?.kubelet.state.pods.values().next().value?.mounted).toBe(false)
    rig.run(0.3)
    expect(rig.events('web').map(({ reason }) => reason)).toContain('Pulled')
  })

  it('[POD-6] makes two kubelet writes of an ordinary start, the five conditions in order', () => {
    const rig = rigOf()
    rig.createPod('web', { image: image('good') })
    rig.run(5)
    const ours = rig.writes.filter(({ pod }) => pod.status.hostIP !== undefined)
    expect(ours.map(({ pod }) => pod.status.phase)).toEqual(['Pending', 'Running'])
    const order = ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled']
    for (const { pod } of ours) expect(pod.status.conditions?.map(({ type }) => type)).toEqual(order)
  })

  it('[POD-7] keeps lastTransitionTime while a condition keeps its status', () => {
    const rig = rigOf()
    rig.createPod('web', { image: image('crash') })
    rig.run(20)
    const times = rig.writes.flatMap(({ pod }) =>
      (pod.status.conditions ?? [])
        .filter(({ type }) => type === 'Initialized')
        .map((c) => c.lastTransitionTime),
    )
    expect(times.length).toBeGreaterThan(3)
    expect(new Set(times).size).toBe(1)
  })

  it('[POD-9] sorts container statuses by name and starts in the order of the spec', () => {
    const rig = rigOf()
    const containers = ['b', 'a'].map((name) => ({ name, image: image('good') }))
    rig.createPod('web', { containers })
    rig.run(3)
    const statuses = rig.pod('web')?.status.containerStatuses ?? []
    expect(statuses.map(({ name }) => name)).toEqual(['a', 'b'])
    const started = rig.events('web').filter(({ reason }) => reason === 'Started')
    expect(started.map(({ involvedObject }) => involvedObject.fieldPath)).toEqual([
      'spec.containers{b}',
      'spec.containers{a}',
    ])
  })

  it('[POD-10] hands out addresses of the node in turn and takes them back', () => {
    const rig = rigOf({ nodes: 2 })
    for (const name of ['a', 'b', 'c', 'd']) rig.createPod(name, { image: image('good') })
    rig.run(5)
    const ips = ['a', 'b', 'c', 'd'].map((name) => rig.pod(name)?.status.podIP ?? '')
    expect(ips.toSorted()).toEqual(['10.244.0.2', '10.244.0.3', '10.244.1.2', '10.244.1.3'])
    rig.api.delete('pods', 'default', 'a')
    rig.run(5)
    rig.createPod('e', { image: image('good') })
    rig.run(5)
    expect(ips).not.toContain(rig.pod('e')?.status.podIP)
    const owned = rig.kubelets.flatMap(({ kubelet }) => [...kubelet.state.addresses.owners.keys()])
    expect(owned).toHaveLength(4)
  })

  it('[POD-27] waits for a ConfigMap, polling, and names what is missing', () => {
    const rig = rigOf()
    const env = [{ name: 'X', valueFrom: { configMapKeyRef: { name: 'settings', key: 'x' } } }]
    rig.createPod('web', { containers: [{ name: 'app', image: image('good'), env }] })
    rig.run(20)
    const waiting = rig.pod('web')?.status.containerStatuses?.[0]?.state?.waiting
    expect(waiting).toEqual({
      reason: 'CreateContainerConfigError',
      message: 'configmap "settings" not found',
    })
    const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: {} }
    rig.api.create('configmaps', 'default', map)
    rig.run(34)
    const next = rig.pod('web')?.status.containerStatuses?.[0]?.state?.waiting
    expect(next?.message).toBe("couldn't find key x in ConfigMap default/settings")
  })
})

describe('one run and the other', () => {
  const play = (seed: number): string => {
    const rig = rigOf({ seed, nodes: 2, latencies: { ...EXACT, jitter: 0.3 } })
    for (const [i, tag] of ['good', 'crash', 'sick', 'never'].entries()) {
      const livenessProbe = { exec: { command: ['check'] }, periodSeconds: 2 }
      const readinessProbe = { httpGet: { port: 80 }, periodSeconds: 3 }
      rig.createPod(`web-${i}`, {
        containers: [{ name: 'app', image: image(tag), livenessProbe, readinessProbe }],
      })
    }
    rig.run(60)
    return JSON.stringify(rig.writes)
  }

  it('[POD-50] gives the same bytes for the same seed', () => {
    expect(play(7)).toBe(play(7))
    expect(play(7)).not.toBe(play(8))
  })

  it('[POD-50] goes on the same from a snapshot', () => {
    const rig = rigOf({ seed: 3, nodes: 2, latencies: { ...EXACT, jitter: 0.3 } })
    for (const tag of ['good', 'crash', 'slow', 'v10']) {
      const readinessProbe = { httpGet: { port: 80 }, periodSeconds: 3 }
      rig.createPod(tag, { containers: [{ name: 'app', image: image(tag), readinessProbe }] })
    }
    rig.run(7.3)
    const [runtime, api] = [rig.runtime.snapshot(), rig.api.snapshot()]
    const before = rig.writes.length
    rig.run(90)
    const first = JSON.stringify(rig.writes.slice(before))
    rig.writes.length = before
    rig.api.restore(api)
    rig.runtime.restore(runtime)
    rig.run(90)
    expect(JSON.stringify(rig.writes.slice(before))).toBe(first)
    expect(first.length).toBeGreaterThan(1_000)
  })
})
