/**
 * Every namespace has a ServiceAccount `default`, without which no pod is admitted there.
 * @see kubernetes/pkg/controller/serviceaccount/serviceaccounts_controller.go, v1.35
 */
import type { WatchEvent } from '../../api/contract.ts'
import type { Actor, ActorContext, ActorFactory } from '../../runtime/actor.ts'
import type { QueueTimer } from '../../runtime/workqueue.ts'
import {
  createController,
  failure,
  namespaceTerminating,
  type ControllerHost,
  type ControllerState,
  type Manager,
  type SyncError,
} from '../controller.ts'

const NAME = 'default'

export const serviceAccountsController =
  (manager: Manager): ActorFactory<QueueTimer, ControllerState<undefined>> =>
  (context: ActorContext<QueueTimer>): Actor<QueueTimer, ControllerState<undefined>> =>
    createController<undefined>(context, manager, {}, (host) => ({
      name: 'serviceaccount-controller',
      component: 'serviceaccount-controller',
      watches: ['namespaces', 'serviceaccounts'],
      onNews: (event) => enqueueFor(host, event),
      sync: (namespace) => syncNamespace(host, namespace),
    }))

/** SA-1: a namespace that is new, or one that has lost the account. */
function enqueueFor({ queue }: ControllerHost, { type, resource, object }: WatchEvent): void {
  const { name, namespace = '' } = object.metadata
  if (resource === 'namespaces' && type === 'ADDED') queue.add(name)
  if (resource === 'serviceaccounts' && type === 'DELETED' && name === NAME) queue.add(namespace)
}

function syncNamespace({ context }: ControllerHost, namespace: string): SyncError | undefined {
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: NAME, namespace } }
  const created = context.api.create('serviceaccounts', namespace, account)
  if (created.ok) return undefined
  const { reason = '' } = created.status
  const needless = reason === 'AlreadyExists' || reason === 'NotFound' || namespaceTerminating(created.status)
  return needless ? undefined : failure(created.status)
}
