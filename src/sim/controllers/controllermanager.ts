/** All controllers of kube-controller-manager over one set of caches, in the order in which they hear the news. */
import type { Latencies } from '../latencies.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { createCaches, sharedInformers } from './caches.ts'
import type { Manager } from './controller.ts'
import { deploymentController } from './deployment/deploymentcontroller.ts'
import { endpointsController } from './endpoints/endpointscontroller.ts'
import { endpointSliceController } from './endpointslice/endpointslicecontroller.ts'
import { garbageCollector } from './garbagecollector/garbagecollector.ts'
import { REPLICA_SETS, REPLICATION_CONTROLLERS } from './replicaset/kinds.ts'
import { replicaSetController } from './replicaset/replicasetcontroller.ts'
import { resourceQuotaController } from './resourcequota/resourcequotacontroller.ts'
import { serviceAccountsController } from './serviceaccount/serviceaccountscontroller.ts'

/** `without`: Endpoints' controller did not run when the conformance traces were recorded. */
export function addControllers(
  runtime: Runtime,
  latencies: Latencies,
  { without }: { without?: 'endpoints' } = {},
): void {
  const manager: Manager = { caches: createCaches(), latencies }
  runtime.add(sharedInformers(manager.caches))
  // Quota first: room that has become free is known before anyone tries to use it.
  runtime.add(resourceQuotaController(manager))
  runtime.add(endpointSliceController(manager))
  if (without !== 'endpoints') runtime.add(endpointsController(manager))
  runtime.add(deploymentController(manager))
  runtime.add(replicaSetController(REPLICA_SETS, manager))
  runtime.add(replicaSetController(REPLICATION_CONTROLLERS, manager))
  runtime.add(garbageCollector)
  runtime.add(serviceAccountsController(manager))
}
