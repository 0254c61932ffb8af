import { describe, expect, it } from 'vitest'
import type { EndpointSubset, Service } from '../../api/types/core.ts'
import type { Pod } from '../../api/types/pod.ts'
import { dumpForHash, md5 } from '../../hash/md5.ts'
import { sketch, STOPPING } from '../newsrig.ts'
import { membershipOf, subsetsOf, updateMember, type Membership } from './membership.ts'

interface PodSketch {
  ip?: string
  ready?: boolean
  metadata?: object
  spec?: object
  status?: object
}

const pod = (
  name: string,
  { ip, ready = true, metadata = {}, spec = {}, status = {} }: PodSketch = {},
): Pod =>
  sketch('pods', name, {
    metadata,
    spec: { nodeName: 'node-1', containers: [], ...spec },
    status: {
      phase: 'Running',
      podIP: ip ?? `10.0.0.${name}`,
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      ...status,
    },
  }) as Pod

const service = (spec: object = {}): Service =>
  sketch('services', 'web', {
    spec: { clusterIP: '10.96.0.1', ports: [{ port: 80, targetPort: 8080 }], ...spec },
  }) as Service

const take = (membership: Membership, pods: readonly Pod[]): EndpointSubset[] => {
  for (const pod of pods) updateMember(membership, pod.metadata.name, pod)
  return subsetsOf(membership)
}

const subsetsFor = (of: Service, pods: readonly Pod[]): EndpointSubset[] => take(membershipOf(of), pods)

const named = (port: number): PodSketch => ({
  spec: { containers: [{ name: 'app', ports: [{ name: 'http', containerPort: port }] }] },
})

const ips = (subsets: readonly EndpointSubset[]): unknown[] =>
  subsets.map(({ addresses = [], notReadyAddresses = [], ports = [] }) => [
    addresses.map(({ ip }) => ip).join(' '),
    notReadyAddresses.map(({ ip }) => ip).join(' '),
    ports.map(({ port }) => port).join(' '),
  ])

describe('pods of a subset', () => {
  it('[EP-2] are ready or not', () => {
    expect(ips(subsetsFor(service(), [pod('1'), pod('2', { ready: false })]))).toEqual([
      ['10.0.0.1', '10.0.0.2', '8080'],
    ])
  })

  it('[EP-2] have an address, have not ended and do not stop', () => {
    const none = [
      pod('1', { ip: '' }),
      pod('2', { status: { podIP: undefined } }),
      pod('3', { status: { phase: 'Failed' } }),
      pod('4', { status: { phase: 'Succeeded' } }),
      pod('5', { metadata: STOPPING }),
    ]
    expect(subsetsFor(service(), none)).toEqual([])
  })

  it('[EP-2] are all ready when unready addresses are published, also those that stop', () => {
    const published = service({ publishNotReadyAddresses: true })
    const pods = [pod('1', { ready: false }), pod('2', { metadata: STOPPING })]
    expect(ips(subsetsFor(published, pods))).toEqual([['10.0.0.1 10.0.0.2', '', '8080']])
    expect(subsetsFor(published, [pod('3', { status: { phase: 'Failed' } })])).toEqual([])
  })

  it('[EP-3] stand in the order of their addresses as text, then of their uids', () => {
    const pods = [pod('9'), pod('10'), pod('b', { ip: '10.0.0.1' }), pod('a', { ip: '10.0.0.1' })]
    const [subset] = subsetsFor(service(), pods)
    expect(subset?.addresses?.map(({ ip, targetRef }) => `${ip} ${targetRef?.uid}`)).toEqual([
      '10.0.0.1 a',
      '10.0.0.1 b',
      '10.0.0.10 10',
      '10.0.0.9 9',
    ])
  })

  it('[EP-2] have a name of their own only in the domain of the Service', () => {
    const hostnames = (spec: object) =>
      subsetsFor(service(), [pod('1', { spec })])[0]?.addresses?.map(({ hostname }) => hostname)
    expect(hostnames({ hostname: 'one', subdomain: 'web' })).toEqual(['one'])
    expect(hostnames({ hostname: 'one', subdomain: 'api' })).toEqual([undefined])
    expect(hostnames({ hostname: 'one' })).toEqual([undefined])
    expect(hostnames({ hostname: '', subdomain: 'web' })).toEqual([undefined])
  })
})

