/**
 * What a fresh cluster holds before anyone asked for anything.
 * @see kubernetes/pkg/controlplane/controller/systemnamespaces, pkg/registry/scheduling/rest, v1.35
 */
import type { Resource } from './resources.ts'

const NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system']

interface Seed {
  resource: Resource
  namespace: string
  object: unknown
}

const priorityClass = (name: string, value: number, description: string): Seed => ({
  resource: 'priorityclasses',
  namespace: '',
  object: { metadata: { name, generation: 1 }, value, description, preemptionPolicy: 'PreemptLowerPriority' },
})

export const SEEDS: readonly Seed[] = [
  ...NAMESPACES.map((name) => ({
    resource: 'namespaces' as const,
    namespace: '',
    object: {
      metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    },
  })),
  { resource: 'serviceaccounts', namespace: 'default', object: { metadata: { name: 'default' } } },
  priorityClass(
    'system-cluster-critical',
    2_000_000_000,
    'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
  ),
  priorityClass(
    'system-node-critical',
    2_000_001_000,
    'Used for system critical pods that must not be moved from their current node.',
  ),
]
