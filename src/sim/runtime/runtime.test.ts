import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { createApiServer } from '../api/server.ts'
import { NONE } from '../latencies.ts'
import { createRandom } from '../random.ts'
import type { Resource } from '../api/resources.ts'
import { DEFAULT_EPOCH_SECONDS, type Us } from '../time.ts'
import type { Actor, ActorContext } from './actor.ts'
import type { Clock } from './clock.ts'
import { createEventQueue } from './eventqueue.ts'
import { page, RECORDING, type Order } from './order.ts'
import { createRuntime } from './runtime.ts'

const noState = { snapshot: () => null, restore: () => undefined }

function rig(order: Order, watches: Resource[]) {
  const clock: Clock = { now: 0, epochSeconds: DEFAULT_EPOCH_SECONDS }
  const random = createRandom(1)
  const api = createApiServer({ now: () => clock.now, epochSeconds: clock.epochSeconds, random })
  const runtime = createRuntime({ api, clock, random, order })
  const heard: string[] = []
  let context: ActorContext<string> | undefined
  runtime.add((given: ActorContext<string>): Actor<string, null> => {
    context = given
    return {
      name: 'ear',
      component: 'ear',
      watches,
      onNews({ object }) {
        heard.push(`${object.metadata.name}@${clock.now}`)
        given.after(0, `work ${object.metadata.name}`)
      },
      onTimer: (timer) => void heard.push(`${timer}@${clock.now}`),
      ...noState,
    }
  })
  const make = (resource: 'configmaps' | 'services', name: string): void => {
    const spec = resource === 'services' ? { spec: { ports: [{ port: 80 }] } } : {}
    const made = api.create(resource, 'default', { metadata: { name }, ...spec })
    if (!made.ok) throw new Error(made.status.message)
  }
  return { runtime, clock, heard, make, context: () => context! }
}

describe('the order of things', () => {
  test.prop([fc.array(fc.nat(20), { maxLength: 60 }), fc.array(fc.nat(59), { maxLength: 10 })])(
    '[ORD-1] leaves by time, then by order of planning',
    (times, cancelled) => {
      const queue = createEventQueue()
      const ids = times.map((at) => queue.push(at, 'a', null))
      for (const i of cancelled) if (ids[i] !== undefined) queue.cancel(ids[i])
      const copy = createEventQueue()
      copy.restore(queue.snapshot())
      const drain = (from: typeof queue): [Us, number][] => {
        const left: [Us, number][] = []
        for (let entry = from.pop(); entry; entry = from.pop()) left.push([entry.at, entry.seq])
        return left
      }
      const left = drain(queue)
      const wanted = ids
        .map((seq, i): [Us, number] => [times[i] ?? 0, seq])
        .filter((_, i) => !cancelled.includes(i))
        .sort(([a, s], [b, t]) => a - b || s - t)
      expect(left).toEqual(wanted)
      expect(drain(copy)).toEqual(wanted)
    },
  )

  it('[ORD-2] news comes later, one at a time, and workers idle before the next', () => {
    const { runtime, heard, make, context } = rig(RECORDING, ['configmaps'])
    make('configmaps', 'a')
    make('configmaps', 'b')
    context().after(1, 'due')
    expect(heard).toEqual([])
    runtime.runUntil(1000)
    expect(heard).toEqual(['a@1', 'due@1', 'work a@1', 'b@2', 'work b@2'])
  })

  it('[ORD-3] goes by resource in recordings', () => {
    const { runtime, heard, make } = rig(RECORDING, ['configmaps', 'services'])
    make('configmaps', 'config')
    make('services', 'service')
    runtime.runUntil(1000)
    expect(heard.filter((line) => !line.startsWith('work'))).toEqual(['service@1', 'config@2'])
  })

  test.prop([fc.integer({ min: 2, max: 30 })])(
    '[ORD-4] a watch keeps its order, whatever the delays',
    (n) => {
      const { runtime, heard, make } = rig(page({ ...NONE, watch: 1000, jitter: 1 }), ['configmaps'])
      for (let i = 0; i < n; i++) make('configmaps', `c${i}`)
      runtime.runUntil(100_000)
      const news = heard.filter((line) => !line.startsWith('work')).map((line) => line.split('@')[0])
      expect(news).toEqual(Array.from({ length: n }, (_, i) => `c${i}`))
    },
  )

  it('[ORD-1] a runtime restored goes on with what was under way', () => {
    const { runtime, heard, make, context } = rig(RECORDING, ['configmaps'])
    make('configmaps', 'a')
    context().after(50, 'later')
    const saved = runtime.snapshot()
    runtime.runUntil(1000)
    const first = [...heard]
    heard.length = 0
    runtime.restore(saved)
    expect(runtime.nextAt()).toBe(0)
    runtime.runUntil(1000)
    expect(heard).toEqual(first)
  })
})
