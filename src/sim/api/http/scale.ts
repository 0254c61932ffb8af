/**
 * The scale subresource of what has replicas.
 * @see kubernetes/pkg/registry/apps/deployment/storage/storage.go (ScaleREST), v1.35
 */
import type { ApiAnswer } from '../contract.ts'
import { conflict, invalid, MODIFIED, unreadableVersion } from '../errors.ts'
import { STRATEGIES } from '../registry/strategies.ts'
import type { ObjectParts } from '../registry/strategy.ts'
import type { Status } from '../types/meta.ts'
import { AT_LEAST_ZERO, invalid as invalidField } from '../validation/field.ts'
import { columnsOf } from '../table/columns.ts'
import { age } from '../table/pod.ts'
import { updateRest } from '../verbs/rest.ts'
import { applyScale } from '../apply/applyscale.ts'
import { entriesAfterUpdate, type Entries } from '../apply/managers.ts'
import { comparingScales, managersOfParent, managersOfScale } from '../apply/scalemanagers.ts'
import { managerOf } from '../apply/tracking.ts'
import { apiVersionOf } from '../registry/kinds.ts'
import { prune } from '../schema/decode.ts'
import { cloneJson } from '../store/equal.ts'
import { readBody } from './body.ts'
import { notAllowed, respond, respondStatus, warningHeader } from './respond.ts'
import { applyPatch, decodePatched, patchTypeOf, readPatch, unsupportedPatch } from './patch.ts'
import { writeOptionErrors } from './query.ts'
import { partial } from './representation.ts'
import { SCALE, scaleOf, type Scale } from './scaleform.ts'
import { missing, nameError, stored, validationOf, type Exchange } from './exchange.ts'

const refuse = (status: Status): ApiAnswer => ({ kind: 'response', response: respondStatus(status) })

export function answerScaled(exchange: Exchange, object: ObjectParts, warnings: string[] = []): ApiAnswer {
  const scale = scaleOf(object)
  const headers = warnings.map(warningHeader)
  if (exchange.shape !== 'table') return { kind: 'response', response: respond(200, scale, headers) }
  const { metadata, spec, status } = scale
  const cells = [
    metadata.name,
    spec.replicas ?? 0,
    status.replicas,
    age(metadata.creationTimestamp, exchange.context.nowSeconds()),
  ]
  const table = {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: { resourceVersion: metadata.resourceVersion },
    columnDefinitions: columnsOf('deployments-scale'),
    rows: [{ cells, object: partial(metadata) }],
  }
  return { kind: 'response', response: respond(200, table, headers) }
}

/** Who owns a Scale's fields after a write that is no apply. */
function managersAfter({ context, request, query }: Exchange, old: ObjectParts, scale: Scale): Entries {
  const entries = managersOfScale(old.metadata.managedFields ?? [])
  if (entries.length === 0) return entries
  const form = (of: Scale): unknown => prune(SCALE.struct, of as unknown as Record<string, unknown>)
  return entriesAfterUpdate(entries, {
    manager: managerOf(query.fieldManager, request.userAgent),
    now: context.stamp(),
    apiVersion: SCALE.apiVersion,
    subresource: 'scale',
    compareIn: comparingScales(form(scaleOf(old)), form(scale)),
  })
}

/** Takes over the replicas of a Scale; `managers` are its own, which an apply has settled already. */
function writeScale(exchange: Exchange, scale: Scale, warnings: string[], managers?: Entries): ApiAnswer {
  const { context, route, query } = exchange
  const name = route.name ?? ''
  const { metadata } = scale
  const misnamed = nameError(exchange, { ...scale, metadata: metadata ?? {} })
  if (misnamed) return refuse(misnamed)
  const old = stored(exchange)
  if (!old) return missing(exchange)
  const { kind } = route.served
  const replicas = scale.spec?.replicas ?? 0
  if (metadata.resourceVersion && !/^\d+$/.test(metadata.resourceVersion))
    return refuse(unreadableVersion(metadata.resourceVersion))
  if (metadata.resourceVersion && metadata.resourceVersion !== old.metadata.resourceVersion)
    return refuse(conflict(kind, name, MODIFIED))
  if (metadata.uid && metadata.uid !== old.metadata.uid)
    return refuse(
      conflict(
        kind,
        name,
        `Precondition failed: UID in precondition: ${metadata.uid}, UID in object meta: ${old.metadata.uid}`,
      ),
    )
  if (replicas < 0)
    return refuse(
      invalid({ kind: 'Scale', group: 'autoscaling' }, name, [
        invalidField('spec.replicas', replicas, AT_LEAST_ZERO),
      ]),
    )
  const object = { ...old, spec: { ...(old.spec as object), replicas } } as ObjectParts
  const written = updateRest(context, STRATEGIES[kind.resource], route.namespace ?? '', cloneJson(object), {
    dryRun: query.dryRun === 'All',
    managers: () =>
      managersOfParent(
        old.metadata.managedFields ?? [],
        managers ?? managersAfter(exchange, old, scale),
        apiVersionOf(route.served),
      ),
  })
  return written.ok ? answerScaled(exchange, written.object as ObjectParts, warnings) : refuse(written.status)
}

function patchScale(exchange: Exchange): ApiAnswer {
  const { request, query } = exchange
  const type = patchTypeOf(request.contentType)
  if (!type) return refuse(unsupportedPatch())
  const wrong = writeOptionErrors('PatchOptions', query, type === 'apply')
  if (wrong) return refuse(wrong)
  const old = stored(exchange)
  if (!old) return missing(exchange)
  if (type === 'apply') {
    const applied = applyScale(exchange, old)
    return applied.ok ? writeScale(exchange, applied.scale, [], applied.managers) : refuse(applied.status)
  }
  const patch = readPatch(type, request.body ?? '', validationOf(query))
  if (!patch.ok) return refuse(patch.status)
  const patched = applyPatch(type, scaleOf(old) as unknown as ObjectParts, patch.value, SCALE.struct)
  if (!patched.ok) return refuse(patched.status)
  const decoded = decodePatched(patched, SCALE, validationOf(query), patch.strict)
  if (!decoded.ok) return refuse(decoded.status)
  return writeScale(exchange, decoded.object as unknown as Scale, decoded.warnings)
}

export function answerScale(exchange: Exchange): ApiAnswer {
  const { request, query } = exchange
  switch (request.method) {
    case 'GET': {
      const object = stored(exchange)
      return object ? answerScaled(exchange, object) : missing(exchange)
    }
    case 'PUT': {
      const wrong = writeOptionErrors('UpdateOptions', query)
      if (wrong) return refuse(wrong)
      const body = readBody(request.body ?? '', request.contentType, SCALE, validationOf(query))
      if (!body.ok) return refuse(body.status)
      return writeScale(exchange, body.object as unknown as Scale, body.warnings)
    }
    case 'PATCH':
      return patchScale(exchange)
    default:
      return { kind: 'response', response: notAllowed() }
  }
}
