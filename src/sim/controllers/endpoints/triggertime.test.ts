import { describe, expect, it } from 'vitest'
import type { Service } from '../../api/types/core.ts'
import type { Pod } from '../../api/types/pod.ts'
import { sketch } from '../newsrig.ts'
import {
  computeEndpointLastChangeTriggerTime,
  withTriggerTime,
  type TriggerTimeTracker,
} from './triggertime.ts'

const at = (second: number): string => `2026-01-05T09:00:0${second}Z`

const service = (created: number): Service =>
  sketch('services', 'web', { metadata: { creationTimestamp: at(created) } }) as Service

/** A pod whose readiness changed at that second; without one it has none yet. */
const pod = (name: string, changed?: number): Pod =>
  sketch('pods', name, {
    status: {
      conditions: [
        { type: 'PodScheduled', lastTransitionTime: at(9) },
        ...(changed === undefined ? [] : [{ type: 'Ready', lastTransitionTime: at(changed) }]),
      ],
    },
  }) as Pod

function rig() {
  const tracker: TriggerTimeTracker = new Map()
  const sync = (pods: Pod[], created = 1) =>
    computeEndpointLastChangeTriggerTime(tracker, 'default/web', service(created), pods)
  return { tracker, sync }
}

describe('last-change-trigger-time', () => {
  it("[EP-4] is at first the Service's creation, whatever its pods say", () => {
    expect(rig().sync([pod('a', 0), pod('b', 3)])).toBe(at(1))
  })

  it('[EP-4] is then the earliest of the stamps that are newer than before', () => {
    const { sync } = rig()
    sync([pod('a', 2), pod('b', 2), pod('c')])
    expect(sync([pod('a', 5), pod('b', 4), pod('c', 6)])).toBe(at(4))
    expect(sync([pod('a', 5), pod('b', 4), pod('c', 7)])).toBe(at(7))
    expect(sync([pod('a', 5), pod('b', 4), pod('c', 6)])).toBeUndefined()
    expect(sync([pod('a', 5)])).toBeUndefined()
  })

  it('[EP-4] counts a pod that comes, and one that comes back', () => {
    const { sync } = rig()
    sync([])
    expect(sync([pod('a', 2)])).toBe(at(2))
    expect(sync([])).toBeUndefined()
    expect(sync([pod('a', 2)])).toBe(at(2))
    expect(sync([pod('a', 2)])).toBeUndefined()
  })

  it('[EP-4] counts a Service that was made anew before its end was seen', () => {
    const { sync } = rig()
    sync([pod('a', 2)])
    expect(sync([pod('a', 2)], 3)).toBe(at(3))
    expect(sync([pod('a', 4)], 3)).toBe(at(4))
  })

  it('[EP-4] is known for each Service by itself', () => {
    const { tracker, sync } = rig()
    sync([pod('a', 2)])
    expect(computeEndpointLastChangeTriggerTime(tracker, 'default/api', service(5), [pod('a', 2)])).toBe(
      at(5),
    )
    expect([...tracker.keys()]).toEqual(['default/web', 'default/api'])
  })

  it('[EP-4] is written among other annotations, or taken out of them', () => {
    const key = 'endpoints.kubernetes.io/last-change-trigger-time'
    expect(withTriggerTime(undefined, at(1))).toEqual({ [key]: at(1) })
    expect(withTriggerTime({ a: 'b', [key]: at(0) }, at(1))).toEqual({ a: 'b', [key]: at(1) })
    expect(withTriggerTime({ a: 'b', [key]: at(0) }, undefined)).toEqual({ a: 'b' })
  })
})
