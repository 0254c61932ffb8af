/**
 * What happens first within one instant, as a setting. The rule is the same everywhere (news comes later than its
 * write, in order per resource, one item at a time, workers idle before the next); the two profiles differ in what
 * a delivery costs.
 */
import type { Resource } from '../api/resources.ts'
import type { Latencies } from '../latencies.ts'
import { MICROSECOND, type Us } from '../time.ts'

export type Order =
  /** Nothing takes time but a tick of the clock for each delivery. News goes by resource, in the order listed. */
  | { kind: 'ticks'; tick: Us; first: readonly Resource[] }
  /** Each watch has its own delay, drawn per item; an item never overtakes an earlier one of its watch. */
  | { kind: 'latencies'; latencies: Latencies }

/** conformance/FORMAT.md, "Order within one instant". */
export const RECORDING: Order = {
  kind: 'ticks',
  tick: MICROSECOND,
  first: ['endpointslices', 'services', 'deployments', 'replicasets', 'replicationcontrollers', 'pods'],
}

export const page = (latencies: Latencies): Order => ({ kind: 'latencies', latencies })
