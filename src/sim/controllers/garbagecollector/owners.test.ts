import { describe, expect, it } from 'vitest'
import type { DeleteOptions } from '../../api/contract.ts'
import type { KubeObject, OwnerReference } from '../../api/types/meta.ts'
import { createRig, type Rig } from '../rig.ts'

/** ConfigMaps: no other controller minds them. */
function configs() {
  const rig: Rig = createRig()
  const get = (name: string): KubeObject | undefined => rig.api.get('configmaps', 'default', name)
  const refTo = (name: string, blockOwnerDeletion = true): OwnerReference => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    name,
    uid: get(name)?.metadata.uid ?? 'gone',
    blockOwnerDeletion,
  })
  return {
    rig,
    get,
    refTo,
    make(name: string, owners: readonly OwnerReference[] = [], finalizers: readonly string[] = []): void {
      const metadata = { name, ownerReferences: owners, finalizers }
      const made = rig.api.create('configmaps', 'default', { apiVersion: 'v1', kind: 'ConfigMap', metadata })
      if (!made.ok) throw new Error(made.status.message)
    },
    remove(name: string, propagationPolicy: NonNullable<DeleteOptions['propagationPolicy']>): void {
      rig.api.delete('configmaps', 'default', name, { propagationPolicy })
    },
    change(name: string, metadata: object): void {
      const object = get(name)
      const changed = { ...object, metadata: { ...object?.metadata, ...metadata } }
      rig.api.update('configmaps', changed as never)
    },
    left: () =>
      rig.api
        .list('configmaps', 'default')
        .map(({ metadata }) => metadata.name)
        .toSorted(),
    owners: (name: string) => get(name)?.metadata.ownerReferences?.map((ref) => ref.name),
  }
}

