/**
 * What a pod is as an endpoint of a Service.
 * @see kubernetes/staging/src/k8s.io/endpointslice/utils.go, util/controller_utils.go, v1.35
 */
import type { Endpoint, EndpointSlice, Service, ServicePort } from '../../api/types/core.ts'
import type { Pod } from '../../api/types/pod.ts'
import { isPodReady, isPodTerminal } from '../replicaset/podstate.ts'

export type EndpointPorts = NonNullable<EndpointSlice['ports']>

/** ShouldPodBeInEndpoints: has an address and has not ended; terminating pods are in. */
export const shouldPodBeInEndpoints = (pod: Pod): boolean => !isPodTerminal(pod) && Boolean(pod.status.podIP)

/** EPS-3: podToEndpoint: ready means serving and not terminating, unless unready addresses are published. */
export function podToEndpoint(pod: Pod, service: Service): Endpoint {
  const serving = isPodReady(pod)
  const terminating = pod.metadata.deletionTimestamp !== undefined
  const ready = (service.spec.publishNotReadyAddresses ?? false) || (serving && !terminating)
  const { namespace = '', name, uid } = pod.metadata
  return {
    addresses: [pod.status.podIP ?? ''],
    conditions: { ready, serving, terminating },
    targetRef: { kind: 'Pod', namespace, name, uid },
    ...(pod.spec.nodeName === undefined ? {} : { nodeName: pod.spec.nodeName }),
  }
}

/** getEndpointPorts: the Service's ports as this pod has them; a named port it lacks is left out. */
export function getEndpointPorts(service: Service, pod: Pod): EndpointPorts {
  const ports: EndpointPorts = []
  for (const servicePort of service.spec.ports ?? []) {
    const { name = '', protocol = 'TCP' } = servicePort
    const port = findPort(pod, servicePort)
    if (port !== undefined) ports.push({ name, port, protocol })
  }
  return ports
}

/** FindPort: the number of a Service's port in this pod, or undefined when it has none of that name. */
export function findPort(pod: Pod, { protocol = 'TCP', port, targetPort }: ServicePort): number | undefined {
  return typeof targetPort === 'string' ? namedPort(pod, targetPort, protocol) : targetPort || port
}

function namedPort(pod: Pod, name: string, protocol: string): number | undefined {
  for (const container of pod.spec.containers)
    for (const port of container.ports ?? [])
      if (port.name === name && (port.protocol ?? 'TCP') === protocol) return port.containerPort
  return undefined
}

/** NewPortMapKey: endpoints with the same ports share slices. */
export const portsKey = (ports: EndpointPorts | null): string =>
  JSON.stringify((ports ?? []).map(({ name, port, protocol }) => [name, port, protocol]).sort())
