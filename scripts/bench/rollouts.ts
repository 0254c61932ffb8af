/** Whole rollouts: a Deployment is created, rolled from v1 to v2 at 25 %/25 %, and left until it is settled. */
import { createCluster, type Cluster } from '../../src/sim/cluster.ts'
import type { ImageBehaviour, ImageRegistry } from '../../src/sim/images/behaviour.ts'
import { REALISTIC } from '../../src/sim/latencies.ts'
import { DEFAULT_EPOCH_SECONDS, MINUTE, SECOND } from '../../src/sim/time.ts'
import { median, type BenchSection } from './section.ts'

const PODS_PER_NODE = 100

const image = (tag: string): ImageBehaviour => ({
  tag,
  sizeBytes: 100_000_000,
  pullMs: 2000,
  readyAfterMs: 500,
  shutdownMs: 200,
  stopCode: 0,
  onSigterm: 'finish',
  answerMs: 20,
  body: tag,
})

export const IMAGES: ImageRegistry = {
  'docker.io/library/app:v1': image('v1'),
  'docker.io/library/app:v2': image('v2'),
}

/** A cluster with room for `pods` and their surge. */
export const clusterFor = (pods: number, seed: number): Cluster =>
  createCluster({
    seed,
    epochSeconds: DEFAULT_EPOCH_SECONDS,
    nodes: Array.from({ length: Math.ceil((pods * 2) / PODS_PER_NODE) + 2 }, (_, i) => `node-${i + 1}`),
    images: IMAGES,
    latencies: REALISTIC,
  })

export const deployment = (replicas: number, tag: string): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    replicas,
    selector: { matchLabels: { app: 'web' } },
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'app', image: `app:${tag}` }] },
    },
  },
})

/** True when every pod is of the newest template and available, and none is left of another. */
export function settled({ api }: Cluster): boolean {
  const d = api.get('deployments', 'default', 'web')
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0, observedGeneration } = d?.status ?? {}
  const wanted = d?.spec.replicas
  return (
    observedGeneration === d?.metadata.generation &&
    [replicas, updatedReplicas, availableReplicas].every((n) => n === wanted) &&
    api.list('pods', 'default').length === wanted
  )
}

const TOO_LONG = 60 * MINUTE

/** The page takes what has happened sixty times a second; so often is more than enough to leave nothing to pile up. */
const DRAINS_PER_SECOND = 10

/** `onDrain` takes what has happened. */
export function runUntilSettled(cluster: Cluster, onDrain: () => void): void {
  const end = cluster.now + TOO_LONG
  while (!settled(cluster)) {
    if (cluster.now > end) throw new Error('the rollout does not settle')
    for (let i = 0; i < DRAINS_PER_SECOND; i++) {
      cluster.runUntil(cluster.now + SECOND / DRAINS_PER_SECOND)
      onDrain()
    }
  }
}

/** One rollout; what it wrote. */
export function rollOut(
  pods: number,
  seed: number,
): { writes: number; events: number; virtualSeconds: number } {
  const cluster = clusterFor(pods, seed)
  let [writes, events] = [0, 0]
  const count = (): void => {
    for (const { event } of cluster.drain().writes) {
      writes += 1
      if (event.resource === 'events') events += 1
    }
  }
  cluster.api.create('deployments', 'default', deployment(pods, 'v1'))
  runUntilSettled(cluster, count)
  const d = cluster.api.get('deployments', 'default', 'web')
  if (!d) throw new Error('no Deployment')
  const [container] = d.spec.template.spec.containers
  const spec = { ...d.spec.template.spec, containers: [{ ...container, name: 'app', image: 'app:v2' }] }
  cluster.api.update('deployments', { ...d, spec: { ...d.spec, template: { ...d.spec.template, spec } } })
  runUntilSettled(cluster, count)
  return { writes, events, virtualSeconds: cluster.now / SECOND }
}

const WARM_UPS = 40

const roundsFor = (pods: number): number => (pods <= 10 ? 30 : pods <= 100 ? 31 : pods <= 1000 ? 5 : 3)

export const rollouts: BenchSection = {
  name: 'rollouts',
  title:
    'Whole rollouts: created, v1 to v2 at 25 %/25 %, settled (medians of several, after warming up with smaller ones)',
  run({ sizes }) {
    // Warm up: the first rollouts pay for compiling, about thirty of them.
    for (let i = 0; i < WARM_UPS; i++) rollOut(50, i)
    const rows = sizes.map((pods) => {
      const times: number[] = []
      const cpuTimes: number[] = []
      let result = { writes: 0, events: 0, virtualSeconds: 0 }
      globalThis.gc?.()
      const before = process.memoryUsage().heapUsed
      let peak = 0
      for (let i = 0; i < roundsFor(pods); i++) {
        const start = performance.now()
        const cpu = process.cpuUsage()
        result = rollOut(pods, i)
        times.push(performance.now() - start)
        const { user, system } = process.cpuUsage(cpu)
        cpuTimes.push((user + system) / 1000)
        peak = Math.max(peak, process.memoryUsage().heapUsed - before)
      }
      const ms = median(times)
      const heapMB = Math.max(0, peak / 1e6)
      return {
        pods,
        rounds: times.length,
        ms,
        cpuMs: median(cpuTimes),
        fastestMs: Math.min(...times),
        msPerPod: ms / pods,
        ...result,
        heapMB,
      }
    })
    const perPodOf1000 = rows.find(({ pods }) => pods === 1000)?.msPerPod
    return {
      columns: [
        { field: 'pods', title: 'pods' },
        { field: 'rounds', title: 'rounds' },
        { field: 'ms', title: 'ms' },
        { field: 'cpuMs', title: 'CPU ms' },
        { field: 'fastestMs', title: 'fastest ms' },
        { field: 'msPerPod', title: 'ms/pod' },
        { field: 'growth', title: 'against 1,000' },
        { field: 'writes', title: 'writes' },
        { field: 'events', title: 'events' },
        { field: 'heapMB', title: 'heap MB' },
        { field: 'virtualSeconds', title: 'virtual s' },
      ],
      rows: rows.map((row) => ({ ...row, growth: perPodOf1000 ? row.msPerPod / perPodOf1000 : '' })),
    }
  },
}
