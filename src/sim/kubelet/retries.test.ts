import { describe, expect, it } from 'vitest'
import { SECOND } from '../time.ts'
import { goDuration, inBackOffSince, inBackOffSinceUpdate, next } from './backoff.ts'
import { createRig, type Rig } from './rig.ts'
import type { BackOffEntry } from './state.ts'
import { image, PRESENT, TEST_IMAGES } from './testimages.ts'

const rigOf = (seed = 1, present = PRESENT): Rig => createRig({ images: TEST_IMAGES, present, seed })

/** Times (s) at which an Event's count rose. */
function timesOf(rig: Rig, seconds: number, pod: string, reason: string, text = ''): number[] {
  const times: number[] = []
  let before = 0
  for (let s = 0; s < seconds * 10; s++) {
    rig.run(0.1)
    const count = rig
      .events(pod)
      .filter((event) => event.reason === reason && (event.message ?? '').includes(text))
      .reduce((sum, event) => sum + (event.count ?? 1), 0)
    if (count > before) times.push((s + 1) / 10)
    before = count
  }
  return times
}

const gaps = (times: readonly number[]): number[] => times.slice(1).map((t, i) => t - (times[i] ?? 0))

describe('back-off entries', () => {
  it('[POD-25] begins with 10 s, doubles to 300 s, is forgotten 600 s after its last update', () => {
    const entries = new Map<string, BackOffEntry>()
    const delays = Array.from({ length: 8 }, (_, i) => next(entries, 'k', i * SECOND, i * SECOND) / SECOND)
    expect(delays).toEqual([10, 20, 40, 80, 160, 300, 300, 300])
    const at = 7 * SECOND
    expect(inBackOffSinceUpdate(entries, 'k', at + 299 * SECOND)).toBe(true)
    expect(inBackOffSinceUpdate(entries, 'k', at + 300 * SECOND)).toBe(false)
    expect(next(entries, 'k', at + 601 * SECOND, at + 601 * SECOND)).toBe(10 * SECOND)
  })

  it('[POD-25] counts a container wait from the exit, and sweeps the entry even during one', () => {
    const entries = new Map<string, BackOffEntry>([['k', { delay: 20 * SECOND, lastUpdate: 0 }]])
    expect(inBackOffSince(entries, 'k', 5 * SECOND, 24 * SECOND)).toBe(20 * SECOND)
    expect(inBackOffSince(entries, 'k', 5 * SECOND, 25 * SECOND)).toBeNull()
    expect(inBackOffSince(entries, 'k', 590 * SECOND, 600 * SECOND)).toBe(20 * SECOND)
    expect(inBackOffSince(entries, 'k', 590 * SECOND, 601 * SECOND)).toBeNull()
    expect(entries.size).toBe(0)
  })

  it.each([
    [868_000, '868ms'],
    [1_139_000, '1.139s'],
    [10 * SECOND, '10s'],
    [80 * SECOND, '1m20s'],
    [300 * SECOND, '5m0s'],
    [62_500_000, '1m2.5s'],
  ])('[POD-25] writes %d µs as %s', (us, text) => {
    expect(goDuration(us)).toBe(text)
  })
})

