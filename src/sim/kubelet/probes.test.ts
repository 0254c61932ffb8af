import { describe, expect, it } from 'vitest'
import type { Probe } from '../api/types/pod.ts'
import { SECOND } from '../time.ts'
import {
  afterProbe,
  beforeProbe,
  createProbeWorker,
  isReady,
  isStarted,
  withProbeDefaults,
} from './prober.ts'
import type { Probed, ProbeResult, Results } from './prober.ts'
import { createRig, type Rig } from './rig.ts'
import { image, PRESENT, TEST_IMAGES } from './testimages.ts'

const exec: Probe = { exec: { command: ['check'] } }

function podWith(
  tag: string,
  probes: { readinessProbe?: Probe; livenessProbe?: Probe; startupProbe?: Probe },
  seed = 1,
): Rig {
  const rig = createRig({ images: TEST_IMAGES, present: PRESENT, seed })
  rig.createPod('web', { containers: [{ name: 'app', image: image(tag), ...probes }] })
  return rig
}

const startOf = (rig: Rig): number => (rig.facts.values().next().value?.startedAt ?? 0) / 1_000

const readyAt = (rig: Rig): number | undefined =>
  rig.writes.find(({ pod }) =>
    pod.status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True'),
  )?.at

const unhealthy = (rig: Rig): number =>
  rig.events('web').reduce((sum, { reason, count }) => sum + (reason === 'Unhealthy' ? (count ?? 1) : 0), 0)

const store = (): Results & { values: Map<string, ProbeResult> } => {
  const values = new Map<string, ProbeResult>()
  return {
    values,
    get: (id) => values.get(id),
    set: (id, result) => void values.set(id, result),
    remove: (id) => void values.delete(id),
  }
}

const running: Probed = {
  terminal: false,
  deleting: false,
  restartPolicy: 'Always',
  container: { id: 'a', state: 'running', startedAt: 0, started: true },
}

describe('a probe worker', () => {
  const spec = withProbeDefaults({ ...exec, initialDelaySeconds: 5 })

  it('[POD-32] waits without status, without a container, through the initial delay; ends with the pod', () => {
    const worker = createProbeWorker('readiness', 'app')
    const results = store()
    expect(beforeProbe(worker, spec, undefined, results, 0)).toBe('wait')
    expect(
      beforeProbe(worker, spec, { ...running, container: { ...running.container!, id: '' } }, results, 0),
    ).toBe('wait')
    expect(beforeProbe(worker, spec, running, results, 4.9 * SECOND)).toBe('wait')
    expect(beforeProbe(worker, spec, running, results, 5 * SECOND)).toBe('run')
    expect(beforeProbe(worker, spec, { ...running, terminal: true }, results, 9 * SECOND)).toBe('end')
  })

  it('[POD-32] begins a new container with the initial result and without a hold', () => {
    for (const [type, initial] of [
      ['readiness', 'failure'],
      ['liveness', 'success'],
      ['startup', 'unknown'],
    ] as const) {
      const worker = { ...createProbeWorker(type, 'app'), containerID: 'old', onHold: true }
      const results = store()
      results.set('old', 'failure')
      beforeProbe(worker, spec, running, results, 0)
      expect([...results.values]).toEqual([['a', initial]])
      expect(worker.onHold).toBe(false)
    }
  })

  it('[POD-32] lets startup go first: others wait until the container is started, it waits afterwards', () => {
    const notStarted = { ...running, container: { ...running.container!, started: false } }
    const verdict = (type: 'readiness' | 'liveness' | 'startup', probed: Probed) =>
      beforeProbe(createProbeWorker(type, 'app'), withProbeDefaults(exec), probed, store(), SECOND)
    expect(verdict('startup', notStarted)).toBe('run')
    expect(verdict('startup', running)).toBe('wait')
    expect(verdict('readiness', notStarted)).toBe('wait')
    expect(verdict('liveness', notStarted)).toBe('wait')
    expect(verdict('liveness', running)).toBe('run')
  })

  it('[POD-32] stops liveness with success when the pod is being deleted; readiness goes on', () => {
    const results = store()
    const deleting = { ...running, deleting: true }
    expect(
      beforeProbe(createProbeWorker('liveness', 'app'), withProbeDefaults(exec), deleting, results, 0),
    ).toBe('end')
    expect(results.get('a')).toBe('success')
    expect(
      beforeProbe(createProbeWorker('readiness', 'app'), withProbeDefaults(exec), deleting, store(), 0),
    ).toBe('run')
  })

  it('[POD-33] changes the stored result when a run of equal outcomes reaches its threshold; an error counts for nothing', () => {
    const worker = createProbeWorker('readiness', 'app')
    worker.containerID = 'a'
    const results = store()
    const two = withProbeDefaults({ ...exec, successThreshold: 2, failureThreshold: 3 })
    const after = (outcome: 'success' | 'failure' | 'error') => {
      afterProbe(worker, two, outcome, results)
      return results.get('a')
    }
    expect(['success', 'error', 'success'].map((o) => after(o as 'success'))).toEqual([
      undefined,
      undefined,
      'success',
    ])
    expect(['failure', 'failure', 'error'].map((o) => after(o as 'failure'))).toEqual([
      'success',
      'success',
      'success',
    ])
    expect(after('failure')).toBe('failure')
  })

  it('[POD-33] rests after a liveness failure and after any startup result', () => {
    for (const [type, outcome, held] of [
      ['liveness', 'failure', true],
      ['liveness', 'success', false],
      ['startup', 'success', true],
      ['startup', 'failure', true],
    ] as const) {
      const worker = createProbeWorker(type, 'app')
      afterProbe(worker, withProbeDefaults({ ...exec, failureThreshold: 1 }), outcome, store())
      expect(worker.onHold, `${type} ${outcome}`).toBe(held)
    }
  })

  it('[POD-30] tells ready and started from the results, and triggers a readiness run when not ready', () => {
    expect(isStarted(false, null)).toBe(false)
    expect(isStarted(true, null)).toBe(true)
    expect(isStarted(true, undefined)).toBe(false)
    expect(isReady(true, true, null)).toEqual({ ready: true, trigger: false })
    expect(isReady(true, true, undefined)).toEqual({ ready: false, trigger: true })
    expect(isReady(true, false, undefined)).toEqual({ ready: false, trigger: false })
  })
})

