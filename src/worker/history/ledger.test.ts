import { describe, expect, it } from 'vitest'
import type { WatchEvent } from '../../sim/api/contract.ts'
import { createLedger } from './ledger.ts'

const owner = (uid: string) => [{ apiVersion: 'apps/v1', kind: 'X', name: uid, uid, controller: true }]
const meta = (uid: string, of: string) => ({
  name: uid,
  uid,
  resourceVersion: '1',
  creationTimestamp: '',
  ownerReferences: owner(of),
})
const pod = (type: WatchEvent['type'], uid: string, of = 'rs'): WatchEvent =>
  ({
    type,
    resource: 'pods',
    object: { metadata: meta(uid, of), spec: {}, status: {} },
  }) as unknown as WatchEvent
const replicaSet = (type: WatchEvent['type'], uid: string, replicas: number): WatchEvent =>
  ({
    type,
    resource: 'replicasets',
    object: { metadata: meta(uid, 'd'), spec: { replicas } },
  }) as unknown as WatchEvent

describe('ledger', () => {
  it('[WRK-1] gives the lowest free place, for good', () => {
    const ledger = createLedger()
    ledger.record(0, replicaSet('ADDED', 'rs', 3))
    for (const uid of ['a', 'b', 'c']) ledger.record(1, pod('ADDED', uid))
    ledger.record(2, pod('DELETED', 'b'))
    ledger.record(3, pod('ADDED', 'd'))
    ledger.record(4, pod('ADDED', 'e'))
    expect(['a', 'b', 'c', 'd', 'e'].map(ledger.slot)).toEqual([0, 1, 2, 1, 3])
  })
  it('[WRK-2] gives hues by order of creation and outlines the seventh', () => {
    const ledger = createLedger()
    const uids = Array.from({ length: 8 }, (_, i) => `rs${i}`)
    uids.forEach((uid, i) => ledger.record(i, replicaSet('ADDED', uid, 1)))
    expect(uids.map(ledger.hue).map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 0, 1])
    expect(uids.map(ledger.hue).map(({ outlined }) => outlined)).toEqual([
      ...Array(6).fill(false),
      true,
      true,
    ])
  })
  it('[WRK-3] keeps the places of a lane until it is empty', () => {
    const ledger = createLedger()
    ledger.record(0, replicaSet('ADDED', 'rs', 2))
    for (const uid of ['a', 'b']) ledger.record(1, pod('ADDED', uid))
    ledger.record(2, replicaSet('MODIFIED', 'rs', 0))
    ledger.record(3, pod('DELETED', 'a'))
    expect(ledger.places('rs', 3)).toBe(2)
    ledger.record(4, pod('DELETED', 'b'))
    expect(ledger.places('rs', 4)).toBe(0)
    expect(ledger.places('rs', 2)).toBe(2)
    expect(ledger.lastScale('rs', 2)).toEqual({ delta: -2, at: 2 })
    expect(ledger.lastScale('rs', 1)).toEqual({ delta: 2, at: 0 })
  })
})
