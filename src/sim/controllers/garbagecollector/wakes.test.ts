import { describe, expect, it } from 'vitest'
import type { WatchEvent } from '../../api/contract.ts'
import type { Resource } from '../../api/resources.ts'
import type { KubeObject } from '../../api/types/meta.ts'
import type { ActorContext } from '../../runtime/actor.ts'
import { sketch, STOPPING } from '../newsrig.ts'
import { createDependents, ownerOf } from './dependents.ts'
import { garbageCollector, type GarbageTimer } from './garbagecollector.ts'

const FOREGROUND = { ...STOPPING, finalizers: ['foregroundDeletion'] }
const ORPHAN = { ...STOPPING, finalizers: ['orphan'] }

const pod = (name: string, owners: readonly string[] = [], metadata: object = {}): KubeObject =>
  sketch('pods', name, {
    metadata: {
      ...(owners.length > 0
        ? {
            ownerReferences: owners.map((uid) => ({
              apiVersion: 'apps/v1',
              kind: 'ReplicaSet',
              name: uid,
              uid,
            })),
          }
        : {}),
      ...metadata,
    },
  })
const rs = (name: string, metadata: object = {}): KubeObject => sketch('replicasets', name, { metadata })

/** The collector, with what is stored; its timers as `collect a b`, `wait a`, `orphan a`. */
function rig(...stored: KubeObject[]) {
  const timers: string[] = []
  const writes: string[] = []
  const api = {
    get: (_: string, _namespace: string, name: string) =>
      stored.find(({ metadata }) => metadata.name === name),
    update: (_: string, { metadata }: KubeObject) =>
      writes.push(
        `update ${metadata.name} ${metadata.ownerReferences?.map(({ name }) => name)} ${metadata.finalizers}`,
      ),
    delete: (_: string, namespace: string, name: string, options: object) =>
      writes.push(`delete ${namespace}/${name} ${JSON.stringify(options)}`),
  }
  const after = (delay: number, timer: GarbageTimer) => {
    const items = timer.kind === 'collect' ? timer.items : [timer.owner]
    timers.push(`${timer.kind} ${items.map(({ resource, key }) => `${resource}:${key}`)} ${delay}`)
    return 1
  }
  const actor = garbageCollector({ api, after } as unknown as ActorContext<GarbageTimer>)
  const tell = (type: WatchEvent['type'], object: KubeObject, previous?: KubeObject): string[] => {
    const resource: Resource = object.kind === 'Pod' ? 'pods' : 'replicasets'
    actor.onNews?.({ type, resource, object, ...(previous ? { previous } : {}) } as WatchEvent)
    return timers.splice(0)
  }
  const collect = (object: KubeObject): string[] => {
    const items = [
      { resource: 'pods' as const, key: `default/${object.metadata.name}`, uid: object.metadata.uid },
    ]
    actor.onTimer?.({ kind: 'collect', items })
    return writes.splice(0)
  }
  return { actor, tell, collect }
}

describe('what wakes the garbage collector', () => {
  it('[GC-1] an owner that is gone, for what depended on it last', () => {
    const { tell, actor } = rig(rs('a'), rs('b'))
    expect([actor.name, actor.component]).toEqual([
      'garbage-collector-controller',
      'garbage-collector-controller',
    ])
    expect(tell('ADDED', pod('x', ['a']))).toEqual([])
    expect(tell('ADDED', pod('y', ['a']))).toEqual([])
    expect(tell('MODIFIED', pod('y', ['b']), pod('y', ['a']))).toEqual([])
    expect(tell('DELETED', rs('a'))).toEqual(['collect pods:default/x 10000'])
    expect(tell('DELETED', pod('y', ['b']))).toEqual([])
    expect(tell('DELETED', rs('b'))).toEqual([])
  })

  it('[GC-1] what names an owner that is not there, when its owners are new', () => {
    const { tell } = rig(rs('a'))
    expect(tell('ADDED', pod('x', ['a', 'gone']))).toEqual(['collect pods:default/x 10000'])
    const same = pod('x', ['gone'])
    expect(tell('MODIFIED', { ...same, metadata: { ...same.metadata, labels: {} } }, same)).toEqual([])
  })

  it('[GC-2] [GC-3] an owner that is being deleted, by its finalizer', () => {
    const { tell } = rig()
    expect(tell('MODIFIED', rs('a', ORPHAN), rs('a'))).toEqual(['orphan replicasets:default/a 0'])
    expect(tell('MODIFIED', rs('a', FOREGROUND), rs('a'))).toEqual(['wait replicasets:default/a 0'])
    expect(tell('MODIFIED', rs('a', FOREGROUND), rs('a', FOREGROUND))).toEqual([])
    expect(tell('ADDED', rs('a', FOREGROUND))).toEqual([])
    expect(tell('MODIFIED', rs('a', { finalizers: ['orphan'] }), rs('a'))).toEqual([])
    expect(tell('ADDED', rs('a', { finalizers: ['orphan'] }))).toEqual([])
    expect(tell('MODIFIED', rs('a', STOPPING), rs('a'))).toEqual([])
    expect(tell('MODIFIED', rs('a', { ...STOPPING, finalizers: ['x/y'] }), rs('a'))).toEqual([])
  })

  it('[GC-3] what blocked an owner that waits: gone, or with other owners', () => {
    const { tell } = rig(rs('a', FOREGROUND), rs('b'))
    expect(tell('DELETED', pod('x', ['a', 'b']))).toEqual(['wait replicasets:default/a 0'])
    expect(tell('MODIFIED', pod('x', ['b']), pod('x', ['a', 'b']))).toEqual(['wait replicasets:default/a 0'])
    expect(tell('MODIFIED', pod('x'), pod('x', ['b']))).toEqual([])
    expect(tell('DELETED', pod('x'))).toEqual([])
  })
})