describe('probes of a pod', () => {
  it.each([1, 2, 3, 4, 5])(
    '[POD-30] M22: delay 5, period 5: ready 6–7 s after the start, by the cut second 5–8 (seed %d)',
    (seed) => {
      const rig = podWith(
        'good',
        { readinessProbe: { ...exec, initialDelaySeconds: 5, periodSeconds: 5 } },
        seed,
      )
      rig.run(15)
      const after = (readyAt(rig) ?? 0) - startOf(rig)
      expect(after).toBeGreaterThanOrEqual(4_900)
      expect(after).toBeLessThanOrEqual(8_000)
    },
  )

  it('[POD-30] runs readiness with the sync that sees the container, again one relist later, then by period', () => {
    const rig = podWith('slow', { readinessProbe: exec })
    rig.run(16)
    const ready = (readyAt(rig) ?? 0) - startOf(rig)
    expect(unhealthy(rig)).toBe(2)
    expect(ready).toBeGreaterThan(11_000)
    expect(ready).toBeLessThan(12_100)
  })

  it('[POD-31] runs liveness at the binding + 0.3 s + n periods', () => {
    const rig = podWith('sick', { livenessProbe: { ...exec, periodSeconds: 2, failureThreshold: 1 } })
    rig.run(12)
    const kills = rig.events('web').filter(({ reason }) => reason === 'Killing')
    expect(kills).toHaveLength(1)
    const turned = rig.decisions.find((one) => one.kind === 'ProbeTurned')
    const binding = rig.writes.find(({ pod }) => pod.spec.nodeName)?.at ?? 0
    // The kubelet hears of the binding 2 ms later.
    expect(((turned?.at ?? 0) / 1_000 - binding - 302) % 2_000).toBe(0)
  })

  it.each([1, 2, 3])(
    '[POD-35] M21: period 10, threshold 3: a hang is noticed 21 to 31 s after it (seed %d)',
    (seed) => {
      const rig = podWith('sick', { livenessProbe: { ...exec, periodSeconds: 10 } }, seed)
      rig.run(45)
      const kill = rig.decisions.find((one) => one.kind === 'ContainerKilled')
      const failing = startOf(rig)
      const first = rig.events('web').find(({ reason }) => reason === 'Started')
      expect(first).toBeDefined()
      const hang = 588 + 3_000
      expect(failing).toBeGreaterThan(0)
      expect((kill?.at ?? 0) / 1_000 - hang).toBeGreaterThanOrEqual(20_000)
      expect((kill?.at ?? 0) / 1_000 - hang).toBeLessThanOrEqual(31_000)
      expect(kill).toMatchObject({ why: 'liveness', graceSeconds: 30 })
    },
  )

  it('[POD-34] words its failures as upstream', () => {
    const messages = (tag: string, readinessProbe: Probe, seconds = 6): string[] => {
      const rig = podWith(tag, { readinessProbe: { ...readinessProbe, periodSeconds: 1 } })
      rig.run(seconds)
      return rig
        .events('web')
        .flatMap(({ reason, message }) => (reason === 'Unhealthy' ? [message ?? ''] : []))
    }
    const ip = '10.244.0.2'
    expect(messages('slow', { httpGet: { port: 8080, path: '/healthz' } })[0]).toBe(
      `Readiness probe failed: Get "http://${ip}:8080/healthz": dial tcp ${ip}:8080: connect: connection refused`,
    )
    expect(messages('never', { httpGet: { port: 8080 } })[0]).toBe(
      'Readiness probe failed: HTTP probe failed with statuscode: 503',
    )
    expect(messages('slow', { tcpSocket: { port: 8080 } })[0]).toBe(
      `Readiness probe failed: dial tcp ${ip}:8080: connect: connection refused`,
    )
    expect(messages('good', { exec: { command: ['sleep', '3'] } })[0]).toBe(
      'Readiness probe failed: command timed out: "sleep 3" timed out after 1s',
    )
    expect(messages('never', { exec: { command: ['cat', '/tmp/ready'] } })[0]).toBe(
      "Readiness probe failed: cat: can't open '/tmp/ready': No such file or directory\n",
    )
  })

  it('[POD-36] leaves out runs of a steady probe without changing what happens', () => {
    const rig = podWith('sick', {
      readinessProbe: { ...exec, periodSeconds: 1 },
      livenessProbe: { ...exec, periodSeconds: 1, failureThreshold: 2 },
    })
    rig.run(2.5)
    const kubelet = rig.kubelets[0]?.kubelet
    const [readiness] = kubelet?.state.pods.values().next().value?.probes ?? []
    expect(readiness?.timer).toBeNull()
    rig.run(4)
    const kill = rig.decisions.find((one) => one.kind === 'ContainerKilled')
    // Fails from 588 + 3000 ms on: ticks at 304 + n·1000 ms, the second failing one is at 5304.
    expect((kill?.at ?? 0) / 1_000).toBeCloseTo(5_304, -1)
  })

  it('[POD-37] counts HTTP probes as requests: an image that tires becomes not ready by its own probes', () => {
    const rig = podWith('tired', { readinessProbe: { httpGet: { port: 80 }, periodSeconds: 1 } })
    rig.run(15)
    const ready = rig.writes.map(({ pod }) => pod.status.containerStatuses?.[0]?.ready)
    expect(ready).toContain(true)
    expect(ready.at(-1)).toBe(false)
    expect(rig.events('web').some(({ message }) => message?.endsWith('statuscode: 500'))).toBe(true)
  })

  it('[POD-34] a port name that the container has not is an error, which counts for nothing', () => {
    const rig = podWith('good', {
      readinessProbe: { httpGet: { port: 'http' } },
      livenessProbe: { tcpSocket: { port: 'tcp' }, periodSeconds: 1, failureThreshold: 1 },
    })
    rig.run(15)
    const start = 'probe errored and resulted in unknown state: strconv.Atoi: parsing'
    const messages = new Set(
      rig.events('web').flatMap(({ reason, message }) => (reason === 'Unhealthy' ? message : [])),
    )
    expect(messages).toEqual(
      new Set([`Readiness ${start} "http": invalid syntax`, `Liveness ${start} "tcp": invalid syntax`]),
    )
    expect(rig.pod('web')?.status.containerStatuses?.[0]).toMatchObject({ ready: false, restartCount: 0 })
  })

  it('[POD-34] a gRPC probe that is refused takes its whole time', () => {
    const rig = podWith('slow', { readinessProbe: { grpc: { port: 9000 }, timeoutSeconds: 2 } })
    rig.run(4)
    const event = rig.events('web').find(({ reason }) => reason === 'Unhealthy')
    expect(event?.message).toBe(
      'Readiness probe failed: timeout: failed to connect service "10.244.0.2:9000" within 2s: context deadline exceeded',
    )
  })
})
