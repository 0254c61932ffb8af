/** Five hundred drawn scenarios in `npm test`; `npm run fuzz` draws more. */
import { describe, expect, it } from 'vitest'
import { drawScenario } from './lib/fuzz/draw.ts'
import { fuzz } from './lib/fuzz/fuzz.ts'
import { checkComplete, checkWrites, createWriteMemory } from './lib/fuzz/invariants.ts'
import { checkPods, createPodMemory } from './lib/fuzz/podinvariants.ts'
import { shrink } from './lib/fuzz/shrink.ts'

const BATCHES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

describe('drawn scenarios', () => {
  it.each(BATCHES)('[FUZ-1] [FUZ-2] [FUZ-3] [FUZ-4] [FUZ-5] [FUZ-6] [FUZ-7] hold, batch %i', (seed) => {
    expect(fuzz({ runs: 50, seed: 40 + seed })).toEqual([])
  })

  it('[FUZ-4] are the same for the same seed', () => {
    expect(drawScenario(7)).toEqual(drawScenario(7))
    expect(drawScenario(7)).not.toEqual(drawScenario(8))
  })

  it('[FUZ-1] sees versions that fall and generations observed too early', () => {
    const object = (resourceVersion: string, generation: number, observedGeneration: number) => ({
      at: 0,
      event: {
        type: 'MODIFIED' as const,
        resource: 'pods' as const,
        object: {
          kind: 'Pod',
          metadata: { name: 'p', resourceVersion, generation },
          status: { observedGeneration },
        },
      },
    })
    const check = (...writes: ReturnType<typeof object>[]) =>
      checkWrites({ writes } as never, createWriteMemory())
    expect(check(object('2', 1, 1), object('3', 2, 1))).toBeUndefined()
    expect(check(object('2', 1, 1), object('2', 2, 1))).toBe('resourceVersion 2 after 2')
    expect(check(object('2', 1, 2))).toBe('Pod/p observes generation 2 of 1')
  })

  describe('sizes', () => {
    const deployment = {
      kind: 'Deployment',
      metadata: { resourceVersion: '1' },
      spec: { replicas: 3, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } },
    }
    const size = (at: number, version: string, name: string, replicas: number, before = 0, desired = '3') => {
      const annotations = { 'deployment.kubernetes.io/desired-replicas': desired }
      const metadata = { name, resourceVersion: version, annotations }
      const object = { kind: 'ReplicaSet', metadata, spec: { replicas } }
      const previous = { ...object, spec: { replicas: before } }
      return { at, event: { type: 'MODIFIED', resource: 'replicasets', object, previous } }
    }
    const start = [
      { at: 0, event: { type: 'ADDED', resource: 'deployments', object: deployment } },
      size(0, '2', 'old', 3),
    ]
    const check = (...writes: object[]) =>
      checkWrites({ writes: [...start, ...writes] } as never, createWriteMemory())

    it('[FUZ-1] sees sizes above the ceiling, and lets one sync grow before it shrinks', () => {
      expect(check(size(9e6, '3', 'new', 1))).toBeUndefined()
      expect(check(size(9e6, '3', 'new', 2), size(10e6, '4', 'old', 2, 3))).toBe(
        'sizes rise by 2 to 5, above 4',
      )
      expect(check(size(9e6, '3', 'new', 2), size(9e6, '4', 'old', 2, 3))).toBeUndefined()
    })

    it('[FUZ-1] lets the shrinking of a scaled Deployment’s ReplicaSet be tried again, and looks afterwards', () => {
      expect(check(size(9e6, '3', 'old', 3, 3, '6'), size(9e6, '4', 'new', 2))).toBeUndefined()
      const retried = (to: number) => [
        size(9e6, '3', 'old', 3, 3, '6'),
        size(9e6, '4', 'new', 2),
        size(10e6, '5', 'old', to, 3),
        size(11e6, '6', 'old', to, to),
      ]
      expect(check(...retried(2))).toBeUndefined()
      expect(check(...retried(3))).toBe('sizes rise by 2 to 5, above 4')
    })
  })

  it('[FUZ-3] sees a rollout that ends, and excepts one that a stale annotation holds up', () => {
    const cluster = (replicas: number, desired: string) => {
      const d = { metadata: { name: 'web' }, spec: { replicas: 1 }, status: { replicas: 1 } }
      const annotations = { 'deployment.kubernetes.io/desired-replicas': desired }
      const list = () => [{ metadata: { name: 'web-1', annotations }, spec: { replicas } }]
      return { api: { get: () => d, list } } as never
    }
    expect(checkComplete(cluster(1, '1'))).toContain('has not completed')
    expect(checkComplete(cluster(2, '2'))).toContain('has not completed')
    expect(checkComplete(cluster(1, '2'))).toBeUndefined()
  })

  describe('pod by pod', () => {
    const seconds = (n: number) => n * 1_000_000
    const pod = (name: string, ready: boolean, more: object = {}) => ({
      kind: 'Pod',
      metadata: { name, uid: name, ownerReferences: [{ uid: 'rs', controller: true }], ...more },
      spec: {},
      status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
    })
    const write = (at: number, type: string, resource: string, object: object) => ({
      at: seconds(at),
      event: { type, resource, object },
    })
    const spec = { replicas: 2, strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } } }
    const start = [
      write(0, 'ADDED', 'deployments', { kind: 'Deployment', metadata: { generation: 1 }, spec, status: {} }),
      write(0, 'ADDED', 'replicasets', {
        kind: 'ReplicaSet',
        metadata: { uid: 'rs' },
        spec: { replicas: 2 },
      }),
      write(1, 'ADDED', 'pods', pod('a', true)),
      write(1, 'ADDED', 'pods', pod('b', true)),
    ]
    const verdicts = (...writes: ReturnType<typeof write>[]) => {
      const memory = createPodMemory()
      return [...start, ...writes].map(({ at, event }) => checkPods(memory, at, event as never))
    }
    const deleted = (at: number, name: string) =>
      write(at, 'MODIFIED', 'pods', pod(name, true, { deletionTimestamp: 'now' }))

    it('[FUZ-6] sees one pod too many', () => {
      const last = verdicts(write(2, 'ADDED', 'pods', pod('c', false))).at(-1)
      expect(last).toBe('Pod/c is the 3th of a ReplicaSet of 2')
    })

    it('[FUZ-7] sees an available pod taken below the floor, and not above it', () => {
      const found = verdicts(deleted(20, 'a'), deleted(21, 'b')).slice(-2)
      expect(found).toEqual([undefined, 'Pod/b is taken, 0 available are left of 1'])
    })

    it('[FUZ-7] lets pass what was decided before another pod was lost', () => {
      const found = verdicts(write(20, 'MODIFIED', 'pods', pod('a', false)), deleted(21, 'b'))
      expect(found.at(-1)).toBeUndefined()
    })

    it('[FUZ-7] lets pass that a pod goes in the stead of a ready one that is not yet available', () => {
      const slow = { ...spec, minReadySeconds: 10 }
      const found = verdicts(
        write(1, 'MODIFIED', 'deployments', {
          kind: 'Deployment',
          metadata: { generation: 1 },
          spec: slow,
          status: {},
        }),
        write(24, 'ADDED', 'pods', pod('late', true)),
        deleted(30, 'a'),
        deleted(30, 'b'),
        deleted(31, 'late'),
      )
      expect(found.slice(-3)).toEqual([undefined, undefined, undefined])
    })
  })

  it('[FUZ-4] are made small when they fail', () => {
    const scenario = drawScenario(11)
    const [needed] = scenario.commands
    const small = shrink(scenario, ({ commands }) => commands.includes(needed!))
    expect(small.commands).toEqual([needed])
  })
})
