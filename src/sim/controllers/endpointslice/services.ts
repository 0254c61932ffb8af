/**
 * What both controllers of endpoints ask of Services and pods: who selects whom, and what wakes a Service.
 * @see kubernetes/staging/src/k8s.io/endpointslice/util/controller_utils.go, v1.35
 */
import type { WatchEvent } from '../../api/contract.ts'
import type { Service } from '../../api/types/core.ts'
import type { Pod } from '../../api/types/pod.ts'
import { namespaceIndex, objectKey } from '../../runtime/indexer.ts'
import type { ControllerHost } from '../controller.ts'
import { isPodReady, isPodTerminal } from '../replicaset/podstate.ts'
import { matchesSet } from '../selectors.ts'

/** Label of what belongs to a Service without an address of its own. */
export const HEADLESS = 'service.kubernetes.io/headless'

/** Not IsServiceIPSet. */
export const isHeadless = ({ spec: { clusterIP } }: Service): boolean => !clusterIP || clusterIP === 'None'

/** Services without a selector are filled by others, ExternalNames by nobody. */
export const selectsPods = ({ spec: { selector, type } }: Service): boolean =>
  type !== 'ExternalName' && Object.keys(selector ?? {}).length > 0

export function podsOf({ caches }: ControllerHost, service: Service): Pod[] {
  const pods: Pod[] = []
  for (const pod of caches.pods.byIndex('namespace', namespaceIndex(service)).values())
    if (matchesSet(service.spec.selector, pod.metadata.labels)) pods.push(pod)
  return pods
}

/** The pod of that key, if the Service selects it. */
export function selectedPod({ caches }: ControllerHost, service: Service, key: string): Pod | undefined {
  const pod = caches.pods.get(key)
  return pod && matchesSet(service.spec.selector, pod.metadata.labels) ? pod : undefined
}

/** GetServicesToUpdateOnPodChange: those that select the pod, or did before. */
export function enqueueServicesOf(
  { caches, queue }: ControllerHost,
  { type, object, previous }: WatchEvent<'pods'>,
): void {
  const services = caches.services.byIndex('namespace', namespaceIndex(object))
  if (services.size === 0) return
  if (type === 'MODIFIED' && previous && !podEndpointsChanged(previous, object)) return
  const { labels } = object.metadata
  for (const service of services.values()) {
    const { selector } = service.spec
    if (matchesSet(selector, labels) || (previous && matchesSet(selector, previous.metadata.labels)))
      queue.add(objectKey(service))
  }
}

/** podEndpointsChanged: labels, addresses, readiness, the beginning of a deletion, the end of the pod. */
function podEndpointsChanged(old: Pod, pod: Pod): boolean {
  return (
    old.metadata.labels !== pod.metadata.labels ||
    old.status.podIP !== pod.status.podIP ||
    isPodReady(old) !== isPodReady(pod) ||
    (old.metadata.deletionTimestamp === undefined) !== (pod.metadata.deletionTimestamp === undefined) ||
    isPodTerminal(old) !== isPodTerminal(pod) ||
    old.spec.nodeName !== pod.spec.nodeName
  )
}