describe('pulls', () => {
  it('[POD-23] pulls one at a time on a node, twice what two pods ask for at once', () => {
    const rig = rigOf(1, [])
    rig.createPod('a', { image: image('good') })
    rig.createPod('b', { image: image('good') })
    rig.run(5)
    const texts = ['a', 'b'].map((pod) => rig.events(pod).find(({ reason }) => reason === 'Pulled')?.message)
    expect(texts).toEqual([
      'Successfully pulled image "test/web:good" in 800ms (800ms including waiting). Image size: 1000 bytes.',
      'Successfully pulled image "test/web:good" in 160ms (960ms including waiting). Image size: 1000 bytes.',
    ])
  })

  it.each([1, 2, 3])(
    '[POD-22] M20: tries an absent image again after 11.5–16, 23–29, 41–54, 80–97 s (seed %d)',
    (seed) => {
      const rig = rigOf(seed)
      rig.createPod('web', { image: image('v10') })
      const [first, second, third, fourth] = gaps(timesOf(rig, 200, 'web', 'Pulling'))
      expect(first).toBeGreaterThanOrEqual(10.5)
      expect(first).toBeLessThanOrEqual(17)
      expect(second).toBeGreaterThanOrEqual(20)
      expect(second).toBeLessThanOrEqual(36)
      expect(third).toBeGreaterThanOrEqual(40)
      expect(third).toBeLessThanOrEqual(56)
      expect(fourth).toBeGreaterThanOrEqual(80)
      expect(fourth).toBeLessThanOrEqual(97)
      const retries = rig.decisions.filter((decision) => decision.kind === 'RetryDelayed')
      expect(retries.map(({ delaySeconds }) => delaySeconds).slice(0, 4)).toEqual([10, 20, 40, 80])
    },
  )

  it('[POD-4] names the result of a sync only with the next one', () => {
    const rig = rigOf()
    rig.createPod('web', { image: image('v10') })
    rig.run(35)
    const reasons = rig.writes.map(({ pod }) => pod.status.containerStatuses?.[0]?.state?.waiting?.reason)
    const distinct = reasons.filter((reason, i) => reason !== undefined && reason !== reasons[i - 1])
    expect(distinct.slice(0, 3)).toEqual(['ContainerCreating', 'ErrImagePull', 'ImagePullBackOff'])
    const seconds = rig.writes.find(
      ({ pod }) => pod.status.containerStatuses?.[0]?.state?.waiting?.reason === 'ImagePullBackOff',
    )
    expect(seconds?.at).toBeGreaterThan(10_000)
  })

  it('[POD-21] uses what is on the node unless the policy says Always; Never does not pull', () => {
    const rig = rigOf(1, [image('good')])
    const container = (imagePullPolicy: 'Always' | 'IfNotPresent' | 'Never', tag: string) => ({
      containers: [{ name: 'app', image: image(tag), imagePullPolicy }],
    })
    rig.createPod('a', container('Always', 'good'))
    rig.createPod('b', container('IfNotPresent', 'good'))
    rig.createPod('c', container('Never', 'slow'))
    rig.run(5)
    expect(rig.events('a').map(({ reason }) => reason)).toContain('Pulling')
    expect(rig.events('b').find(({ reason }) => reason === 'Pulled')?.message).toBe(
      'Container image "test/web:good" already present on machine and can be accessed by the pod',
    )
    expect(rig.pod('c')?.status.containerStatuses?.[0]?.state?.waiting?.reason).toBe('ErrImageNeverPull')
  })
})

describe('crash loop', () => {
  it.each([1, 2, 3, 4])(
    '[POD-24] M19: restarts at once, then 10, 20, 40 s after the exit × 1 … 1.5 (seed %d)',
    (seed) => {
      const rig = rigOf(seed)
      rig.createPod('web', { image: image('crash') })
      const starts = timesOf(rig, 130, 'web', 'Started')
      // Each life lasts 5 s.
      const waits = gaps(starts).map((gap) => gap - 5)
      for (const [i, [least, most]] of [
        [0, 1.3],
        [10, 16.2],
        [20, 31.2],
        [40, 61.2],
      ].entries()) {
        expect(waits[i], `wait ${i}`).toBeGreaterThanOrEqual((least ?? 0) - 0.1)
        expect(waits[i], `wait ${i}`).toBeLessThanOrEqual(most ?? 0)
      }
      const delays = rig.decisions.flatMap((one) => (one.kind === 'RetryDelayed' ? [one.delaySeconds] : []))
      expect(delays.slice(0, 3)).toEqual([10, 20, 40])
    },
  )

  it('[POD-26] rounds timed syncs up to the ticker of the node', () => {
    const rig = rigOf(5)
    rig.createPod('web', { image: image('v10') })
    rig.run(60)
    const phase = (rig.kubelets[0]?.kubelet.state.tickerPhase ?? 0) / 1_000
    const timed = rig.writes
      .filter(({ at, pod }) => at > 5_000 && pod.status.phase === 'Pending')
      .map(({ at }) => at)
    expect(timed.length).toBeGreaterThan(1)
    for (const at of timed)
      expect(Math.round((at - phase - 4) % 1_000) % 1_000, String(at)).toBeLessThanOrEqual(1)
  })

  it('[POD-8] stays Running while its only container waits in CrashLoopBackOff', () => {
    const rig = rigOf()
    rig.createPod('web', { image: image('crash') })
    rig.run(60)
    const phases = rig.writes.map(({ pod }) => pod.status.phase)
    expect(new Set(phases)).toEqual(new Set(['Pending', 'Running']))
    expect(phases.lastIndexOf('Pending')).toBeLessThan(phases.indexOf('Running'))
  })

  it('[POD-8] ends as Failed or Succeeded with another restart policy, one relist after the exit was seen', () => {
    for (const [restartPolicy, phase] of [
      ['Never', 'Failed'],
      ['OnFailure', 'Running'],
    ] as const) {
      const rig = rigOf()
      rig.createPod('web', { image: image('crash'), restartPolicy })
      rig.run(9)
      expect(rig.pod('web')?.status.phase).toBe(phase)
    }
  })
})
