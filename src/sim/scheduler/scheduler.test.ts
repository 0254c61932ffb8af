import { describe, expect, it } from 'vitest'
import { createRig, type Rig } from '../kubelet/rig.ts'
import { image, PRESENT, TEST_IMAGES } from '../kubelet/testimages.ts'
import type { Pod } from '../api/types/pod.ts'
import { quantityValue, requestsOf } from './fit.ts'

const rigOf = (options = {}): Rig => createRig({ images: TEST_IMAGES, present: PRESENT, ...options })

const nodesOf = (rig: Rig, names: readonly string[]): (string | undefined)[] =>
  names.map((name) => rig.pod(name)?.spec.nodeName)

const asking = (cpu: string, memory = '1Mi') => ({
  containers: [{ name: 'app', image: image('good'), resources: { requests: { cpu, memory } } }],
})

describe('the scheduler', () => {
  it('[SCH-1] gives pods to the nodes with the fewest, and says so', () => {
    const rig = rigOf({ nodes: 3 })
    const names = ['a', 'b', 'c', 'd', 'e', 'f']
    for (const name of names) {
      rig.createPod(name, { image: image('good') })
      rig.run(0.1)
    }
    const counts = new Map<string, number>()
    for (const node of nodesOf(rig, names)) counts.set(node ?? '', (counts.get(node ?? '') ?? 0) + 1)
    expect([...counts.values()]).toEqual([2, 2, 2])
    const event = rig.events('a').find(({ reason }) => reason === 'Scheduled')
    expect(event).toMatchObject({
      type: 'Normal',
      message: `Successfully assigned default/a to ${rig.pod('a')?.spec.nodeName}`,
      reportingComponent: 'default-scheduler',
    })
    expect(rig.decisions.filter(({ kind }) => kind === 'PodScheduled')).toHaveLength(6)
  })

  it('[SCH-2] keeps to cpu, memory and number of pods', () => {
    const rig = rigOf({ nodes: 1, allocatable: { cpu: '2', memory: '1Gi', pods: '3' } })
    rig.createPod('a', asking('1500m'))
    rig.createPod('b', asking('600m'))
    rig.createPod('c', asking('100m', '2Gi'))
    rig.createPod('d', asking('500m'))
    rig.run(1)
    expect(nodesOf(rig, ['a', 'b', 'c', 'd'])).toEqual(['node-1', undefined, undefined, 'node-1'])
    rig.createPod('e', { image: image('good') })
    rig.createPod('f', { image: image('good') })
    rig.run(1)
    expect(rig.events('f')[0]?.message).toMatch(/^0\/1 nodes are available: 1 Too many pods\./)
    expect(quantityValue('1.5')).toBe(1.5)
    expect(quantityValue('250m')).toBe(0.25)
    expect(quantityValue('1Gi')).toBe(1_073_741_824)
    expect(quantityValue('1e3')).toBe(1_000)
  })

  it('[SCH-2] counts the hungriest moment of init containers, sidecars and containers', () => {
    const one = (name: string, cpu: string, restartPolicy?: string) => ({
      name,
      image: image('good'),
      resources: { requests: { cpu } },
      ...(restartPolicy !== undefined && { restartPolicy }),
    })
    const initContainers = [one('s', '300m', 'Always'), one('i', '800m')]
    const pod = (spec: object) => ({ spec: { containers: [one('a', '500m')], ...spec } }) as unknown as Pod
    expect(requestsOf(pod({}))).toEqual({ cpu: 0.5, memory: 0 })
    expect(requestsOf(pod({ initContainers })).cpu).toBeCloseTo(1.1)
    expect(requestsOf(pod({ initContainers: initContainers.slice(0, 1) })).cpu).toBeCloseTo(0.8)
  })

  it('[SCH-3] words what keeps a pod from every node as upstream, in Event and condition', () => {
    const rig = rigOf({ nodes: 3, allocatable: { cpu: '1', memory: '1Gi', pods: '110' } })
    const node = rig.api.get('nodes', '', 'node-1')
    if (!node) throw new Error('no node')
    const taints = [{ key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }]
    rig.api.update('nodes', { ...node, spec: { ...node.spec, taints } })
    rig.createPod('big', asking('4'))
    rig.run(1)
    // api-golden/live/unschedulable: a node that is too small when it is empty is not helped by preemption.
    const message =
      '0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient cpu. no new claims to deallocate, ' +
      'preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.'
    expect(rig.events('big').map(({ reason, message: text }) => [reason, text])).toEqual([
      ['FailedScheduling', message],
    ])
    expect(rig.pod('big')?.status.conditions).toMatchObject([
      { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message },
    ])
    rig.createPod('tolerant', {
      ...asking('1'),
      tolerations: [{ key: 'dedicated', operator: 'Equal', value: 'gpu', effect: 'NoSchedule' }],
      nodeSelector: {},
    })
    rig.run(1)
    expect(rig.pod('tolerant')?.spec.nodeName).toBeDefined()
  })

  it('[SCH-3] finds no victims where the node is large enough, but taken by others of the same priority', () => {
    const rig = rigOf({ nodes: 1, allocatable: { cpu: '1', memory: '1Gi', pods: '110' } })
    rig.createPod('a', asking('600m'))
    rig.run(1)
    rig.createPod('b', asking('600m'))
    rig.run(1)
    expect(rig.events('b')[0]?.message).toBe(
      '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, ' +
        'preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.',
    )
  })

  it('[SCH-3] passes over cordoned nodes', () => {
    const rig = rigOf({ nodes: 1 })
    const node = rig.api.get('nodes', '', 'node-1')
    if (!node) throw new Error('no node')
    rig.api.update('nodes', { ...node, spec: { ...node.spec, unschedulable: true } })
    rig.createPod('web', { image: image('good') })
    rig.run(2)
    expect(rig.events('web')[0]?.message).toMatch(
      /^0\/1 nodes are available: 1 node\(s\) were unschedulable\. /,
    )
    rig.createPod('daemon', { image: image('good'), tolerations: [{ operator: 'Exists' }] })
    rig.run(1)
    expect(rig.pod('daemon')?.spec.nodeName).toBe('node-1')
    const cordoned = rig.api.get('nodes', '', 'node-1')
    if (!cordoned) throw new Error('no node')
    rig.api.update('nodes', { ...cordoned, spec: { ...cordoned.spec, unschedulable: false } })
    rig.run(2)
    expect(rig.pod('web')?.spec.nodeName).toBe('node-1')
  })

  it('[SCH-4] tries again when a pod has gone, after its back-off', () => {
    const rig = rigOf({ nodes: 1, allocatable: { cpu: '1', memory: '1Gi', pods: '110' } })
    rig.createPod('a', asking('1'))
    rig.run(2)
    rig.createPod('b', asking('1'))
    rig.run(3)
    expect(rig.pod('b')?.spec.nodeName).toBeUndefined()
    rig.api.delete('pods', 'default', 'a')
    rig.run(3)
    expect(rig.pod('b')?.spec.nodeName).toBe('node-1')
    expect(rig.pod('b')?.status.conditions?.find(({ type }) => type === 'PodScheduled')?.status).toBe('True')
  })

  it('[SCH-5] does not bind a pod that is being deleted', () => {
    const rig = rigOf()
    const metadata = { name: 'web', finalizers: ['test/hold'] }
    const spec = { containers: [{ name: 'app', image: image('good') }] }
    rig.api.create('pods', 'default', { apiVersion: 'v1', kind: 'Pod', metadata, spec })
    rig.api.delete('pods', 'default', 'web')
    rig.run(1)
    expect(rig.pod('web')?.metadata.deletionTimestamp).toBeDefined()
    expect(rig.pod('web')?.spec.nodeName).toBeUndefined()
  })
})
