/**
 * What follows from the order of events and stays for good: the place of each pod in its lane (the lowest free one when
 * it was created), the hue of each ReplicaSet, its scalings, and how many places its lane has needed.
 */
import type { WatchEvent } from '../../sim/api/contract.ts'
import type { ReplicaSet } from '../../sim/api/types/apps.ts'
import type { Pod } from '../../sim/api/types/pod.ts'
import type { Us } from '../../sim/time.ts'
import { controllerUid } from '../picture/instant.ts'
import type { Hue } from '../picture/picture.ts'
import { lastAtOrBefore } from './versions.ts'

interface Steps {
  at: Us[]
  values: number[]
}

interface Lane {
  hue: Hue
  /** uid of the pod in each place; undefined: free. */
  taken: (string | undefined)[]
  /** How many places are taken. */
  pods: number
  replicas: number
  places: Steps
  scalings: Steps
}

export interface Ledger {
  record(at: Us, event: WatchEvent): void
  slot(podUid: string): number
  hue(laneUid: string): Hue
  places(laneUid: string, at: Us): number
  lastScale(laneUid: string, at: Us): { delta: number; at: Us } | null
  bornAt(uid: string): Us
}

const HUES = 6
const FIRST_HUE: Hue = { index: 0, outlined: false }

function stepAt({ at, values }: Steps, instant: Us): number | undefined {
  return values[lastAtOrBefore(at, instant)]
}

function setStep(steps: Steps, at: Us, value: number): void {
  const last = steps.at.length - 1
  if (steps.values[last] === value) return
  if (steps.at[last] === at) steps.values[last] = value
  else {
    steps.at.push(at)
    steps.values.push(value)
  }
}

export function createLedger(): Ledger {
  const lanes = new Map<string, Lane>()
  const slots = new Map<string, number>()
  const births = new Map<string, Us>()
  const lanesOf = new Map<string, number>()

  const openLane = (rs: ReplicaSet): Lane => {
    const owner = controllerUid(rs) ?? ''
    const order = lanesOf.get(owner) ?? 0
    lanesOf.set(owner, order + 1)
    const hue: Hue = { index: (order % HUES) as Hue['index'], outlined: order >= HUES }
    const steps = (): Steps => ({ at: [], values: [] })
    const lane = { hue, taken: [], pods: 0, replicas: 0, places: steps(), scalings: steps() }
    lanes.set(rs.metadata.uid, lane)
    return lane
  }

  const widen = (lane: Lane, at: Us): void => {
    if (lane.replicas === 0 && lane.pods === 0) setStep(lane.places, at, 0)
    else setStep(lane.places, at, Math.max(lane.places.values.at(-1) ?? 0, lane.replicas, lane.taken.length))
  }

  const replicaSet = (at: Us, { type, object }: WatchEvent): void => {
    const rs = object as ReplicaSet
    if (type === 'DELETED') return
    const lane = lanes.get(rs.metadata.uid) ?? openLane(rs)
    const delta = rs.spec.replicas - lane.replicas
    if (delta === 0) return
    lane.replicas = rs.spec.replicas
    lane.scalings.at.push(at)
    lane.scalings.values.push(delta)
    widen(lane, at)
  }

  const pod = (at: Us, { type, object }: WatchEvent): void => {
    const { uid } = (object as Pod).metadata
    const lane = lanes.get(controllerUid(object) ?? '')
    if (!lane) return
    if (type === 'DELETED') {
      const place = lane.taken.indexOf(uid)
      if (place >= 0) {
        lane.taken[place] = undefined
        lane.pods--
      }
      while (lane.taken.length > 0 && lane.taken.at(-1) === undefined) lane.taken.pop()
    } else if (!slots.has(uid)) {
      const free = lane.taken.indexOf(undefined)
      const place = free >= 0 ? free : lane.taken.length
      lane.taken[place] = uid
      lane.pods++
      slots.set(uid, place)
    }
    widen(lane, at)
  }

  return {
    record(at, event) {
      const { uid } = event.object.metadata
      if (event.type === 'ADDED' && !births.has(uid)) births.set(uid, at)
      if (event.resource === 'replicasets') replicaSet(at, event)
      else if (event.resource === 'pods' && event.type !== 'MODIFIED') pod(at, event)
    },
    slot: (uid) => slots.get(uid) ?? 0,
    hue: (uid) => lanes.get(uid)?.hue ?? FIRST_HUE,
    places: (uid, at) => {
      const lane = lanes.get(uid)
      return (lane && stepAt(lane.places, at)) ?? 0
    },
    lastScale(uid, at) {
      const scalings = lanes.get(uid)?.scalings
      const index = scalings ? lastAtOrBefore(scalings.at, at) : -1
      if (!scalings || index < 0) return null
      return { delta: scalings.values[index] ?? 0, at: scalings.at[index] ?? 0 }
    },
    bornAt: (uid) => births.get(uid) ?? 0,
  }
}
