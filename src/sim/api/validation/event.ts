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

/** Whether the Event is about something of another namespace; those of `default` may leave it out. */
const isForeign = ({ metadata, involvedObject }: KubeEvent): boolean => {
  const { namespace = '' } = metadata
  const about = involvedObject.namespace ?? ''
  return about === '' ? namespace !== 'default' && namespace !== 'kube-system' : about !== namespace
}

/** core/v1 Events without an eventTime are left to be what they are. */
export function validateEvent(event: KubeEvent): FieldError[] {
  const errors: FieldError[] = []
  const { eventTime, reportingComponent = '', reportingInstance = '', action = '', reason = '' } = event
  const strict = eventTime != null
  if (isForeign(event))
    errors.push(
      invalid(
        'involvedObject.namespace',
        event.involvedObject.namespace ?? '',
        'does not match event.namespace',
      ),
    )
  if (!strict) return errors
  if (!reportingComponent) errors.push(required('reportingController'))
  errors.push(...invalids('reportingController', reportingComponent, qualifiedName(reportingComponent)))
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

/** What only the new API asks for. */
export function validateNewEvent({ eventTime, ...event }: KubeEvent): FieldError[] {
  const errors: FieldError[] = []
  const type: string = event.type ?? ''
  if (eventTime == null) errors.push(required('eventTime'))
  if (!['Normal', 'Warning'].includes(type)) errors.push(invalid('type', type, `has invalid value: ${type}`))
  return errors
}
