/**
 * Events: the old kind is hardly checked, the new one (with an eventTime) must be complete.
 * @see kubernetes/pkg/apis/core/validation/events.go, v1.35
 */
import type { FieldError } from '../errors.ts'
import type { KubeEvent } from '../types/core.ts'
import { invalid, invalids, required } from './field.ts'
import { qualifiedName } from './names.ts'

const MAX_SHORT = 128
const MAX_NOTE = 1024
const TYPES = ['Normal', 'Warning']

/** Whether the Event is about something of another namespace; those of `default` may leave it out. */
const isForeign = ({ metadata, involvedObject, eventTime }: KubeEvent): boolean => {
  const { namespace = '' } = metadata
  const about = involvedObject.namespace ?? ''
  if (eventTime != null) return about === '' && namespace !== 'default' && namespace !== 'kube-system'
  return about === '' ? namespace !== 'default' : about !== namespace
}

/** core/v1 Events without an eventTime are left to be what they are. `controller`: the version's name for who reports. */
export function validateEvent(event: KubeEvent, controller = 'reportingComponent'): FieldError[] {
  const errors: FieldError[] = []
  const { eventTime, reportingComponent = '', reportingInstance = '', action = '', reason = '' } = event
  if (isForeign(event))
    errors.push(
      invalid(
        'involvedObject.namespace',
        event.involvedObject.namespace ?? '',
        'does not match event.namespace',
      ),
    )
  if (eventTime == null) return errors
  if (!reportingComponent) errors.push(required(controller))
  errors.push(...invalids(controller, reportingComponent, qualifiedName(reportingComponent)))
  for (const [name, text, max] of [
    ['reportingInstance', reportingInstance, MAX_SHORT],
    ['action', action, MAX_SHORT],
    ['reason', reason, MAX_SHORT],
    ['message', event.message ?? '', MAX_NOTE],
  ] as const) {
    if (!text && name !== 'message') errors.push(required(name))
    if (text.length > max) errors.push(invalid(name, '', `can have at most ${max} characters`))
  }
  return errors
}

function validateSeries(series: { count?: number; lastObservedTime?: string | null }): FieldError[] {
  return [
    ...((series.count ?? 0) < 2 ? [invalid('series.count', '', 'should be at least 2')] : []),
    ...(series.lastObservedTime == null ? [required('series.lastObservedTime')] : []),
  ]
}

/** The new API asks for all of it, and takes nothing that only the old one knew. */
export function validateNewEvent(event: KubeEvent): FieldError[] {
  const type: string = event.type ?? ''
  const { component, host } = (event.source ?? {}) as { component?: string; host?: string }
  const outdated = {
    firstTimestamp: event.firstTimestamp,
    lastTimestamp: event.lastTimestamp,
    count: event.count,
    source: component || host,
  }
  const { series } = event as { series?: Parameters<typeof validateSeries>[0] }
  return [
    ...validateEvent(event, 'reportingController'),
    ...(series ? validateSeries(series) : []),
    ...(event.eventTime == null ? [required('eventTime')] : []),
    ...(TYPES.includes(type) ? [] : [invalid('type', '', `has invalid value: ${type}`)]),
    ...Object.entries(outdated).flatMap(([name, value]) =>
      value ? [invalid(name, '', 'needs to be unset')] : [],
    ),
  ]
}
