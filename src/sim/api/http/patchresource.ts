/** PATCH of an object or of its status. */
import type { ApiAnswer } from '../contract.ts'
import { apply } from '../apply/apply.ts'
import { STRATEGIES } from '../registry/strategies.ts'
import type { ObjectParts } from '../registry/strategy.ts'
import { prune } from '../schema/decode.ts'
import { updateRest } from '../verbs/rest.ts'
import { wantedOf } from './body.ts'
import { applyPatch, decodePatched, patchTypeOf, readPatch, unsupportedPatch } from './patch.ts'
import { writeOptionErrors } from './query.ts'
import { shown } from './representation.ts'
import {
  answerWritten,
  managersOf,
  missing,
  nameError,
  stored,
  validationOf,
  type Exchange,
} from './exchange.ts'
import { respondStatus } from './respond.ts'
import type { Status } from '../types/meta.ts'

const refuse = (status: Status): ApiAnswer => ({ kind: 'response', response: respondStatus(status) })

export function patchResource(exchange: Exchange, subresource?: 'status'): ApiAnswer {
  const { context, request, route, query } = exchange
  const type = patchTypeOf(request.contentType)
  if (!type) return refuse(unsupportedPatch())
  const wrong = writeOptionErrors('PatchOptions', query, type === 'apply')
  if (wrong) return refuse(wrong)
  if (type === 'apply') return apply(exchange, subresource)
  const old = stored(exchange)
  if (!old) return missing(exchange)
  const patch = readPatch(type, request.body ?? '', validationOf(query))
  if (!patch.ok) return refuse(patch.status)
  const { served } = route
  const target = sentForm(exchange, old)
  const patched = applyPatch(type, target, patch.value, served.struct)
  if (!patched.ok) return refuse(patched.status)
  const decoded = decodePatched(patched, wantedOf(served), validationOf(query), patch.strict)
  if (!decoded.ok) return refuse(decoded.status)
  const object = served.toStored ? served.toStored(decoded.object) : decoded.object
  object.metadata ??= {} as ObjectParts['metadata']
  const misnamed = nameError(exchange, object)
  if (misnamed) return refuse(misnamed)
  const written = updateRest(context, STRATEGIES[served.kind.resource], route.namespace ?? '', object, {
    dryRun: query.dryRun === 'All',
    subresource,
    isPatch: true,
    managers: managersOf(exchange, subresource),
  })
  return answerWritten(exchange, written, decoded.warnings)
}

/** The object as it is sent, with its fields in Go's order, apiVersion first. */
export function sentForm({ route }: Exchange, object: ObjectParts): ObjectParts {
  const { kind, apiVersion, ...rest } = prune(
    route.served.struct,
    shown(route.served, object) as unknown as Record<string, unknown>,
  )
  return { apiVersion, kind, ...rest } as unknown as ObjectParts
}
