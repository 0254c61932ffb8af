/**
 * The Service `kubernetes` through which pods reach the API server: every cluster has it from its first instant, so
 * every `kubectl get services` shows it. The API server keeps its endpoints itself, without a selector.
 * @see kubernetes/pkg/controlplane/controller/kubernetesservice/controller.go, v1.35
 */
import type { ApiServer } from '../api/contract.ts'
import { SERVICE_NAME_LABEL } from '../controllers/caches.ts'

const [NAMESPACE, NAME] = ['default', 'kubernetes']
/** The first address of the Services' network is the API server's. */
const CLUSTER_IP = '10.96.0.1'
const SECURE_PORT = 6443

function create(api: ApiServer, resource: 'services' | 'endpoints' | 'endpointslices', object: object): void {
  const created = api.create(resource, NAMESPACE, object)
  if (!created.ok) throw new Error(created.status.message)
}

/** `address`: where the API server listens. */
export function addKubernetesService(api: ApiServer, address: string): void {
  const port = { name: 'https', port: SECURE_PORT, protocol: 'TCP' }
  create(api, 'services', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: NAME, labels: { component: 'apiserver', provider: 'kubernetes' } },
    spec: {
      type: 'ClusterIP',
      clusterIP: CLUSTER_IP,
      ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: SECURE_PORT }],
    },
  })
  create(api, 'endpoints', {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { name: NAME, labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } },
    subsets: [{ addresses: [{ ip: address }], ports: [port] }],
  })
  create(api, 'endpointslices', {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: NAME, labels: { [SERVICE_NAME_LABEL]: NAME } },
    addressType: 'IPv4',
    endpoints: [{ addresses: [address], conditions: { ready: true } }],
    ports: [port],
  })
}
