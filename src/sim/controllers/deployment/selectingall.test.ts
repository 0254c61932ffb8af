import { expect, it } from 'vitest'
import type { WatchEvent } from '../../api/contract.ts'
import type { Deployment } from '../../api/types/apps.ts'
import { NONE } from '../../latencies.ts'
import { createRandom } from '../../random.ts'
import type { ActorContext } from '../../runtime/actor.ts'
import type { QueueTimer } from '../../runtime/workqueue.ts'
import { createCaches } from '../caches.ts'
import { deploymentController } from './deploymentcontroller.ts'

it('[DEP-3] a Deployment that selects everything only says so, and is observed', () => {
  const caches = createCaches()
  const timers: QueueTimer[] = []
  const messages: string[] = []
  const written: unknown[] = []
  const context = {
    now: () => 0,
    random: createRandom(1),
    after: (_: number, timer: QueueTimer) => timers.push(timer),
    record: ({ reason, message }: { reason: string; message: string }) =>
      messages.push(`${reason}: ${message}`),
    api: { updateStatus: (_: string, { status }: Deployment) => (written.push(status), { ok: true }) },
  } as unknown as ActorContext<QueueTimer>
  const d = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default', uid: 'u', resourceVersion: '1', generation: 2 },
    spec: { replicas: 1, selector: {} },
    status: { observedGeneration: 1 },
  } as unknown as Deployment
  caches.deployments.apply('ADDED', d)
  const actor = deploymentController({ caches, latencies: NONE })(context)
  actor.onNews?.({ type: 'ADDED', resource: 'deployments', object: d } as WatchEvent)
  for (const timer of timers) actor.onTimer?.(timer)
  expect(messages).toEqual([
    'SelectingAll: This deployment is selecting all pods. A non-empty selector is required.',
  ])
  expect(written).toEqual([{ observedGeneration: 2 }])
})
