/**
 * An EndpointSlice as its Service has it: labels, owner, and since when it is so.
 * @see kubernetes/staging/src/k8s.io/endpointslice/utils.go (newEndpointSlice, setEndpointSliceLabels, ownedBy), v1.35
 */
import type { Endpoint, EndpointSlice, Service } from '../../api/types/core.ts'
import type { ObjectMeta } from '../../api/types/meta.ts'
import { SERVICE_NAME_LABEL } from '../caches.ts'
import { withTriggerTime } from '../endpoints/triggertime.ts'
import { semanticDeepEqual } from '../equality.ts'
import { newControllerRef } from '../owners.ts'
import type { EndpointPorts } from './endpoints.ts'
import { HEADLESS, isHeadless } from './services.ts'

const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by'
const CONTROLLER = 'endpointslice-controller.k8s.io'

/** EPS-9: ManagedByController: others' slices of a Service are theirs. */
export const isManaged = ({ metadata }: EndpointSlice): boolean =>
  metadata.labels?.[MANAGED_BY] === CONTROLLER

/** EPS-9: ownedBy: not by an earlier Service of the same name. */
export const isOwnedBy = ({ metadata }: EndpointSlice, service: Service): boolean =>
  metadata.ownerReferences?.some(({ uid, kind }) => uid === service.metadata.uid && kind === 'Service') ??
  false

type Labels = Record<string, string>

/** Labels that are the controller's own, whatever the Service says. */
function withoutReserved(labels: Readonly<Labels> = {}): Labels {
  const { [SERVICE_NAME_LABEL]: _name, [MANAGED_BY]: _by, [HEADLESS]: _headless, ...others } = labels
  return others
}

/** setEndpointSliceLabels */
export const sliceLabels = (service: Service): Labels => ({
  ...withoutReserved(service.metadata.labels),
  [MANAGED_BY]: CONTROLLER,
  [SERVICE_NAME_LABEL]: service.metadata.name,
  ...(isHeadless(service) ? { [HEADLESS]: '' } : {}),
})

/** EPS-8: the Service has other labels than the slice says. */
export const labelsChanged = (slice: EndpointSlice, service: Service): boolean =>
  !semanticDeepEqual(withoutReserved(slice.metadata.labels), withoutReserved(service.metadata.labels))

/** addTriggerTimeAnnotation */
export function noted<M extends object>(
  { annotations: before, ...others }: M & Pick<Partial<ObjectMeta>, 'annotations'>,
  time: string | undefined,
) {
  const annotations = withTriggerTime(before, time)
  return { ...others, ...(Object.keys(annotations).length > 0 ? { annotations } : {}) }
}

export function newEndpointSlice(service: Service, ports: EndpointPorts, endpoints: readonly Endpoint[]) {
  const { namespace = '', name } = service.metadata
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      generateName: `${name}-`,
      namespace,
      labels: sliceLabels(service),
      ownerReferences: [newControllerRef(service)],
    },
    addressType: 'IPv4',
    endpoints,
    ports,
  }
}
