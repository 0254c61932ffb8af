/** The steps of a scenario, done to the API as their authors would. */
import type { ApiServer } from '../api/contract.ts'
import { failure } from '../api/errors.ts'
import type { Resource } from '../api/resources.ts'
import type { KubeObject, Status } from '../api/types/meta.ts'
import type { Pod } from '../api/types/pod.ts'
import { randomName, type Random } from '../random.ts'
import { isPodReady } from '../controllers/replicaset/podstate.ts'
import { carriesAll } from '../controllers/selectors.ts'
import type { DeletePodsStep, Step } from './scenario.ts'
import type { ScriptedPods } from './scriptedpods.ts'
import { patch, post, remove } from './rest.ts'
import { rolloutUndo } from './undo.ts'

const NAMESPACE = 'default'

const RESOURCES: Readonly<Record<string, Resource>> = {
  Deployment: 'deployments',
  ReplicaSet: 'replicasets',
  ReplicationController: 'replicationcontrollers',
  Service: 'services',
  ResourceQuota: 'resourcequotas',
  LimitRange: 'limitranges',
  ConfigMap: 'configmaps',
  Pod: 'pods',
}

export interface StepTaker {
  /** The API as controllers see it: with what `denyPods` refuses. */
  api: ApiServer
  /** Does a step; the refusal, if any. */
  take(step: Step): string | undefined
}

export function createStepTaker(server: ApiServer, random: Random, pods: ScriptedPods): StepTaker {
  let denied: string | undefined
  const api: ApiServer = {
    ...server,
    create(resource, namespace, object, options) {
      if (resource !== 'pods') return server.create(resource, namespace, object, options)
      if (denied !== undefined) return { ok: false, status: refusedPod(object as KubeObject, random, denied) }
      countPods(server, namespace)
      return server.create(resource, namespace, object, options)
    },
  }
  return {
    api,
    take(step) {
      switch (step.op) {
        case 'create':
          if (step.object.kind === 'Pod') {
            if (denied !== undefined) return refusedPod(step.object as KubeObject, random, denied).message
            countPods(server, NAMESPACE)
          }
          return post(server, RESOURCES[step.object.kind] ?? 'configmaps', step.object)
        case 'patch':
          return patch(server, step.resource, step.name, step.patchType, step.body)
        case 'delete':
          return remove(server, step.resource, step.name, step.propagation)
        case 'undo':
          return rolloutUndo(server, step.name, step.toRevision)
        case 'deletePods':
          return deletePods(server, step)
        case 'setImageBehaviour':
          return void pods.setImageBehaviour(step.image, step.behaviour)
        case 'denyPods':
          denied = step.message
          return undefined
      }
    },
  }
}

/** QUO-2: the recordings' quotas go by the pods that exist, not by what was charged or counted some ticks ago. */
function countPods(server: ApiServer, namespace: string): void {
  const quotas = server.list('resourcequotas', namespace)
  if (quotas.length === 0) return
  const pods = String(server.list('pods', namespace).length)
  for (const quota of quotas) {
    const { hard = {} } = quota.spec
    const { used = {}, hard: known = {} } = quota.status
    if (hard.pods === undefined || (known.pods === hard.pods && used.pods === pods)) continue
    server.updateStatus('resourcequotas', { ...quota, status: { hard, used: { ...used, pods } } })
  }
}

function refusedPod({ metadata }: KubeObject, random: Random, message: string): Status {
  const name = metadata.name || `${metadata.generateName ?? ''}${randomName(random, 5)}`
  return failure(403, 'Forbidden', `pods "${name}" is forbidden: ${message}`, { name, kind: 'pods' })
}

function deletePods(api: ApiServer, { labels, image, count, which }: DeletePodsStep): undefined {
  const fitting = api
    .list('pods', NAMESPACE)
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .filter((pod) => carriesAll(labels, pod.metadata.labels))
    .filter((pod) => image === undefined || pod.spec.containers[0]?.image === image)
    .filter((pod) => which !== 'notReady' || !isPodReady(pod))
  const sorted = fitting.toSorted(byCreation)
  if (which === 'newest') sorted.reverse()
  for (const { metadata } of count ? sorted.slice(0, count) : sorted)
    api.delete('pods', NAMESPACE, metadata.name)
}

const byCreation = (a: Pod, b: Pod): number => {
  const [left, right] = [a.metadata.creationTimestamp, b.metadata.creationTimestamp]
  return left < right ? -1 : left > right ? 1 : a.metadata.name < b.metadata.name ? -1 : 1
}
