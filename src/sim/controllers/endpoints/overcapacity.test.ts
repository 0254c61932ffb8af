import { describe, expect, it } from 'vitest'
import type { EndpointAddress, EndpointSubset } from '../../api/types/core.ts'
import { isOverCapacity, subsetOf, truncateEndpoints } from './overcapacity.ts'

const addresses = (count: number): EndpointAddress[] =>
  Array.from({ length: count }, (_, i) => ({ ip: `10.0.0.${i}` }))

const PORTS = [{ port: 80, protocol: 'TCP' }]
const subset = (ready: number, notReady: number): EndpointSubset =>
  subsetOf(addresses(ready), addresses(notReady), PORTS)

const sizes = (subsets: readonly EndpointSubset[]): (number | undefined)[][] =>
  subsets.map(({ addresses, notReadyAddresses }) => [addresses?.length, notReadyAddresses?.length])

describe('more than a thousand addresses', () => {
  it('[EP-6] are too many, a thousand are not', () => {
    expect(isOverCapacity([subset(600, 400)])).toBe(false)
    expect(isOverCapacity([subset(600, 401)])).toBe(true)
    expect(isOverCapacity([subset(500, 0), subset(0, 501)])).toBe(true)
    const whole = [subset(1000, 0)]
    expect(truncateEndpoints(whole)).toBe(whole)
  })

  it('[EP-6] lose first those that are not ready', () => {
    expect(sizes(truncateEndpoints([subset(700, 500)]))).toEqual([[700, 300]])
    expect(sizes(truncateEndpoints([subset(1000, 5)]))).toEqual([[1000, undefined]])
  })

  it('[EP-6] lose all of those when the ready ones alone are too many', () => {
    expect(sizes(truncateEndpoints([subset(1200, 50)]))).toEqual([[1000, undefined]])
  })

  it('[EP-6] are cut by share, rounded up, and the last subset gives what is over', () => {
    const halves = [subset(501, 0), subset(501, 0), subset(501, 0)]
    expect(sizes(truncateEndpoints(halves))).toEqual([
      [334, undefined],
      [334, undefined],
      [332, undefined],
    ])
    const mixed = [subset(100, 300), subset(800, 200), subset(0, 1)]
    expect(sizes(truncateEndpoints(mixed))).toEqual([
      [100, 60],
      [800, 40],
      [undefined, undefined],
    ])
  })

  it('[EP-6] keep the first of each, and their ports', () => {
    const [cut] = truncateEndpoints([subset(1001, 0)])
    expect(cut?.addresses?.at(-1)).toEqual({ ip: '10.0.0.999' })
    expect(cut?.ports).toEqual(PORTS)
  })

  it('[EP-6] leave nothing empty behind', () => {
    expect(subsetOf()).toEqual({})
    expect(Object.keys(subset(1, 0))).toEqual(['addresses', 'ports'])
    expect(Object.keys(subset(0, 1))).toEqual(['notReadyAddresses', 'ports'])
  })
})
