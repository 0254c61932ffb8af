/** Tells what became of each endpoint in a write: entered, turned ready or not, draining, gone. */
import type { Endpoint, EndpointSlice, Service } from '../../api/types/core.ts'
import { keyOf } from '../controller.ts'
import { isDesired, type Desired } from './desired.ts'
import type { EndpointSliceController } from './state.ts'

type Change = 'added' | 'ready' | 'notReady' | 'draining' | 'removed'

/** A Service's slices before a write, and the endpoints of each after it, by name. */
interface Written {
  before: readonly EndpointSlice[]
  after: ReadonlyMap<string, readonly Endpoint[] | null>
}

export function tellChanges(
  esc: EndpointSliceController,
  service: Service,
  desired: Desired,
  { before, after }: Written,
): void {
  // Slices that were left alone have nothing to tell.
  const alone = new Set<unknown>()
  const old = new Map<string | undefined, Endpoint>()
  for (const { metadata, endpoints } of before)
    if (after.get(metadata.name) === endpoints) alone.add(endpoints)
    else for (const endpoint of endpoints ?? []) old.set(endpoint.targetRef?.uid, endpoint)
  const now = [...after.values()].filter((endpoints) => !alone.has(endpoints)).flatMap((all) => all ?? [])
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
  for (const endpoint of now) {
    const previous = old.get(endpoint.targetRef?.uid)
    old.delete(endpoint.targetRef?.uid)
    const change = changeOf(previous, endpoint)
    if (change) tell(endpoint, change)
  }
  // What another slice holds as well is not gone.
  for (const [uid, endpoint] of old) if (!isDesired(desired, uid)) tell(endpoint, 'removed')
}

function changeOf(previous: Endpoint | undefined, endpoint: Endpoint): Change | undefined {
  if (previous === endpoint) return undefined
  const { ready, terminating } = endpoint.conditions
  if (terminating && !previous?.conditions.terminating) return 'draining'
  if (!previous) return ready ? 'ready' : 'added'
  if (ready === previous.conditions.ready) return undefined
  return ready ? 'ready' : 'notReady'
}
