/** Server-side apply of a scale: its one field, the replicas, is owned like any other. */
import { badRequest } from '../errors.ts'
import { isTrue } from '../http/query.ts'
import { SCALE, scaleOf, type Scale } from '../http/scaleform.ts'
import type { Exchange } from '../http/exchange.ts'
import type { ObjectParts } from '../registry/strategy.ts'
import { decode, prune } from '../schema/decode.ts'
import type { ManagedFieldsEntry, Status } from '../types/meta.ts'
import { applied } from './apply.ts'
import { isStatus, readConfiguration } from './configuration.ts'
import { comparingScales, managersOfScale, SCALE_TYPE } from './scalemanagers.ts'
import { managerOf } from './tracking.ts'

export type AppliedScale =
  { ok: true; scale: Scale; managers: ManagedFieldsEntry[] } | { ok: false; status: Status }

export function applyScale({ context, request, route, query }: Exchange, old: ObjectParts): AppliedScale {
  const configuration = readConfiguration(request.body ?? '', { wanted: SCALE, name: route.name ?? '' })
  if (isStatus(configuration)) return { ok: false, status: configuration }
  const live = prune(SCALE.struct, scaleOf(old) as unknown as Record<string, unknown>)
  const result = applied(managersOfScale(old.metadata.managedFields ?? []), live, configuration, {
    manager: managerOf(query.fieldManager, request.userAgent),
    now: context.stamp(),
    apiVersion: SCALE.apiVersion,
    subresource: 'scale',
    force: isTrue(query.force),
    type: SCALE_TYPE,
    ignored: {},
    compareIn: comparingScales,
  })
  if (!result.ok) return result
  const decoded = decode(SCALE.struct, result.object)
  if (decoded.error !== undefined) return { ok: false, status: badRequest(decoded.error) }
  return { ok: true, scale: decoded.value as Scale, managers: result.entries }
}
