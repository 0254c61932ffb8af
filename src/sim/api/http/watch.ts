/**
 * Watches: what exists or happened, then what happens; through selectors an object may be added or deleted without
 * being so.
 * @see k8s.io/apiserver/pkg/storage/cacher/cache_watcher.go, pkg/endpoints/handlers/watch.go, v1.35
 */
import type { ApiAnswer, StreamEvent, WatchEvent } from '../contract.ts'
import { failure } from '../errors.ts'
import { apiVersionOf } from '../registry/kinds.ts'
import type { ObjectParts } from '../registry/strategy.ts'
import type { Served } from '../registry/versions.ts'
import { prune } from '../schema/decode.ts'
import type { Status } from '../types/meta.ts'
import type { VerbContext } from '../verbs/context.ts'
import { selectionOf, type Predicate } from './list.ts'
import { isTrue, versionNumber, type Query } from './query.ts'
import { oneOf, type Shape } from './representation.ts'
import { respond, respondStatus } from './respond.ts'

const refuse = (status: Status): ApiAnswer => ({ kind: 'response', response: respondStatus(status) })

export interface WatchRequest {
  context: VerbContext
  served: Served
  namespace: string | undefined
  /** Watch of one object, by its name. */
  name: string | undefined
  query: Query
  shape: Shape
  warnings: string[]
}

/** What an event is to a watcher that sees only what matches. */
function seen(
  event: WatchEvent,
  matches: Predicate,
): { type: StreamEvent['type']; object: ObjectParts } | undefined {
  const object = event.object as ObjectParts
  const was = event.previous !== undefined && matches(event.previous as ObjectParts)
  const is = event.type !== 'DELETED' && matches(object)
  if (event.type === 'DELETED') return was || matches(object) ? { type: 'DELETED', object } : undefined
  if (is) return { type: was ? 'MODIFIED' : 'ADDED', object }
  if (!was) return undefined
  const previous = event.previous as ObjectParts
  const { resourceVersion } = object.metadata
  return { type: 'DELETED', object: { ...previous, metadata: { ...previous.metadata, resourceVersion } } }
}

function bookmark(served: Served, resourceVersion: string): ObjectParts {
  const metadata = { resourceVersion, annotations: { 'k8s.io/initial-events-end': 'true' } }
  const empty = { kind: served.kind.kind, apiVersion: apiVersionOf(served), metadata }
  return prune(served.struct, empty) as unknown as ObjectParts
}

export function watch(request: WatchRequest): ApiAnswer {
  const { context, served, namespace, name, query, shape, warnings } = request
  const { store } = context
  const { resource, namespaced } = served.kind
  const selected = selectionOf(served, query)
  if (!selected.ok) return refuse(selected.status)
  const inScope = ({ metadata }: ObjectParts): boolean =>
    (!namespaced || namespace === undefined || metadata.namespace === namespace) &&
    (name === undefined || metadata.name === name)
  const matches: Predicate = (object) => inScope(object) && selected.matches(object)
  const from = query.resourceVersion ? versionNumber(query.resourceVersion) : 0
  if (typeof from !== 'number') return refuse(from)

  let first = true
  const written = (type: StreamEvent['type'], object: ObjectParts): StreamEvent => {
    const options = { includeObject: query.includeObject, now: context.nowSeconds(), withColumns: first }
    first = false
    return { type, object: oneOf(served, object, shape, options) }
  }
  const initial: StreamEvent[] = []
  const wantsInitial = isTrue(query.sendInitialEvents)
  if (wantsInitial || (from === 0 && query.sendInitialEvents === undefined)) {
    const all = store.list(resource, namespaced ? namespace : '') as readonly ObjectParts[]
    for (const object of all) if (matches(object)) initial.push(written('ADDED', object))
    if (wantsInitial && isTrue(query.allowWatchBookmarks))
      initial.push(written('BOOKMARK', bookmark(served, String(store.resourceVersion()))))
  } else {
    const missed = store.since(from)
    if (!missed) return { kind: 'watch', watch: expired(from, store.resourceVersion()) }
    for (const event of missed) {
      const known = event.resource === resource ? seen(event, matches) : undefined
      if (known) initial.push(written(known.type, known.object))
    }
  }
  return {
    kind: 'watch',
    watch: {
      response: respond(200, undefined, warnings),
      initial,
      subscribe: (onEvent) =>
        store.onChange((event) => {
          const known = event.resource === resource ? seen(event, matches) : undefined
          if (known) onEvent(written(known.type, known.object))
        }),
    },
  }
}

const expired = (from: number, oldest: number): Extract<ApiAnswer, { kind: 'watch' }>['watch'] => ({
  response: respond(200, undefined),
  initial: [
    { type: 'ERROR', object: failure(410, 'Expired', `too old resource version: ${from} (${oldest})`) },
  ],
  subscribe: () => () => undefined,
})