describe('what has lost its owners', () => {
  it('[GC-1] goes, generation by generation', () => {
    const { rig, make, refTo, remove, left } = configs()
    make('a')
    make('b', [refTo('a')])
    make('c', [refTo('b')])
    rig.pass(1)
    remove('a', 'Background')
    expect(left()).toEqual(['b', 'c'])
    rig.pass(0.011)
    expect(left()).toEqual(['c'])
    rig.pass(0.011)
    expect(left()).toEqual([])
  })

  it('[GC-1] goes when it comes after its owner had gone, or names one that never was', () => {
    const { rig, make, refTo, left } = configs()
    make('a', [refTo('nobody')])
    make('b', [{ ...refTo('nobody'), kind: 'Node', apiVersion: 'v1' }])
    rig.pass(1)
    expect(left()).toEqual([])
  })

  it('[GC-1] stays when one of its owners is of no kind that is served', () => {
    const { rig, make, refTo, left, owners } = configs()
    const widget = { apiVersion: 'example.com/v1', kind: 'Widget', name: 'w', uid: 'w' }
    make('a', [widget])
    make('b', [refTo('nobody'), widget])
    make('c', [{ ...refTo('nobody'), apiVersion: 'extensions/v1beta1', kind: 'Deployment' }])
    make('d', [{ ...refTo('nobody'), kind: 'PodProxyOptions' }])
    make('e', [{ ...refTo('nobody'), apiVersion: 'apps/v1', kind: 'StatefulSet' }])
    make('f', [{ ...refTo('nobody'), apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' }])
    rig.pass(1)
    expect(left()).toEqual(['a', 'b', 'c', 'd'])
    expect(owners('b')).toEqual(['nobody', 'w'])
  })

  it('[GC-1] stays with an owner without a namespace', () => {
    const { rig, make, left } = configs()
    const node = rig.api.create('nodes', '', { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' } })
    if (!node.ok) throw new Error(node.status.message)
    const ref = { apiVersion: 'v1', kind: 'Node', name: 'n', uid: node.object.metadata.uid }
    make('a', [ref])
    make('b', [{ ...ref, uid: 'of-another' }])
    rig.pass(1)
    expect(left()).toEqual(['a'])
  })

  it('[GC-1] goes when another has taken the name of its owner', () => {
    const { rig, make, refTo, left } = configs()
    make('a')
    make('b', [{ ...refTo('a'), uid: 'of-another' }])
    rig.pass(1)
    expect(left()).toEqual(['a'])
  })

  it('[GC-1] keeps its other owners, and loses the reference', () => {
    const { rig, make, refTo, remove, left, owners } = configs()
    make('a')
    make('b')
    make('c', [refTo('a'), refTo('b')])
    rig.pass(1)
    remove('a', 'Background')
    rig.pass(1)
    expect([left(), owners('c')]).toEqual([['b', 'c'], ['b']])
    remove('b', 'Background')
    rig.pass(1)
    expect(left()).toEqual([])
  })

  it('[GC-1] follows the owners that it was given later', () => {
    const { rig, make, refTo, remove, change, left } = configs()
    make('a')
    make('b')
    make('c', [refTo('a')])
    rig.pass(1)
    change('c', { ownerReferences: [refTo('b')] })
    rig.pass(1)
    remove('a', 'Background')
    rig.pass(1)
    expect(left()).toEqual(['b', 'c'])
    change('c', { ownerReferences: [{ ...refTo('b'), uid: 'gone' }] })
    rig.pass(1)
    expect(left()).toEqual(['b'])
  })

  it('[GC-1] stays when nothing owns it, and is left alone when it is going already', () => {
    const { rig, make, refTo, remove, get } = configs()
    make('a')
    make('b', [refTo('a')], ['example.com/hold'])
    rig.pass(1)
    remove('b', 'Background')
    rig.pass(1)
    const { resourceVersion } = get('b')!.metadata
    remove('a', 'Background')
    rig.pass(1)
    expect(get('b')?.metadata.resourceVersion).toBe(resourceVersion)
  })
})

describe('an owner that leaves orphans', () => {
  it('[GC-2] takes only its own reference away, and only its own finalizer', () => {
    const { rig, make, refTo, remove, get, owners } = configs()
    make('a', [], ['example.com/hold'])
    make('b')
    make('c', [refTo('a'), refTo('b')])
    make('d', [refTo('a')])
    rig.pass(1)
    remove('a', 'Orphan')
    rig.pass(1)
    expect([owners('c'), owners('d')]).toEqual([['b'], undefined])
    expect(get('a')?.metadata.finalizers).toEqual(['example.com/hold'])
    remove('b', 'Orphan')
    rig.pass(1)
    expect([get('b'), owners('c')]).toEqual([undefined, undefined])
  })
})

describe('an owner that goes last', () => {
  it('[GC-3] waits for what blocks it, and goes with it', () => {
    const { rig, make, refTo, remove, change, left, get } = configs()
    make('a')
    make('b', [refTo('a')], ['example.com/hold'])
    make('c', [refTo('a')])
    rig.pass(1)
    remove('a', 'Foreground')
    rig.pass(1)
    expect(left()).toEqual(['a', 'b'])
    expect(get('b')?.metadata.deletionTimestamp).toBeDefined()
    expect(get('a')?.metadata.finalizers).toEqual(['foregroundDeletion'])
    change('b', { finalizers: [] })
    rig.pass(1)
    expect(left()).toEqual([])
  })

  it('[GC-3] does not wait for what does not block it', () => {
    const { rig, make, refTo, remove, left } = configs()
    make('a')
    make('b', [refTo('a', false)], ['example.com/hold'])
    make('c', [refTo('a', false)])
    rig.pass(1)
    remove('a', 'Foreground')
    rig.pass(0.005)
    expect(left()).toEqual(['b', 'c'])
    rig.pass(1)
    expect(left()).toEqual(['b'])
  })

  it('[GC-3] goes at once when nothing depends on it, other finalizers aside', () => {
    const { rig, make, remove, left, get } = configs()
    make('a')
    make('b', [], ['example.com/hold'])
    rig.pass(1)
    remove('a', 'Foreground')
    remove('b', 'Foreground')
    rig.pass(0.001)
    expect(left()).toEqual(['b'])
    expect(get('b')?.metadata.finalizers).toEqual(['example.com/hold'])
  })

  it('[GC-3] hands its way of going on to what it waits for', () => {
    const { rig, make, refTo, remove, change, left, get } = configs()
    make('a')
    make('b', [refTo('a')])
    make('c', [refTo('b')], ['example.com/hold'])
    rig.pass(1)
    remove('a', 'Foreground')
    rig.pass(1)
    expect(left()).toEqual(['a', 'b', 'c'])
    expect(get('b')?.metadata.finalizers).toEqual(['foregroundDeletion'])
    change('c', { finalizers: [] })
    rig.pass(1)
    expect(left()).toEqual([])
  })

  it('[GC-3] lets what has another owner live, and loses the reference', () => {
    const { rig, make, refTo, remove, left, owners } = configs()
    make('a')
    make('b')
    make('c', [refTo('a'), refTo('b')])
    rig.pass(1)
    remove('a', 'Foreground')
    rig.pass(1)
    expect([left(), owners('c')]).toEqual([['b', 'c'], ['b']])
  })

  it('[GC-3] looks again when what blocked it does so no longer', () => {
    const { rig, make, refTo, remove, change, left } = configs()
    make('a')
    make('b', [refTo('a')], ['example.com/hold'])
    rig.pass(1)
    remove('a', 'Foreground')
    rig.pass(1)
    change('b', { ownerReferences: [refTo('a', false)] })
    rig.pass(1)
    expect(left()).toEqual(['b'])
  })

  it('[GC-3] goes on where it was, restored', () => {
    const { rig, make, refTo, remove, change, left } = configs()
    make('a')
    make('b', [refTo('a')], ['example.com/hold'])
    rig.pass(1)
    remove('a', 'Foreground')
    rig.pass(1)
    const saved = rig.runtime.snapshot()
    rig.runtime.restore(JSON.parse(JSON.stringify(saved)) as typeof saved)
    change('b', { finalizers: [] })
    rig.pass(1)
    expect(left()).toEqual([])
  })
})
