/**
 * Lists: selectors, pages, resourceVersions.
 * @see k8s.io/apiserver/pkg/storage/continue.go, pkg/endpoints/handlers/get.go, v1.35
 */
import { badRequest, failure } from '../errors.ts'
import type { ObjectParts } from '../registry/strategy.ts'
import type { Served } from '../registry/versions.ts'
import type { Status } from '../types/meta.ts'
import type { VerbContext } from '../verbs/context.ts'
import { decodeBase64, encodeBase64 } from './base64.ts'
import { parseFieldSelector } from './fieldselector.ts'
import { parseJson } from './json.ts'
import { parseLabelSelector } from './labelselector.ts'
import { versionNumber, type Query } from './query.ts'

export type Predicate = (object: ObjectParts) => boolean
export type Selected = { ok: true; matches: Predicate } | { ok: false; status: Status }

export function selectionOf({ kind }: Served, query: Query): Selected {
  const labels = parseLabelSelector(query.labelSelector ?? '')
  if (!labels.ok) return { ok: false, status: badRequest(labels.error) }
  const fields = parseFieldSelector(kind.resource, query.fieldSelector ?? '')
  if (!fields.ok) return { ok: false, status: badRequest(fields.error) }
  return {
    ok: true,
    matches: (object) => labels.matches(object.metadata.labels ?? {}) && fields.matches(object),
  }
}

export type Page =
  { ok: true; objects: ObjectParts[]; metadata: Record<string, unknown> } | { ok: false; status: Status }

interface Continue {
  rv: number
  start: string
}

const TOKEN_VERSION = 'meta.k8s.io/v1'

function readToken(token: string): Continue | Status {
  const wrong = (why: string): Status =>
    badRequest(`invalid continue token: continue key is not valid: ${why}`)
  const text = decodeBase64(token)
  if (text === undefined) return wrong('illegal base64 data at input byte 0')
  const parsed = parseJson(text)
  if (!parsed.ok) return wrong(/^[^\x20-\x7e]/.test(text) ? parsed.error : parsed.error)
  const { v, rv, start } = (parsed.value ?? {}) as { v?: string; rv?: number; start?: string }
  if (v !== TOKEN_VERSION) return wrong(`server does not recognize this encoded version ${v ?? ''}`)
  return { rv: rv ?? 0, start: start ?? '' }
}

const keyOf = ({ metadata }: ObjectParts): string => `${metadata.namespace ?? ''}/${metadata.name}`

/** The list as it was at a version: later changes undone. undefined when they are forgotten. */
function listAt(
  context: VerbContext,
  { kind }: Served,
  namespace: string | undefined,
  version: number,
): readonly ObjectParts[] | undefined {
  const later = context.store.since(version)
  if (!later) return undefined
  const now = context.store.list(kind.resource, kind.namespaced ? namespace : '') as readonly ObjectParts[]
  const then = new Map(now.map((object) => [keyOf(object), object]))
  for (const event of later.toReversed()) {
    const object = event.object as ObjectParts
    if (
      event.resource !== kind.resource ||
      (namespace !== undefined && object.metadata.namespace !== namespace)
    )
      continue
    if (event.previous) then.set(keyOf(object), event.previous as ObjectParts)
    else then.delete(keyOf(object))
  }
  return [...then.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

const expired = (isContinued: boolean): Status =>
  failure(
    410,
    'Expired',
    isContinued
      ? 'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.'
      : 'The resourceVersion for the provided list is too old.',
  )

/** A version that is asked for exactly; without a word about it, that is so for pages only. */
const isExact = ({ resourceVersion, resourceVersionMatch, limit }: Query): boolean =>
  resourceVersionMatch === 'Exact' ||
  (!resourceVersionMatch && resourceVersion !== '0' && Number(limit ?? 0) > 0)

export function pageOf(
  context: VerbContext,
  served: Served,
  namespace: string | undefined,
  query: Query,
): Page {
  const selected = selectionOf(served, query)
  if (!selected.ok) return selected
  const { resource, namespaced } = served.kind
  let version = context.store.resourceVersion()
  let start: string | undefined
  let isPast = false
  if (query.continue) {
    if (query.resourceVersion && query.resourceVersion !== '0')
      return {
        ok: false,
        status: badRequest('specifying resource version is not allowed when using continue'),
      }
    const token = readToken(query.continue)
    if ('kind' in token) return { ok: false, status: token }
    version = token.rv
    start = token.start
    isPast = true
  } else if (query.resourceVersion) {
    const asked = versionNumber(query.resourceVersion)
    if (typeof asked !== 'number') return { ok: false, status: asked }
    if (asked > version) return { ok: false, status: tooLarge(asked, version) }
    isPast = isExact(query)
    if (isPast) version = asked
  }
  const all = isPast
    ? listAt(context, served, namespace, version)
    : context.store.list(resource, namespaced ? namespace : '')
  if (!all) return { ok: false, status: expired(start !== undefined) }
  const rest = (all as readonly ObjectParts[]).filter(
    (object) => (start === undefined || keyOf(object) > start) && selected.matches(object),
  )
  // What is asked for from the cache (version 0) comes whole.
  const limit = query.resourceVersion === '0' ? 0 : Number(query.limit ?? 0)
  const metadata: Record<string, unknown> = { resourceVersion: String(version) }
  if (!(limit > 0) || rest.length <= limit) return { ok: true, objects: rest, metadata }
  const objects = rest.slice(0, limit)
  const last = objects[objects.length - 1]
  metadata.continue = encodeBase64(
    JSON.stringify({ v: TOKEN_VERSION, rv: version, start: last ? keyOf(last) : '' }),
  )
  // With a selector the server cannot know how many more will match.
  if (!query.labelSelector && !query.fieldSelector) metadata.remainingItemCount = rest.length - limit
  return { ok: true, objects, metadata }
}

export const tooLarge = (asked: number, current: number): Status =>
  failure(504, 'Timeout', `Too large resource version: ${asked}, current: ${current}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  })
