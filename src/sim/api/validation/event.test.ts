import { describe, expect, it } from 'vitest'
import type { KubeEvent } from '../types/core.ts'
import { inSpec } from './refusals.ts'
import { validateEvent, validateNewEvent } from './event.ts'

const event = (parts: object): KubeEvent =>
  ({ metadata: { namespace: 'kube-system' }, involvedObject: {}, ...parts }) as KubeEvent
const said = (errors: { field: string; message: string }[]): string[] =>
  errors.map(({ field, message }) => `${field}: ${message}`)

const eventTime = '2026-01-05T09:00:00.000000Z'
const whole = {
  eventTime,
  reportingComponent: 'a',
  reportingInstance: 'b',
  action: 'c',
  reason: 'd',
  type: 'Normal',
}

describe('Events', () => {
  it('[API-12] who reports is named as the version names it', () => {
    const { reportingComponent: _, ...nobody } = whole
    expect(said(validateEvent(event(nobody)))[0]).toBe('reportingComponent: Required value')
    expect(said(validateNewEvent(event(nobody)))[0]).toBe('reportingController: Required value')
  })

  it('[API-12] kube-system may leave out what an Event is about in the new form only', () => {
    expect(said(validateEvent(event({})))).toEqual([
      'involvedObject.namespace: Invalid value: "": does not match event.namespace',
    ])
    expect(validateEvent(event(whole))).toEqual([])
  })

  it('[API-12] the new API refuses what only the old one knew, and series that are none', () => {
    const old = { ...whole, count: 2, source: { component: 'x' }, series: { count: 1 } }
    expect(said(validateNewEvent(event(old)))).toEqual([
      'series.count: Invalid value: "": should be at least 2',
      'series.lastObservedTime: Required value',
      'count: Invalid value: "": needs to be unset',
      'source: Invalid value: "": needs to be unset',
    ])
  })
})

it('[API-12] each pair of opposite scopes of a quota conflicts', () => {
  const scopes = ['BestEffort', 'NotBestEffort', 'Terminating', 'NotTerminating']
  const why = `spec.scopes: Invalid value: ${JSON.stringify(scopes)}: conflicting scopes`
  expect(inSpec('ResourceQuota', { scopes })).toEqual([why, why])
})
