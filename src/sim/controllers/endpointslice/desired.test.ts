import { describe, expect, it } from 'vitest'
import type { Service } from '../../api/types/core.ts'
import type { Pod } from '../../api/types/pod.ts'
import { createRandom } from '../../random.ts'
import { sketch, STOPPING } from '../newsrig.ts'
import { desiredOf, groupsOf, isDesired, notPlaced, updateDesired, type Desired } from './desired.ts'

interface PodSketch {
  uid?: string
  ip?: string
  ready?: boolean
  port?: number
  metadata?: object
  phase?: string
}

/** With a port named http, unless it is 0. */
const pod = (
  name: string,
  { uid = name, ip = `ip-${uid}`, ready = true, port = 80, ...rest }: PodSketch = {},
) =>
  sketch('pods', name, {
    metadata: { uid, ...rest.metadata },
    spec: {
      nodeName: 'node-1',
      containers: [{ name: 'app', ports: port > 0 ? [{ name: 'http', containerPort: port }] : [] }],
    },
    status: {
      phase: rest.phase ?? 'Running',
      podIP: ip,
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
    },
  }) as Pod

const service = sketch('services', 'web', {
  spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] },
}) as Service

const cache = (pods: readonly Pod[]) => new Map(pods.map((one) => [one.metadata.name, one]))

const made = (pods: Iterable<Pod>): Desired => {
  const desired = desiredOf(service)
  for (const one of pods) updateDesired(desired, one.metadata.name, one)
  return desired
}

/** All that slices are made of: each group's ports and endpoints, in order. */
const told = (desired: Desired, pods: ReadonlyMap<string, Pod>) =>
  [...groupsOf(desired, pods)].map(([key, group]) => [
    key,
    group.ports,
    notPlaced(group, desired.round + 1, group.wanted.size, pods),
  ])

describe('endpoints that a Service should have', () => {
  it.each<[string, PodSketch]>([
    ['its address', { ip: 'other' }],
    ['its readiness', { ready: false }],
    ['its deletion', { metadata: STOPPING }],
    ['its end', { phase: 'Failed' }],
    ['the loss of its address', { ip: '' }],
    ['another pod of its name', { uid: 'another' }],
    ['another port in it', { uid: 'another', port: 81 }],
    ['none of its ports', { uid: 'another', port: 0 }],
  ])('[EPS-3] [EPS-6] follow %s', (_what, change) => {
    const before = cache([pod('a'), pod('b'), pod('c')])
    const after = new Map(before).set('b', pod('b', change))
    const desired = made(before.values())
    updateDesired(desired, 'b', after.get('b'))
    expect(told(desired, after)).toEqual(told(made(after.values()), after))
    updateDesired(desired, 'b', before.get('b'))
    expect(told(desired, before)).toEqual(told(made(before.values()), before))
  })

  it('[EPS-3] are those of the pods that are there', () => {
    const desired = made([pod('a'), pod('b', { ip: '' })])
    expect([isDesired(desired, 'a'), isDesired(desired, 'b'), isDesired(desired)]).toEqual([
      true,
      false,
      false,
    ])
    updateDesired(desired, 'a', undefined)
    updateDesired(desired, 'never seen', undefined)
    expect(isDesired(desired, 'a')).toBe(false)
    expect([...desired.groups]).toEqual([])
  })

  it('[EPS-6] stand in the order of the pods, whatever was heard first', () => {
    const pods = cache([pod('a', { port: 81 }), pod('b'), pod('c', { port: 81 }), pod('d')])
    const desired = made([...pods.values()].toReversed())
    const uids = told(desired, pods).map(([, ports, endpoints]) => [ports, endpoints])
    expect(uids).toMatchObject([
      [[{ port: 81 }], [{ addresses: ['ip-a'] }, { addresses: ['ip-c'] }]],
      [[{ port: 80 }], [{ addresses: ['ip-b'] }, { addresses: ['ip-d'] }]],
    ])
  })

  it('[EPS-5] are left over when this round has not placed them', () => {
    const pods = cache([pod('a'), pod('b'), pod('c')])
    const desired = made(pods.values())
    const [group] = desired.groups.values()
    desired.round = 2
    group!.wanted.get('a')!.placed = 1
    group!.wanted.get('b')!.placed = 2
    expect(notPlaced(group!, 2, 2, pods).map(({ addresses }) => addresses)).toEqual([['ip-a'], ['ip-c']])
  })

  it('[EPS-4] are the same kept from change to change as made anew', () => {
    const random = createRandom(7)
    const pods = new Map<string, Pod>()
    const desired = desiredOf(service)
    for (let i = 0; i < 400; i++) {
      const name = `p${random.below(20)}`
      if (random.below(4) === 0) pods.delete(name)
      else {
        // A pod keeps its ports for life.
        const uid = pods.get(name)?.metadata.uid ?? `${name}-${i}`
        const port = [80, 81, 0][Number(uid.split('-')[1]) % 3] ?? 80
        pods.set(name, pod(name, { uid, port, ready: random.below(2) === 0, ip: random.below(5) ? uid : '' }))
      }
      updateDesired(desired, name, pods.get(name))
      expect(told(desired, pods)).toEqual(told(made(pods.values()), pods))
    }
  })
})
