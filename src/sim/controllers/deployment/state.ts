/**
 * What the Deployment controller holds: from sync to sync, and within one.
 * @see kubernetes/pkg/controller/deployment/deployment_controller.go, v1.35
 */
import type { Deployment } from '../../api/types/apps.ts'
import type { Pod } from '../../api/types/pod.ts'
import type { ControllerHost } from '../controller.ts'

export interface DeploymentController extends ControllerHost {
  /** The last decision of each kind that is only worth telling when its numbers changed, by Deployment and kind. */
  told: Map<string, unknown>
}

/** One sync's own copy of the Deployment: changed by its steps, with the resourceVersion it was read with. */
export interface DeploymentSync {
  d: Deployment
}

/** By uid of the ReplicaSet, terminating and finished ones included. */
export type PodMap = ReadonlyMap<string, readonly Pod[]>
