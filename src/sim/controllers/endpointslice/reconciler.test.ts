import { describe, expect, it } from 'vitest'
import type { EndpointSlice, Service } from '../../api/types/core.ts'
import type { Pod } from '../../api/types/pod.ts'
import { STOPPING } from '../newsrig.ts'
import { podToEndpoint } from './endpoints.ts'
import { reconcile } from './reconciler.ts'
import { fake, NOW, pod, podsOf, PORTS, service, slice, wanting, type Fake } from './reconcilerrig.ts'

const run = (slices: readonly EndpointSlice[], pods: readonly Pod[], to = fake()): Fake => {
  expect(reconcile(to.esc, service, { ...wanting(pods), slices, triggerTime: NOW })).toBeUndefined()
  return to
}

describe('slices', () => {
  const [ninetyFive, sixty, twenty] = [podsOf(0, 95), podsOf(100, 160), podsOf(200, 220)]
  const three = [slice('a', ninetyFive), slice('b', sixty), slice('c', twenty)]
  const all = [...ninetyFive, ...sixty, ...twenty]
  const placeholder = slice('empty', [], [])

  it.each<[string, EndpointSlice[], Pod[], string[]]>([
    ['a placeholder for nobody', [], [], ['create 0']],
    ['it once', [placeholder], [], []],
    ['one for a few', [], podsOf(0, 3), ['create 3']],
    ['a hundred in each', [], podsOf(0, 250), ['create 100', 'create 100', 'create 50']],
    ['nothing when all is right', three, all, []],
    ['the fullest with room for all', three, [...all, ...podsOf(300, 330)], ['update b 90']],
    ['the fullest, wherever it stands', three.toReversed(), [...all, ...podsOf(300, 330)], ['update b 90']],
    [
      'no more than a hundred of those that change anyway',
      [slice('f', podsOf(0, 100)), slice('c', twenty)],
      [pod('p0', { ready: false }), ...podsOf(1, 100), ...twenty, pod('p300')],
      ['update f 100', 'update c 21'],
    ],
    ['one without ports that has lost all it had', [slice('h', podsOf(0, 1), [])], [], ['update h 0']],
    ['it to the brim', three, [...all, ...podsOf(300, 340)], ['update b 100']],
    ['the next, when it has no room', three, [...all, ...podsOf(300, 341)], ['update c 61']],
    ['a new one, when none has room', three, [...all, ...podsOf(300, 381)], ['create 81']],
    ['one in place', [slice('a', podsOf(0, 3))], podsOf(1, 3), ['update a 2']],
    [
      'those that change anyway before others',
      three,
      [...all.slice(1), ...podsOf(300, 310)],
      ['update a 100', 'update b 64'],
    ],
    [
      'the fullest of those that change anyway',
      [slice('c', twenty), slice('b', sixty)],
      [...twenty.slice(1), ...sixty.slice(1), ...podsOf(300, 305)],
      ['update c 19', 'update b 64'],
    ],
    ['one that is empty now, for the new', [slice('a', podsOf(0, 3))], podsOf(5, 7), ['update a 2']],
    ['none that is empty', [slice('a', podsOf(0, 3)), slice('b', podsOf(5, 7))], podsOf(0, 3), ['delete b']],
    ['the last as the placeholder', [slice('a', podsOf(0, 3))], [], ['update a 0']],
    [
      'one as the placeholder',
      [slice('a', podsOf(0, 3)), slice('b', podsOf(5, 7))],
      [],
      ['update b 0', 'delete a'],
    ],
    ['a placeholder that is there', [slice('a', podsOf(0, 3)), placeholder], [], ['delete a']],
    ['the placeholder for the first endpoints', [placeholder], podsOf(0, 3), ['update empty 3']],
    ['one for other ports', [slice('a', podsOf(0, 3), [])], podsOf(0, 3), ['update a 3']],
  ])('[EPS-5] use %s', (_what, slices, pods, writes) => {
    expect(run(slices, pods).writes).toEqual(writes)
  })

  it('[EPS-5] of one port map are not used for another', () => {
    const other = [{ name: '', port: 9090, protocol: 'TCP' }]
    const { objects, writes } = run([slice('a', podsOf(0, 3), other), slice('b', podsOf(3, 5))], podsOf(0, 5))
    expect(writes).toEqual(['update b 5', 'delete a'])
    expect(objects[0]?.ports).toEqual(PORTS)
  })

  it('[EPS-4] are empty as placeholders', () => {
    expect(run([], []).objects[0]).toMatchObject({ ports: [], endpoints: [] })
    expect(run([slice('a', podsOf(0, 1))], []).objects[0]).toMatchObject({ ports: [], endpoints: [] })
  })

  it('[EPS-3] [EPS-4] are written when unready addresses are published from now on', () => {
    const { esc, writes } = fake()
    const pods = [pod('x', { ready: false })]
    const published = { ...service, spec: { ...service.spec, publishNotReadyAddresses: true } } as Service
    const given = { ...wanting(pods, published), slices: [slice('a', pods)], triggerTime: NOW }
    expect(reconcile(esc, published, given)).toBeUndefined()
    expect(writes).toEqual(['update a 1'])
  })

  it('[EPS-4] carry the ports of their endpoints when they are reused', () => {
    const { objects } = run([placeholder], podsOf(0, 1))
    expect(objects[0]).toMatchObject({ ports: PORTS, metadata: { name: 'empty' } })
  })

  it.each([['None'], [''], [undefined]])('[EPS-8] say that the Service has no address: %j', (clusterIP) => {
    const { esc, objects } = fake()
    const headless = { ...service, spec: { ...service.spec, clusterIP } } as Service
    reconcile(esc, headless, { ...wanting([], headless), slices: [], triggerTime: undefined })
    expect(objects[0]?.metadata.labels).toHaveProperty(['service.kubernetes.io/headless'], '')
    expect(objects[0]?.metadata).not.toHaveProperty('annotations')
  })

  it('[EPS-8] say since when they are so, and no more when there is nothing to say', () => {
    const TRIGGER = 'endpoints.kubernetes.io/last-change-trigger-time'
    const old = slice('a', podsOf(0, 3))
    const noted = (annotations: Record<string, string> | undefined, triggerTime: string | undefined) => {
      const { esc, objects } = fake()
      const before = { ...old, metadata: { ...old.metadata, ...(annotations ? { annotations } : {}) } }
      reconcile(esc, service, { ...wanting(podsOf(0, 2)), slices: [before], triggerTime })
      return objects[0]?.metadata.annotations
    }
    expect(noted({ note: 'mine', [TRIGGER]: 'before' }, NOW)).toEqual({ note: 'mine', [TRIGGER]: NOW })
    expect(noted({ note: 'mine', [TRIGGER]: 'before' }, undefined)).toEqual({ note: 'mine' })
    expect(noted({ [TRIGGER]: 'before' }, undefined)).toBeUndefined()
    expect(noted(undefined, undefined)).toBeUndefined()
  })

  it('[EPS-4] are made for the Service, with its labels and as its own', () => {
    const [made] = run([], [pod('a')]).objects
    expect(made).toEqual({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        generateName: 'web-',
        namespace: 'default',
        labels: {
          tier: 'front',
          'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
          'kubernetes.io/service-name': 'web',
        },
        annotations: { 'endpoints.kubernetes.io/last-change-trigger-time': NOW },
        ownerReferences: [
          {
            apiVersion: 'v1',
            kind: 'Service',
            name: 'web',
            uid: 'web',
            controller: true,
            blockOwnerDeletion: true,
          },
        ],
      },
      addressType: 'IPv4',
      ports: PORTS,
      endpoints: [
        {
          addresses: ['ip-a'],
          conditions: { ready: true, serving: true, terminating: false },
          targetRef: { kind: 'Pod', namespace: 'default', name: 'a', uid: 'a' },
          nodeName: 'node-1',
        },
      ],
    })
  })

  it('[EPS-4] keep their annotations and say when they were changed', () => {
    const old = slice('a', podsOf(0, 2))
    const annotated = { ...old, metadata: { ...old.metadata, annotations: { note: 'mine' } } }
    expect(run([annotated], podsOf(0, 1)).objects[0]?.metadata.annotations).toEqual({
      note: 'mine',
      'endpoints.kubernetes.io/last-change-trigger-time': NOW,
    })
  })

  it.each<[string, Parameters<typeof pod>[1]]>([
    ['readiness', { ready: false }],
    ['deletion', { metadata: STOPPING }],
    ['address', { ip: 'other' }],
    ['node', { node: 'node-2' }],
  ])('[EPS-4] are written for a change of %s', (_what, change) => {
    const { writes, objects } = run([slice('a', [pod('x')])], [pod('x', change)])
    expect(writes).toEqual(['update a 1'])
    expect(objects[0]?.endpoints).toEqual([podToEndpoint(pod('x', change), service)])
  })

  it('[EPS-4] are written when a stopping pod no longer serves', () => {
    const was = pod('x', { metadata: STOPPING })
    const is = pod('x', { metadata: STOPPING, ready: false })
    expect(run([slice('a', [was])], [is]).writes).toEqual(['update a 1'])
  })

  it('[EPS-2] are remembered with the version they were written at, until they are deleted', () => {
    const to = fake()
    to.esc.written.set('default/web', new Map([['b', 7]]))
    run([slice('a', podsOf(0, 3)), slice('b', podsOf(5, 7))], podsOf(0, 2), to)
    expect(to.writes).toEqual(['update a 2', 'delete b'])
    expect([...to.esc.written]).toEqual([['default/web', new Map([['a', 41]])]])
    const fresh = run([], podsOf(0, 1))
    expect(fresh.esc.written.get('default/web')).toEqual(new Map([['new', 41]]))
  })

  it.each([
    ['update', [slice('a', podsOf(0, 3))], podsOf(0, 2)],
    ['create', [], podsOf(0, 2)],
    ['delete', [slice('a', podsOf(0, 3)), slice('b', podsOf(5, 7))], podsOf(0, 3)],
  ] as const)('[EPS-4] are tried again when their %s was refused', (verb, slices, pods) => {
    const to = fake(verb)
    const error = reconcile(to.esc, service, { ...wanting(pods), slices, triggerTime: NOW })
    expect(error?.reason).toBe('Conflict')
    expect(error?.message).toMatch(`failed to ${verb} `)
    expect(to.changes).toEqual([])
  })

  it('[EPS-4] that are gone already need no deletion', () => {
    const to = fake('delete', 'NotFound')
    run([slice('a', podsOf(0, 3)), slice('b', podsOf(5, 7))], podsOf(0, 3), to)
    expect(to.writes).toEqual(['delete b'])
  })
})

