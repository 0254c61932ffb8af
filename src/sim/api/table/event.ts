/**
 * The row of an Event.
 * @see kubernetes/pkg/printers/internalversion/printers.go (printEvent), v1.35
 */
import type { ObjectParts } from '../registry/strategy.ts'
import type { KubeEvent } from '../types/core.ts'
import { age } from './pod.ts'
import type { Cells } from './cells.ts'

function sourceText({ source, reportingComponent, reportingInstance }: KubeEvent): string {
  const component = source?.component || reportingComponent || ''
  const host = source?.host || reportingInstance || ''
  return host ? `${component}, ${host}` : component
}

export function eventRow(object: ObjectParts, now: number): Cells {
  const event = object as unknown as KubeEvent
  const { involvedObject = {}, firstTimestamp, lastTimestamp, eventTime, series } = event
  const first = firstTimestamp ?? eventTime
  const last = series?.lastObservedTime ?? lastTimestamp ?? first
  const { kind = '', name = '' } = involvedObject
  const target = kind.toLowerCase() + (name ? `/${name}` : '')
  return [
    age(last, now),
    event.type ?? '',
    event.reason ?? '',
    target,
    involvedObject.fieldPath ?? '',
    sourceText(event),
    (event.message ?? '').trim(),
    age(first, now),
    series?.count ?? (event.count || 1),
    event.metadata.name,
  ]
}
