/**
 * The Endpoints object as the controller writes it.
 * @see kubernetes/pkg/controller/endpoint/endpoints_controller.go (syncService), v1.35
 */
import type { Endpoints, EndpointSubset, Service } from '../../api/types/core.ts'
import { HEADLESS, isHeadless } from '../endpointslice/services.ts'
import { semanticDeepEqual } from '../equality.ts'
import { isOverCapacity, OVER_CAPACITY, truncateEndpoints } from './overcapacity.ts'
import { withTriggerTime } from './triggertime.ts'

const MANAGED_BY = 'endpoints.kubernetes.io/managed-by'
export const CONTROLLER_NAME = 'endpoint-controller'

/** EP-5: nothing is written that is there already. */
export const isUpToDate = (
  { metadata: { labels = {}, annotations = {} }, subsets: stored = [] }: Endpoints,
  { metadata }: Service,
  subsets: readonly EndpointSubset[],
): boolean =>
  semanticDeepEqual(stored, subsets) &&
  labelsCorrect(labels, metadata.labels ?? {}) &&
  !isOverCapacity(stored) &&
  annotations[OVER_CAPACITY] === undefined

/** labelsCorrectForEndpoints: the Service's own, the controller's mark, and whatever is said of headlessness. */
function labelsCorrect(
  stored: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
): boolean {
  const { [MANAGED_BY]: manager, [HEADLESS]: _, ...others } = stored
  return manager === CONTROLLER_NAME && semanticDeepEqual(others, labels)
}

export function newEndpoints(
  service: Service,
  current: Endpoints | undefined,
  wanted: readonly EndpointSubset[],
  triggerTime: string | undefined,
): object {
  const { namespace = '', name } = service.metadata
  const { [OVER_CAPACITY]: _, ...others } = withTriggerTime(current?.metadata.annotations, triggerTime)
  const annotations = isOverCapacity(wanted) ? { ...others, [OVER_CAPACITY]: 'truncated' } : others
  const { annotations: __, ...metadata } = current?.metadata ?? { name, namespace }
  const subsets = truncateEndpoints(wanted)
  return {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: {
      ...metadata,
      labels: {
        ...service.metadata.labels,
        [MANAGED_BY]: CONTROLLER_NAME,
        ...(isHeadless(service) ? { [HEADLESS]: '' } : {}),
      },
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    },
    ...(subsets.length > 0 ? { subsets } : {}),
  }
}