describe('ports of a subset', () => {
  it("[EP-3] are the Service's, by name only when it has one, with protocol and application", () => {
    const ports = [
      { name: 'http', port: 80, targetPort: 8080, appProtocol: 'http' },
      { name: 'dns', port: 53, protocol: 'UDP' },
    ]
    const [subset] = subsetsFor(service({ ports }), [pod('1')])
    expect(subset?.ports?.toSorted((a, b) => a.port - b.port)).toEqual([
      { name: 'dns', port: 53, protocol: 'UDP' },
      { name: 'http', port: 8080, protocol: 'TCP', appProtocol: 'http' },
    ])
    expect(subsetsFor(service(), [pod('1')])[0]?.ports).toEqual([{ port: 8080, protocol: 'TCP' }])
  })

  it('[EP-3] stand in the order of the sums of their dumps', () => {
    const ports = ['a', 'b', 'c', 'd', 'e'].map((name, i) => ({ name, port: i + 1 }))
    const [subset] = subsetsFor(service({ ports }), [pod('1')])
    const sums = subset?.ports?.map((port) => md5(dumpForHash('v1.EndpointPort', port)))
    expect(sums).toHaveLength(5)
    expect(sums).toEqual(sums?.toSorted())
    expect(subset?.ports?.map(({ name }) => name)).not.toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('[EP-3] make one subset of the pods that offer the same', () => {
    const web = service({ ports: [{ port: 80, targetPort: 'http' }] })
    const pods = [pod('1', named(80)), pod('2', named(81)), pod('3', named(80)), pod('4')]
    const subsets = subsetsFor(web, pods)
    expect(ips(subsets).toSorted()).toEqual([
      ['10.0.0.1 10.0.0.3', '', '80'],
      ['10.0.0.2', '', '81'],
    ])
    const sums = subsets.map((subset) => md5(dumpForHash('v1.EndpointSubset', subset)))
    expect(sums).toEqual(sums.toSorted())
    const turned = subsetsFor(web, pods.toReversed())
    expect(turned).toEqual(subsets)
  })

  it('[EP-3] are apart when one of them is not of all the pods', () => {
    const ports = [
      { name: 'web', port: 80, targetPort: 'http' },
      { name: 'admin', port: 9000 },
    ]
    const subsets = subsetsFor(service({ ports }), [pod('1', named(80)), pod('2', { ready: false })])
    expect(ips(subsets).toSorted()).toEqual([
      ['10.0.0.1', '', '80'],
      ['10.0.0.1', '10.0.0.2', '9000'],
    ])
    const same = subsetsFor(service({ ports }), [pod('1', named(80))])
    expect(same).toHaveLength(1)
    expect(same[0]?.ports).toHaveLength(2)
  })

  it('[EP-3] are apart when as many pods offer each, but not the same ones', () => {
    const ports = [
      { name: 'web', port: 80, targetPort: 'http' },
      { name: 'admin', port: 81, targetPort: 'admin' },
    ]
    const admin = { spec: { containers: [{ name: 'app', ports: [{ name: 'admin', containerPort: 81 }] }] } }
    expect(ips(subsetsFor(service({ ports }), [pod('1', named(80)), pod('2', admin)])).toSorted()).toEqual([
      ['10.0.0.1', '', '80'],
      ['10.0.0.2', '', '81'],
    ])
  })

  it('[EP-3] are apart when the same pods do not offer them alike', () => {
    const one = subsetsFor(service({ ports: [{ name: 'a', port: 1 }] }), [
      pod('1'),
      pod('2', { ready: false }),
    ])
    expect(ips(one)).toEqual([['10.0.0.1', '10.0.0.2', '1']])
    expect(one[0]?.ports).toEqual([{ name: 'a', port: 1, protocol: 'TCP' }])
    expect(one[0]?.addresses?.[0]).not.toHaveProperty('hostname')
  })

  it('[EP-3] may be none only of a headless Service', () => {
    expect(subsetsFor(service({ ports: [] }), [pod('1')])).toEqual([])
    expect(subsetsFor(service({ ports: undefined }), [pod('1')])).toEqual([])
    const headless = subsetsFor(service({ ports: [], clusterIP: 'None' }), [pod('1'), pod('2')])
    expect(ips(headless)).toEqual([['10.0.0.1 10.0.0.2', '', '']])
    expect(headless[0]).not.toHaveProperty('ports')
    expect(ips(subsetsFor(service({ clusterIP: 'None' }), [pod('1')]))).toEqual([['10.0.0.1', '', '8080']])
    const lacking = service({ clusterIP: 'None', ports: [{ port: 80, targetPort: 'http' }] })
    expect(subsetsFor(lacking, [pod('1')])).toEqual([])
  })
})

describe('subsets from sync to sync', () => {
  const rig = (of = service()) => {
    const membership = membershipOf(of)
    const before = take(membership, [pod('1'), pod('2'), pod('3')])
    const [addresses = []] = before.map((subset) => subset.addresses)
    return { membership, before, addresses }
  }

  it('[EP-5] share what did not change, and leave earlier ones as they were', () => {
    const { membership, before, addresses } = rig()
    const copy = JSON.stringify(before)
    updateMember(membership, '2', undefined)
    const [after] = take(membership, [pod('0'), pod('3')])
    expect(after?.addresses?.map(({ ip }) => ip)).toEqual(['10.0.0.0', '10.0.0.1', '10.0.0.3'])
    expect(after?.addresses?.slice(1)).toEqual([addresses[0], addresses[2]])
    expect(after?.addresses?.[1]).toBe(addresses[0])
    expect(JSON.stringify(before)).toBe(copy)
    const [same] = take(membership, [pod('0'), pod('3')])
    expect(same?.addresses).toBe(after?.addresses)
  })

  it.each<[string, PodSketch]>([
    ['its address', { ip: '10.0.0.7' }],
    ['its node', { spec: { nodeName: 'node-2' } }],
    ['its uid', { metadata: { uid: 'another' } }],
    ['its hostname', { spec: { hostname: 'one', subdomain: 'web' } }],
    ['its readiness', { ready: false }],
    ['its end', { status: { phase: 'Failed' } }],
    ['its deletion', { metadata: STOPPING }],
  ])('[EP-2] [EP-3] follow %s', (_what, change) => {
    const { membership } = rig()
    const changed = pod('1', change)
    expect(take(membership, [changed])).toEqual(subsetsFor(service(), [changed, pod('2'), pod('3')]))
    expect(take(membership, [pod('1')])).toEqual(rig().before)
  })

  it('[EP-3] tell apart who has the same address', () => {
    const [a, b] = [pod('a', { ip: '10.0.0.9' }), pod('b', { ip: '10.0.0.9' })]
    for (const pods of [
      [a, b],
      [b, a],
    ]) {
      const membership = membershipOf(service())
      const uids = (subsets: EndpointSubset[]) =>
        subsets.flatMap(({ addresses = [] }) => addresses.map(({ targetRef }) => targetRef?.uid))
      expect(uids(take(membership, pods))).toEqual(['a', 'b'])
      updateMember(membership, 'b', undefined)
      expect(uids(subsetsOf(membership))).toEqual(['a'])
    }
  })

  it('[EP-3] leave unready addresses as they were, too', () => {
    const membership = membershipOf(service())
    const [before] = take(membership, [pod('1', { ready: false }), pod('2', { ready: false })])
    const [after] = take(membership, [pod('3')])
    expect(after?.notReadyAddresses).toEqual(before?.notReadyAddresses)
    expect(before).not.toHaveProperty('addresses')
  })

  it('[EP-3] follow another pod of the same name to its ports', () => {
    const of = service({ ports: [{ port: 80, targetPort: 'http' }] })
    const membership = membershipOf(of)
    take(membership, [pod('1', named(80))])
    const other = pod('1', { ...named(81), metadata: { uid: 'another' } })
    expect(ips(take(membership, [other]))).toEqual([['10.0.0.1', '', '81']])
  })

  it('[EP-3] come out the same whatever came first', () => {
    const ports = [
      { name: 'web', port: 80, targetPort: 'http' },
      { name: 'admin', port: 9000 },
    ]
    const pods = [
      pod('1', named(80)),
      pod('2', { ...named(81), ready: false }),
      pod('3', named(80)),
      pod('4'),
    ]
    const whole = subsetsFor(service({ ports }), pods)
    const membership = membershipOf(service({ ports }))
    take(membership, [pod('5'), pod('3', { ready: false, ...named(80) }), pod('2', named(81))])
    updateMember(membership, '5', undefined)
    updateMember(membership, '6', undefined)
    expect(take(membership, pods.toReversed())).toEqual(whole)
  })
})
