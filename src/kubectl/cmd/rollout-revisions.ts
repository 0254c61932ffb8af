/**
 * Revisions of Deployments (their ReplicaSets) and of DaemonSets and StatefulSets (their ControllerRevisions).
 * @see polymorphichelpers/history.go, deployment/util.go
 */
import { objectOf, type Info } from '../info.ts'
import type { Factory } from '../factory.ts'
import { isObject, objects, text, type JsonObject } from '../json.ts'
import { ownedBy, selectorOf, selectorQuery } from '../owned.ts'
import { mergePatch } from '../patch/merge.ts'
import { collectionPath, mappingForResource, objectPath } from '../resources.ts'
import { CHANGE_CAUSE } from './targets.ts'

export const REVISION = 'deployment.kubernetes.io/revision'

export interface Revision {
  number: number
  /** The ReplicaSet or ControllerRevision. */
  object: JsonObject
  /** What `-o` prints: the ReplicaSet, or the owner as it was in this revision. */
  shown: JsonObject
  template: JsonObject
  cause: string
}

async function listOwned(f: Factory, info: Info, owner: JsonObject, resource: string): Promise<JsonObject[]> {
  const labelSelector = selectorQuery(selectorOf(owner))
  const path = collectionPath(mappingForResource(resource), info.namespace)
  const answer = await f.client.get(path, { labelSelector })
  return objects(answer, 'items').filter((one) => ownedBy(one, owner))
}

const annotation = (value: JsonObject, name: string): string => text(value, 'metadata', 'annotations', name)

/** The workload as the server has it now, and its revisions by ascending number. */
export async function revisionsOf(
  f: Factory,
  info: Info,
): Promise<{ owner: JsonObject; revisions: Revision[] }> {
  const owner = await f.client.get(objectPath(info.mapping, info.namespace, info.name))
  if (info.mapping.kind === 'Deployment') {
    const sets = await listOwned(f, info, owner, 'replicasets')
    const revisions = sets.map((one): Revision => {
      const spec = isObject(one.spec) ? one.spec : {}
      const template = isObject(spec.template) ? spec.template : {}
      return {
        number: Number(annotation(one, REVISION)) || 0,
        object: one,
        shown: { apiVersion: 'apps/v1', kind: 'ReplicaSet', ...one },
        template,
        cause: annotation(one, CHANGE_CAUSE),
      }
    })
    return { owner, revisions: revisions.toSorted((a, b) => a.number - b.number) }
  }
  const found = await listOwned(f, info, owner, 'controllerrevisions')
  const revisions = found.map((one): Revision => {
    const data = isObject(one.data) ? one.data : {}
    const applied = mergePatch(objectOf(info), data)
    const spec = isObject(applied.spec) ? applied.spec : {}
    const template = isObject(spec.template) ? spec.template : {}
    const shown = { apiVersion: 'apps/v1', kind: info.mapping.kind, ...applied }
    return {
      number: Number(one.revision) || 0,
      object: one,
      shown,
      template,
      cause: annotation(one, CHANGE_CAUSE),
    }
  })
  return { owner, revisions: revisions.toSorted((a, b) => a.number - b.number) }
}
