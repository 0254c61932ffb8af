/** Gives a drawn command to a cluster, as a user would: what the API refuses is refused. */
import type { Cluster } from '../../../src/sim/cluster.ts'
import type { Deployment } from '../../../src/sim/api/types/apps.ts'
import { isPodActive } from '../../../src/sim/controllers/replicaset/podstate.ts'
import { rolloutUndo } from '../../../src/sim/scripted/undo.ts'
import { imageOf, type FuzzCommand, type FuzzScenario } from './draw.ts'

export const NAMESPACE = 'default'

export function createObjects({ api }: Cluster, scenario: FuzzScenario): void {
  const { replicas, strategy, maxSurge, maxUnavailable, minReadySeconds } = scenario
  const { progressDeadlineSeconds, revisionHistoryLimit } = scenario
  const created = api.create('deployments', NAMESPACE, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'app', image: imageOf('v1') }] },
      },
      strategy:
        strategy === 'Recreate'
          ? { type: strategy }
          : { type: strategy, rollingUpdate: { maxSurge, maxUnavailable } },
      ...(minReadySeconds > 0 ? { minReadySeconds } : {}),
      progressDeadlineSeconds,
      revisionHistoryLimit,
    },
  })
  if (!created.ok) throw new Error(created.status.message)
  api.create('services', NAMESPACE, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] },
  })
}

export const theDeployment = ({ api }: Cluster): Deployment => {
  const d = api.get('deployments', NAMESPACE, 'web')
  if (!d) throw new Error('the Deployment is gone')
  return d
}

function changeSpec(cluster: Cluster, change: (spec: Deployment['spec']) => Deployment['spec']): void {
  const d = theDeployment(cluster)
  cluster.api.update('deployments', { ...d, spec: change(d.spec) })
}

function withoutPause(spec: Deployment['spec']): Deployment['spec'] {
  const { paused: _paused, ...rest } = spec
  return rest
}

export function give(cluster: Cluster, command: FuzzCommand): void {
  switch (command.do) {
    case 'setImage':
      return changeSpec(cluster, (spec) => {
        const containers = spec.template.spec.containers.map((c) => ({ ...c, image: imageOf(command.tag) }))
        return { ...spec, template: { ...spec.template, spec: { ...spec.template.spec, containers } } }
      })
    case 'scale':
      return changeSpec(cluster, (spec) => ({ ...spec, replicas: command.replicas }))
    case 'pause':
      return changeSpec(cluster, (spec) => ({ ...spec, paused: true }))
    case 'resume':
      return changeSpec(cluster, withoutPause)
    case 'restart':
      return changeSpec(cluster, (spec) => {
        const annotations = { 'kubectl.kubernetes.io/restartedAt': `at ${cluster.now}` }
        const metadata = { ...spec.template.metadata, annotations }
        return { ...spec, template: { ...spec.template, metadata } }
      })
    case 'undo':
      return void rolloutUndo(cluster.api, 'web')
    case 'deletePods': {
      const pods = cluster.api.list('pods', NAMESPACE).filter(isPodActive)
      for (const { metadata } of pods.slice(0, command.count))
        cluster.api.delete('pods', NAMESPACE, metadata.name)
      return
    }
    case 'limits': {
      const { maxSurge, maxUnavailable } = command
      const strategy = { type: 'RollingUpdate' as const, rollingUpdate: { maxSurge, maxUnavailable } }
      return changeSpec(cluster, (spec) => ({ ...spec, strategy }))
    }
    case 'minReady':
      return changeSpec(cluster, (spec) => ({ ...spec, minReadySeconds: command.seconds }))
    case 'quota':
      return void cluster.api.create('resourcequotas', NAMESPACE, {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'pods' },
        spec: { hard: { pods: String(command.pods) } },
      })
    case 'unlimit':
      return void cluster.api.delete('resourcequotas', NAMESPACE, 'pods')
  }
}
