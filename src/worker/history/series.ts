/** The versions of one object in order; undefined: it is deleted. */
import type { KubeObject } from '../../sim/api/types/meta.ts'
import { createListKeeper, withLists } from './longlists.ts'

type Version = KubeObject | undefined

export interface Series {
  push(object: Version): void
  /** undefined for -1, too. */
  get(index: number): Version
  first(count: number): Series
}

export const newSeries = (hasLongLists: boolean): Series => (hasLongLists ? listSeries([]) : plainSeries([]))

const plainSeries = (objects: Version[]): Series => ({
  push: (object) => void objects.push(object),
  get: (index) => objects[index],
  first: (count) => plainSeries(objects.slice(0, count)),
})

/** Those asked for last are at hand: the one shown and the one before. */
const AT_HAND = 2

function listSeries(kept: Version[]): Series {
  const keep = createListKeeper()
  const atHand = new Map<number, KubeObject>()
  return {
    push(object) {
      kept.push(object && keep(object))
    },
    get(index) {
      const version = kept[index]
      const known = atHand.get(index)
      if (!version || known) return known
      const whole = withLists(version)
      for (const old of [...atHand.keys()].slice(0, 1 + atHand.size - AT_HAND)) atHand.delete(old)
      atHand.set(index, whole)
      return whole
    },
    first: (count) => listSeries(kept.slice(0, count)),
  }
}
