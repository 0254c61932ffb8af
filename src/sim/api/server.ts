/**
 * The API server: typed verbs for the cluster's actors, and the REST face over the same storage.
 * @see k8s.io/apiserver, v1.35
 */
import type { Random } from '../random.ts'
import { SECOND, rfc3339, type Us } from '../time.ts'
import type { ApiServer, ApiSnapshot, Result, WatchEvent } from './contract.ts'
import { notFound } from './errors.ts'
import { STRATEGIES } from './registry/strategies.ts'
import type { Resource, ResourceTypes } from './resources.ts'
import { handle } from './http/handle.ts'
import { SEEDS } from './seed.ts'
import { createStore } from './store/store.ts'
import type { KubeObject } from './types/meta.ts'
import type { VerbContext } from './verbs/context.ts'
import { deleteObject } from './verbs/delete.ts'
import { patchTrusted } from './verbs/patch.ts'
import { createTrusted, updateTrusted, updateStatusTrusted } from './verbs/trusted.ts'
import { bindPod } from './verbs/bind.ts'

export interface ApiServerOptions {
  now(): Us
  epochSeconds: number
  random: Random
}

export function createApiServer({ now, epochSeconds, random }: ApiServerOptions): ApiServer {
  const store = createStore()
  const context: VerbContext = {
    store,
    random,
    nowSeconds: () => Math.floor(epochSeconds + now() / SECOND),
    stamp: () => rfc3339(epochSeconds + now() / SECOND),
    strategy: (resource) => STRATEGIES[resource],
  }
  for (const { resource, namespace, object } of SEEDS)
    createTrusted(context, STRATEGIES[resource], namespace, object as KubeObject, {})
  const typed = <R extends Resource>(result: Result<KubeObject>): Result<ResourceTypes[R]> =>
    result as Result<ResourceTypes[R]>

  return {
    get: <R extends Resource>(resource: R, namespace: string, name: string) =>
      store.get(resource, namespace, name) as ResourceTypes[R] | undefined,
    list: <R extends Resource>(resource: R, namespace?: string) =>
      store.list(resource, namespace) as readonly ResourceTypes[R][],
    create: (resource, namespace, object, options) =>
      typed(createTrusted(context, STRATEGIES[resource], namespace, object as KubeObject, options ?? {})),
    update: (resource, object, options) =>
      typed(updateTrusted(context, STRATEGIES[resource], object, options ?? {})),
    updateStatus: (resource, object) => typed(updateStatusTrusted(context, STRATEGIES[resource], object)),
    patch: (resource, namespace, name, type, body, options) =>
      typed(
        patchTrusted(context, { strategy: STRATEGIES[resource], namespace, name }, type, body, options ?? {}),
      ),
    delete: (resource, namespace, name, options) => {
      const object = store.get(resource, namespace, name)
      if (!object) return { ok: false, status: notFound(STRATEGIES[resource].kind, name) }
      return deleteObject(context, STRATEGIES[resource], object, options ?? {})
    },
    bind: (namespace, podName, nodeName) => bindPod(context, namespace, podName, nodeName),
    handle: (request) => handle(context, request),
    onChange: (listener: (event: WatchEvent) => void) => store.onChange(listener),
    snapshot: (): ApiSnapshot => {
      const { resourceVersion, objects, history } = store.snapshot()
      return { resourceVersion, objects, rest: { history } }
    },
    restore: ({ resourceVersion, objects, rest }) => store.restore({ resourceVersion, objects, ...rest }),
  }
}
