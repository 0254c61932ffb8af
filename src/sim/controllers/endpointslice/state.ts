/**
 * What the EndpointSlice controller holds from sync to sync.
 * @see kubernetes/pkg/controller/endpointslice/endpointslice_controller.go, v1.35
 */
import type { ControllerHost } from '../controller.ts'
import type { Changes } from '../endpoints/changes.ts'
import type { Desired } from './desired.ts'

export interface EndpointSliceController extends ControllerHost {
  /** EndpointSliceTracker: resourceVersion of the last own write, by Service and slice. */
  written: Map<string, Map<string, number>>
  /** When the Service was created, as of its last sync. */
  created: Map<string, string>
  changes: Changes
  /** By Service; made anew when missing. */
  desired: Map<string, Desired>
}
