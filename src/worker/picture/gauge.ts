/** The budget gauge: one cell per pod between floor and ceiling. */
import type { GaugeView, PodView } from './picture.ts'
import { isFailing } from './podstate.ts'
import type { Rollout, RolloutPod } from './rollout.ts'

type Cell = GaugeView['cells'][number]

function kindOf({ state }: RolloutPod): Cell['kind'] {
  if (state === 'available' || state === 'ready') return state
  return isFailing(state) ? 'failing' : 'notReady'
}

const RANK: Record<Cell['kind'], number> = { available: 0, missing: 1, ready: 2, notReady: 3, failing: 4 }

/** More than there are places in a lane, and pods. */
const MANY = 100_000

/** Available (old, then new), the ones missing to the floor, ready, not ready, failing. `tokens` of `rollout.pods`. */
export function gaugeOf(rollout: Rollout, tokens: readonly PodView[]): GaugeView {
  let available = 0
  const unsorted: Cell[] = []
  // Numbers are sorted much faster than objects: order first, then the index.
  const order = new Float64Array(rollout.pods.length)
  rollout.pods.forEach((one, index) => {
    const kind = kindOf(one)
    if (kind === 'available') available++
    const { hue = null, slot = 0, uid: pod = null } = tokens[index] ?? {}
    unsorted.push({ kind, hue, pod })
    order[index] = ((RANK[kind] * 2 + Number(one.isNew)) * MANY + slot) * MANY + index
  })
  const cells = Array.from(order.sort(), (place) => unsorted[place % MANY] as Cell)
  const missing = Math.max(0, (rollout.floor ?? 0) - available)
  return {
    replicas: rollout.desired,
    surge: rollout.surge,
    unavailable: rollout.unavailable,
    floor: rollout.floor,
    ceiling: rollout.ceiling,
    available,
    total: cells.length,
    leaving: rollout.leaving.length,
    cells: [
      ...cells.slice(0, available),
      ...Array.from({ length: missing }, (): Cell => ({ kind: 'missing', hue: null, pod: null })),
      ...cells.slice(available),
    ],
  }
}