describe('what became of each endpoint', () => {
  const change = (before: Pod | undefined, after: Pod | undefined): string[] =>
    run(before ? [slice('a', [before, pod('z')])] : [slice('a', [pod('z')])], [
      ...(after ? [after] : []),
      pod('z'),
    ]).changes
  const [ready, not, draining] = [pod('x'), pod('x', { ready: false }), pod('x', { metadata: STOPPING })]
  const ended = pod('x', { metadata: STOPPING, ready: false })

  it.each<[string, Pod | undefined, Pod | undefined, string[]]>([
    ['entered ready', undefined, ready, ['ready']],
    ['entered', undefined, not, ['added']],
    ['turned ready', not, ready, ['ready']],
    ['turned not ready', ready, not, ['notReady']],
    ['begins to stop', ready, draining, ['draining']],
    ['entered stopping', undefined, draining, ['draining']],
    ['stops serving', draining, ended, []],
    ['has moved', ready, pod('x', { node: 'node-2' }), []],
    ['is gone', ready, undefined, ['removed']],
    ['stays', ready, ready, []],
  ])('[EPS-4] is told: %s', (_what, before, after, changes) => {
    expect(change(before, after)).toEqual(changes.map((name) => `Pod/default/x ip-x ${name}`))
  })

  it('[EPS-4] is told of pods that move between slices only when they change', () => {
    const slices = [slice('a', podsOf(0, 2)), slice('b', podsOf(2, 4))]
    expect(run(slices, [...podsOf(1, 4), pod('n')]).changes).toEqual([
      'Pod/default/n ip-n ready',
      'Pod/default/p0 ip-p0 removed',
    ])
  })

  it('[EPS-4] is nothing when only a second copy of it goes', () => {
    const { writes, changes } = run([slice('a', podsOf(0, 3)), slice('b', podsOf(2, 5))], podsOf(0, 5))
    expect([writes, changes]).toEqual([['update b 2'], []])
  })
})
