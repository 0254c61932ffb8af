/**
 * The variables that tell a container of the Services that stood before its pod.
 * @see kubernetes/pkg/kubelet/envvars/envvars.go (FromServices)
 */
import type { ApiServer } from '../../sim/api/contract.ts'
import type { Service } from '../../sim/api/types/core.ts'
import type { Pod } from '../../sim/api/types/pod.ts'

/** The cluster's own Service, which every pod is told of. */
const KUBERNETES = {
  name: 'kubernetes',
  ip: '10.96.0.1',
  ports: [{ name: 'https', port: 443, protocol: 'TCP' }],
}

interface Linked {
  name: string
  ip: string
  ports: { name?: string; port: number; protocol?: string }[]
}

const linked = ({ metadata, spec }: Service): Linked => ({
  name: metadata.name,
  ip: spec.clusterIP ?? '',
  ports: spec.ports ?? [],
})

const upper = (text: string): string => text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')

function variables({ name, ip, ports }: Linked): string[] {
  const [first] = ports
  if (!first) return []
  const prefix = upper(name)
  const url = (port: number, protocol: string): string => `${protocol.toLowerCase()}://${ip}:${port}`
  return [
    `${prefix}_SERVICE_HOST=${ip}`,
    `${prefix}_SERVICE_PORT=${first.port}`,
    ...ports.flatMap((one) => (one.name ? [`${prefix}_SERVICE_PORT_${upper(one.name)}=${one.port}`] : [])),
    `${prefix}_PORT=${url(first.port, first.protocol ?? 'TCP')}`,
    ...ports.flatMap(({ port, protocol = 'TCP' }) => {
      const one = `${prefix}_PORT_${port}_${protocol}`
      return [
        `${one}=${url(port, protocol)}`,
        `${one}_PROTO=${protocol.toLowerCase()}`,
        `${one}_PORT=${port}`,
        `${one}_ADDR=${ip}`,
      ]
    }),
  ]
}

const isKubernetes = ({ metadata }: Service): boolean =>
  metadata.namespace === 'default' && metadata.name === KUBERNETES.name

/** `NAME=value` lines; none but the cluster's own when the pod asks for no links. */
export function serviceLinks(api: ApiServer, pod: Pod): string[] {
  const { namespace = 'default', creationTimestamp } = pod.metadata
  const before = (service: Service): boolean =>
    !isKubernetes(service) &&
    service.metadata.creationTimestamp <= creationTimestamp &&
    Boolean(service.spec.clusterIP) &&
    service.spec.clusterIP !== 'None'
  const services = pod.spec.enableServiceLinks === false ? [] : api.list('services', namespace).filter(before)
  return [KUBERNETES, ...services.map(linked)].flatMap(variables)
}
