/**
 * Event as events.k8s.io/v1: other names for the same fields.
 * @see kubernetes/pkg/apis/events/v1/conversion.go, v1.35
 */
import { prune } from '../schema/decode.ts'
import type { ObjectParts } from './strategy.ts'

/** core/v1 name by events.k8s.io/v1 name. */
const NAMES: readonly (readonly [string, string])[] = [
  ['involvedObject', 'regarding'],
  ['message', 'note'],
  ['source', 'deprecatedSource'],
  ['firstTimestamp', 'deprecatedFirstTimestamp'],
  ['lastTimestamp', 'deprecatedLastTimestamp'],
  ['count', 'deprecatedCount'],
  ['reportingComponent', 'reportingController'],
]

function renamed(
  object: ObjectParts,
  names: readonly (readonly [string, string])[],
  apiVersion: string,
): ObjectParts {
  const out: Record<string, unknown> = { ...object, apiVersion }
  for (const [from, to] of names) {
    if (out[from] === undefined) continue
    out[to] = out[from]
    delete out[from]
  }
  return out as unknown as ObjectParts
}

export const eventFromStored = (object: ObjectParts): ObjectParts =>
  prune(
    'events/v1.Event',
    renamed(object, NAMES, 'events.k8s.io/v1') as unknown as Record<string, unknown>,
  ) as unknown as ObjectParts

export const eventToStored = (object: ObjectParts): ObjectParts =>
  renamed(
    object,
    NAMES.map(([core, events]) => [events, core] as const),
    'v1',
  )
