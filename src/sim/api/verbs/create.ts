/**
 * Creating an object: system fields, name generation, the kind's preparation, admission, validation, storage.
 * @see k8s.io/apiserver/pkg/registry/rest/create.go, v1.35
 */
import { randomName, randomUid } from '../../random.ts'
import type { Result } from '../contract.ts'
import { alreadyExists } from '../errors.ts'
import type { ObjectParts, Strategy } from '../registry/strategy.ts'
import { apiVersionOf, type KindInfo } from '../registry/kinds.ts'
import { extended } from '../store/extended.ts'
import type { KubeObject } from '../types/meta.ts'
import type { VerbContext } from './context.ts'

/** generateName is cut to this length, so that a name with its five characters is a DNS label. */
const MAX_GENERATED_BASE = 58

/** Names drawn before giving up on one that is free. */
const NAME_TRIES = 8

function generatedName(context: VerbContext, kind: KindInfo, namespace: string, base: string): string {
  if (base === '') return ''
  let name = ''
  for (let i = 0; i < NAME_TRIES; i++) {
    name = base.slice(0, MAX_GENERATED_BASE) + randomName(context.random, 5)
    if (!context.store.get(kind.resource, namespace, name)) break
  }
  return name
}

type GivenMeta = KubeObject['metadata'] & { selfLink?: string }

function withoutLifetime(metadata: GivenMeta): GivenMeta {
  if (!(
    'deletionTimestamp' in metadata ||
    'deletionGracePeriodSeconds' in metadata ||
    'selfLink' in metadata
  ))
    return metadata
  const { deletionTimestamp: _, deletionGracePeriodSeconds: __, selfLink: ___, ...given } = metadata
  return given as GivenMeta
}

/** Gives a new object what only the server sets. The object is its writer's own; its metadata is replaced. */
export function fillSystemFields(
  context: VerbContext,
  strategy: Strategy,
  namespace: string,
  object: ObjectParts,
): void {
  const { kind } = strategy
  const given = withoutLifetime(object.metadata)
  const uid = randomUid(context.random)
  const name =
    given.name ||
    generatedName(context, kind, namespace, given.generateName ?? '') ||
    (strategy.namesItself ? randomUid(context.random) : '')
  object.apiVersion = apiVersionOf(kind)
  object.kind = kind.kind
  const creationTimestamp = context.stamp()
  object.metadata = extended(
    given,
    kind.namespaced ? { name, namespace, uid, creationTimestamp } : { name, uid, creationTimestamp },
  )
}

/** Stores an object that is complete and valid. */
export function storeNew(
  context: VerbContext,
  strategy: Strategy,
  object: ObjectParts,
  dryRun: boolean,
): Result<KubeObject> {
  const { resource } = strategy.kind
  const { namespace = '', name } = object.metadata
  if (context.store.get(resource, namespace, name))
    return { ok: false, status: alreadyExists(strategy.kind, name) }
  return { ok: true, object: dryRun ? object : context.store.put(resource, object) }
}
