/** Tells what became of each endpoint in a write: entered, turned ready or not, draining, gone. */
import type { Endpoint, Service } from '../../api/types/core.ts'
import { keyOf } from '../controller.ts'
import type { EndpointSliceController } from './endpointslicecontroller.ts'

type Change = 'added' | 'ready' | 'notReady' | 'draining' | 'removed'

export function tellChanges(
  esc: EndpointSliceController,
  service: Service,
  before: readonly Endpoint[],
  after: readonly Endpoint[],
): void {
  const old = new Map(before.map((endpoint) => [endpoint.targetRef?.uid, endpoint]))
  const tell = (endpoint: Endpoint, change: Change): void => {
    const { namespace = '', name = '' } = endpoint.targetRef ?? {}
    esc.context.decide({
      kind: 'EndpointChanged',
      rule: 'EPS-4',
      object: keyOf(service),
      pod: `Pod/${namespace}/${name}`,
      address: endpoint.addresses[0] ?? '',
      change,
    })
  }
  for (const endpoint of after) {
    const previous = old.get(endpoint.targetRef?.uid)
    old.delete(endpoint.targetRef?.uid)
    const change = changeOf(previous, endpoint)
    if (change) tell(endpoint, change)
  }
  for (const endpoint of old.values()) tell(endpoint, 'removed')
}

function changeOf(previous: Endpoint | undefined, endpoint: Endpoint): Change | undefined {
  if (previous === endpoint) return undefined
  const { ready, terminating } = endpoint.conditions
  if (terminating && !previous?.conditions.terminating) return 'draining'
  if (!previous) return ready ? 'ready' : 'added'
  if (ready === previous.conditions.ready) return undefined
  return ready ? 'ready' : 'notReady'
}