describe('what it does with an object whose owners have gone', () => {
  const background = '{"propagationPolicy":"Background","preconditions":{"uid":"x"}}'

  it.each<[string, KubeObject[], KubeObject, string[]]>([
    ['deletes it', [], pod('x', ['gone']), [`delete default/x ${background}`]],
    [
      'keeps its way: orphans',
      [],
      pod('x', ['gone'], { finalizers: ['orphan'] }),
      [`delete default/x ${background.replace('Background', 'Orphan')}`],
    ],
    [
      'keeps its way: foreground',
      [],
      pod('x', ['gone'], { finalizers: ['foregroundDeletion'] }),
      [`delete default/x ${background.replace('Background', 'Foreground')}`],
    ],
    [
      'deletes it for an owner that waits',
      [rs('a', FOREGROUND)],
      pod('x', ['a']),
      [`delete default/x ${background}`],
    ],
    ['takes the reference away', [rs('a')], pod('x', ['a', 'gone']), ['update x a undefined']],
    [
      'takes the reference to one that waits away',
      [rs('a'), rs('b', FOREGROUND)],
      pod('x', ['a', 'b']),
      ['update x a undefined'],
    ],
    [
      'leaves it to an owner with other finalizers',
      [rs('a', { ...STOPPING, finalizers: ['x/y'] })],
      pod('x', ['a']),
      [],
    ],
    [
      'leaves it to an owner that would wait',
      [rs('a', { finalizers: ['foregroundDeletion'] })],
      pod('x', ['a']),
      [],
    ],
    ['leaves it when all are there', [rs('a'), rs('b')], pod('x', ['a', 'b']), []],
    ['leaves it without owners', [], pod('x'), []],
    ['leaves it when it is going', [], pod('x', ['gone'], STOPPING), []],
    [
      'goes on when it is going last',
      [],
      pod('x', ['gone'], FOREGROUND),
      [`delete default/x ${background.replace('Background', 'Foreground')}`],
    ],
  ])('[GC-1] %s', (_what, owners, object, writes) => {
    expect(rig(object, ...owners).collect(object)).toEqual(writes)
  })

  it('[GC-1] nothing when it is another by now, or gone', () => {
    expect(rig(pod('x', ['gone'], { uid: 'another' })).collect(pod('x', ['gone']))).toEqual([])
    expect(rig().collect(pod('x', ['gone']))).toEqual([])
  })
})

describe('who depends on whom', () => {
  const item = { resource: 'pods' as const, key: 'default/x', uid: 'x' }

  it('[GC-1] is kept by owner, and saved', () => {
    const dependents = createDependents()
    dependents.update(item, undefined, pod('x', ['a', 'b']))
    dependents.update({ ...item, key: 'default/y', uid: 'y' }, undefined, pod('y', ['b']))
    dependents.update(item, pod('x', ['a', 'b']), pod('x', ['b']))
    expect(dependents.of('a')).toEqual([])
    const saved = [['b', [{ ...item, key: 'default/y', uid: 'y' }, item]]]
    expect(dependents.snapshot()).toEqual(saved)
    const other = createDependents()
    other.update(item, undefined, pod('x', ['old']))
    other.restore(dependents.snapshot())
    expect(other.snapshot()).toEqual(saved)
    other.remove(item, pod('x', ['b', 'never']))
    expect(other.of('b')).toHaveLength(1)
    other.update(item, pod('x'), pod('x'))
    expect(other.snapshot()).toHaveLength(1)
  })

  it('[GC-1] is what the collector goes on with, restored', () => {
    const [before, after] = [rig(rs('a')), rig()]
    before.tell('ADDED', pod('x', ['a']))
    after.actor.restore(before.actor.snapshot())
    expect(after.tell('DELETED', rs('a'))).toEqual(['collect pods:default/x 10000'])
  })

  it('[GC-1] an owner is looked up in its own namespace, nodes in none', () => {
    const api = {
      get: (resource: string, namespace: string, name: string) => ({
        metadata: { uid: `${resource}/${namespace}/${name}` },
      }),
    } as never
    const ask = (kind: string, uid: string, apiVersion = 'v1') =>
      ownerOf(api, pod('x'), { apiVersion, kind, name: 'n', uid })?.resource
    expect(ask('ReplicaSet', 'replicasets/default/n', 'apps/v1')).toBe('replicasets')
    expect(ask('ReplicaSet', 'replicasets/default/n')).toBeUndefined()
    expect(ask('Node', 'nodes//n')).toBe('nodes')
    expect(ask('Node', 'nodes/default/n')).toBeUndefined()
    expect(ask('Widget', 'undefined/default/n')).toBeUndefined()
  })
})
