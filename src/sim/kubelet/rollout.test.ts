import { describe, expect, it } from 'vitest'
import type { Deployment } from '../api/types/apps.ts'
import { createRig, type Rig } from './rig.ts'
import { image, PRESENT, TEST_IMAGES } from './testimages.ts'

/** A settled Deployment on the whole node side: controllers, scheduler, kubelets. */
function deployed(replicas: number, nodes = 1): Rig {
  const rig = createRig({ images: TEST_IMAGES, present: PRESENT, controllers: true, nodes })
  const labels = { app: 'web' }
  const readinessProbe = { httpGet: { port: 80, path: '/' }, periodSeconds: 2 }
  const containers = [{ name: 'app', image: image('good'), readinessProbe }]
  rig.api.create('deployments', 'default', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers } },
    },
  })
  rig.run(10)
  return rig
}

function change(rig: Rig, edit: (deployment: Deployment) => Deployment['spec']): void {
  const web = rig.api.get('deployments', 'default', 'web')
  if (!web) throw new Error('no Deployment')
  rig.api.update('deployments', { ...web, spec: edit(web) })
}

const setImage = (rig: Rig, tag: string): void =>
  change(rig, ({ spec }) => {
    const { template } = spec
    const containers = template.spec.containers.map((one) => ({ ...one, image: image(tag) }))
    return { ...spec, template: { ...template, spec: { ...template.spec, containers } } }
  })

/** [spec.replicas, ready] by image. */
function sizes(rig: Rig): Record<string, [number, number]> {
  const entries = rig.api.list('replicasets', 'default').map(({ spec, status }) => {
    const tag = spec.template.spec.containers[0]?.image?.split(':')[1] ?? ''
    return [tag, [spec.replicas, status.readyReplicas ?? 0]] as const
  })
  return Object.fromEntries(entries) as Record<string, [number, number]>
}

const podsOf = (rig: Rig) =>
  rig.api.list('pods', 'default').filter(({ metadata }) => !metadata.deletionTimestamp)

describe('a rollout on the node side', () => {
  it('[POD-60] M23: 4 replicas and an image that cannot be pulled: stops at new 2, old 3 of 3, Available stays True', () => {
    const rig = deployed(4)
    setImage(rig, 'v10')
    rig.run(60)
    expect(sizes(rig)).toEqual({ good: [3, 3], v10: [2, 0] })
    const conditions = (): Record<string, string> => {
      const web = rig.api.get('deployments', 'default', 'web')
      return Object.fromEntries((web?.status.conditions ?? []).map(({ type, status }) => [type, status]))
    }
    expect(conditions()).toEqual({ Available: 'True', Progressing: 'True' })
    rig.run(600)
    expect(conditions()).toEqual({ Available: 'True', Progressing: 'False' })
    expect(sizes(rig)).toEqual({ good: [3, 3], v10: [2, 0] })
  })

  it('[POD-60] M24: 3 replicas: new 1, old 3 of 3, nothing is lost', () => {
    const rig = deployed(3)
    setImage(rig, 'v10')
    rig.run(60)
    expect(sizes(rig)).toEqual({ good: [3, 3], v10: [1, 0] })
  })

  it('[POD-60] M25: 10 replicas and a release that never gets ready: new 5, old 8; undone, back to 10', () => {
    const rig = deployed(10)
    setImage(rig, 'never')
    rig.run(60)
    expect(sizes(rig)).toEqual({ good: [8, 8], never: [5, 0] })
    setImage(rig, 'good')
    rig.run(60)
    expect(sizes(rig)).toEqual({ good: [10, 10], never: [0, 0] })
    expect(podsOf(rig)).toHaveLength(10)
  })

  it('[POD-60] M16: a scale-down takes a Pending pod first, then one that is not ready, the ready one last', () => {
    const rig = createRig({ images: TEST_IMAGES, present: PRESENT, controllers: true })
    const labels = { app: 'web' }
    const specOf = (tag: string) => ({
      containers: [{ name: 'app', image: image(tag), readinessProbe: { httpGet: { port: 80 } } }],
    })
    for (const [name, tag] of [
      ['c', 'good'],
      ['b', 'never'],
      ['a', 'v10'],
    ] as const)
      rig.api.create('pods', 'default', {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name, labels },
        spec: specOf(tag),
      })
    rig.run(5)
    rig.api.create('replicasets', 'default', {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: 'web' },
      spec: {
        replicas: 3,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: specOf('good') },
      },
    })
    const left = (replicas: number): string[] => {
      const web = rig.api.get('replicasets', 'default', 'web')
      if (!web) throw new Error('no ReplicaSet')
      rig.api.update('replicasets', { ...web, spec: { ...web.spec, replicas } })
      rig.run(5)
      return podsOf(rig)
        .map(({ metadata }) => metadata.name)
        .toSorted()
    }
    expect(left(3)).toEqual(['a', 'b', 'c'])
    expect(left(2)).toEqual(['b', 'c'])
    expect(left(1)).toEqual(['c'])
  })

  it('[POD-60] M17: of ready pods the node with more of them loses one', () => {
    const rig = deployed(3, 2)
    const perNode = (): Map<string, number> => {
      const counts = new Map<string, number>()
      for (const { spec } of podsOf(rig))
        counts.set(spec.nodeName ?? '', (counts.get(spec.nodeName ?? '') ?? 0) + 1)
      return counts
    }
    expect([...perNode().values()].toSorted()).toEqual([1, 2])
    change(rig, ({ spec }) => ({ ...spec, replicas: 2 }))
    rig.run(10)
    expect([...perNode().values()]).toEqual([1, 1])
  })

  it('[POD-60] M18: of equal pods one goes whose ready age falls in the youngest bucket', () => {
    const rig = deployed(1)
    change(rig, ({ spec }) => ({ ...spec, replicas: 2 }))
    rig.run(100)
    const [first] = podsOf(rig).toSorted((a, b) =>
      a.metadata.creationTimestamp < b.metadata.creationTimestamp ? -1 : 1,
    )
    change(rig, ({ spec }) => ({ ...spec, replicas: 3 }))
    rig.run(20)
    change(rig, ({ spec }) => ({ ...spec, replicas: 2 }))
    rig.run(10)
    const ages = podsOf(rig).map(({ metadata }) => metadata.creationTimestamp)
    expect(podsOf(rig).map(({ metadata }) => metadata.name)).toContain(first?.metadata.name)
    expect(new Set(ages).size).toBe(2)
  })

  it('[POD-60] completes v1 to v2 with never fewer available than the floor', () => {
    const rig = deployed(10, 3)
    const before = rig.writes.length
    setImage(rig, 'second')
    rig.run(60)
    expect(sizes(rig)['second']).toEqual([10, 10])
    const readyPods = new Set(rig.writes.slice(0, before).map(({ pod }) => pod.metadata.name))
    let fewest = readyPods.size
    for (const { type, pod } of rig.writes.slice(before)) {
      const { name, deletionTimestamp } = pod.metadata
      const ready = pod.status.conditions?.some(({ type: of, status }) => of === 'Ready' && status === 'True')
      if (type !== 'DELETED' && ready && deletionTimestamp === undefined) readyPods.add(name)
      else readyPods.delete(name)
      fewest = Math.min(fewest, readyPods.size)
    }
    expect(fewest).toBeGreaterThanOrEqual(8)
  })
})
