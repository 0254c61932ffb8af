import { describe, expect } from 'vitest'
import { fc, it } from '@fast-check/vitest'
import { createCluster } from '../../sim/cluster.ts'
import { seconds } from '../../sim/time.ts'
import { project } from '../picture/project.ts'
import { imageSet } from '../scenarios/scenario.ts'
import { scenarioOf } from '../scenarios/scenarios.ts'
import type { Effect, Input } from './inputs.ts'
import { createRun, type Run } from './run.ts'

const NAME = 'kubernetes-bootcamp'
const END = seconds(70)
const bootcamp = scenarioOf('bootcamp')
if (!bootcamp) throw new Error('no scenario')
/** Creation only: what follows is up to the test. */
const creation = bootcamp.script.filter(({ at }) => at === 0)

const patch = (spec: object): Effect => ({
  kind: 'api',
  method: 'PATCH',
  path: `/apis/apps/v1/namespaces/default/deployments/${NAME}`,
  contentType: 'application/strategic-merge-patch+json',
  body: JSON.stringify({ spec }),
})

const effect: fc.Arbitrary<Effect> = fc.oneof(
  fc
    .constantFrom('v1', 'v2', 'v3', 'v5', 'v10')
    .map((tag) => imageSet(NAME, NAME, `gcr.io/google-samples/${NAME}:${tag}`)),
  fc.nat(12).map((replicas) => patch({ replicas })),
  fc.boolean().map((paused) => patch({ paused })),
  fc.constantFrom(0, 2).map((minReadySeconds) => patch({ minReadySeconds })),
  fc.constantFrom(5, 20).map((requestsPerSecond): Effect => {
    return { kind: 'traffic', traffic: { requestsPerSecond, service: `default/${NAME}` } }
  }),
)

const inputs: fc.Arbitrary<Input[]> = fc
  .array(fc.tuple(fc.nat(END), effect), { minLength: 1, maxLength: 4 })
  .map((list) => list.map(([at, one]): Input => ({ at, ...one })).sort((a, b) => a.at - b.at))

const start = (list: readonly Input[], seed: number): Run =>
  createRun({
    scenario: bootcamp,
    seed,
    createCluster,
    pending: [...creation, ...list],
    checkpointEvery: seconds(7),
  })

const picture = (run: Run, at: number) => project(run.history.instant(at))

const plain = (value: unknown): unknown =>
  value instanceof Map || value instanceof Set ? { [value.constructor.name]: [...value] } : value

/** The cluster's whole state as text. A list that was looked at and is empty is no state. */
const bytes = (run: Run) =>
  JSON.stringify(run.cluster.snapshot(), (_key, value: unknown) =>
    Array.isArray(value) && value.length === 0 ? undefined : plain(value),
  )

const FEW = { numRuns: 8 }

describe('run', () => {
  it('really runs pods in these tests', () => {
    const plain = start([], 1)
    plain.advance(END)
    expect(Object.values(picture(plain, END).pods).filter(({ state }) => state === 'available')).toHaveLength(
      10,
    )
  })

  it.prop([inputs, fc.nat(1000)], FEW)('[WRK-15] gives the same bytes for the same inputs', (list, seed) => {
    const [one, two] = [start(list, seed), start(list, seed)]
    one.advance(END)
    for (let at = 0; at <= END; at += seconds(3)) two.advance(at)
    two.advance(END)
    expect(bytes(two)).toBe(bytes(one))
    expect(two.history.decisions).toEqual(one.history.decisions)
  })

  it.prop([inputs, fc.nat(1000), fc.nat(END)], FEW)(
    '[WRK-11] shows any instant as it was',
    (list, seed, at) => {
      const whole = start(list, seed)
      whole.advance(END)
      const stopped = start(list, seed)
      stopped.advance(at)
      expect(picture(whole, at)).toEqual(picture(stopped, at))
    },
  )

  it.prop([inputs, inputs, fc.nat(1000), fc.nat(END)], FEW)(
    '[WRK-12] forks into what a fresh run would have been',
    (before, after, seed, at) => {
      const parent = start(before, seed)
      parent.advance(END)
      const later = after.filter((input) => input.at > at)
      const fork = parent.fork(at, later)
      const fresh = start([...before.filter((input) => input.at <= at), ...later], seed)
      fork.advance(END)
      fresh.advance(END)
      expect(bytes(fork)).toBe(bytes(fresh))
      expect(picture(fork, END)).toEqual(picture(fresh, END))
      expect(picture(fork, at / 2)).toEqual(picture(fresh, at / 2))
      expect(fork.history.decisions).toEqual(fresh.history.decisions)
      expect(fork.history.events.views).toEqual(fresh.history.events.views)
      expect(fork.history.requests.slice(0, 1e6)).toEqual(fresh.history.requests.slice(0, 1e6))
      expect(fork.history.chart.samples).toEqual(fresh.history.chart.samples)
    },
  )

  it.each([23.5, 44])('[WRK-12] forks with long lists, too: at %d s', (at) => {
    const many: Input[] = [
      { at: seconds(2), ...patch({ replicas: 45 }) },
      { at: seconds(22), ...imageSet(NAME, NAME, `gcr.io/google-samples/${NAME}:v2`) },
    ]
    const later: Input[] = [{ at: seconds(46), ...patch({ replicas: 40 }) }]
    const parent = start(many, 3)
    parent.advance(seconds(50))
    const slices = parent.history.versions.list('endpointslices', seconds(20))
    expect(Math.max(...slices.map(({ endpoints }) => endpoints?.length ?? 0))).toBeGreaterThan(40)
    const fork = parent.fork(seconds(at), later)
    const fresh = start([...many.filter((input) => input.at <= seconds(at)), ...later], 3)
    fork.advance(END)
    fresh.advance(END)
    expect(bytes(fork)).toBe(bytes(fresh))
    for (const resource of ['endpoints', 'endpointslices'] as const) {
      for (let when = 0; when <= END; when += seconds(3)) {
        expect(fork.history.versions.list(resource, when)).toEqual(
          fresh.history.versions.list(resource, when),
        )
      }
    }
    const again = fork.fork(seconds(at + 10))
    expect(bytes(again)).toBe(bytes(fresh.fork(seconds(at + 10))))
  })
})
