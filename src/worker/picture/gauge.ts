/** The budget gauge: one cell per pod between floor and ceiling. */
import { controllerUid, type Instant } from './instant.ts'
import type { GaugeView } from './picture.ts'
import { isFailing } from './podstate.ts'
import type { Rollout, RolloutPod } from './rollout.ts'

type Cell = GaugeView['cells'][number]

function kindOf({ state }: RolloutPod): Cell['kind'] {
  if (state === 'available' || state === 'ready') return state
  return isFailing(state) ? 'failing' : 'notReady'
}

const RANK: Record<Cell['kind'], number> = { available: 0, missing: 1, ready: 2, notReady: 3, failing: 4 }

/** Available (old, then new), the ones missing to the floor, ready, not ready, failing. */
export function gaugeOf(rollout: Rollout, instant: Instant): GaugeView {
  const cells = rollout.pods.map((one) => ({
    kind: kindOf(one),
    hue: instant.hue(controllerUid(one.pod) ?? ''),
    pod: one.pod.metadata.uid,
    isNew: one.isNew,
    slot: instant.slot(one.pod.metadata.uid),
  }))
  cells.sort((a, b) => RANK[a.kind] - RANK[b.kind] || Number(a.isNew) - Number(b.isNew) || a.slot - b.slot)
  const available = cells.filter(({ kind }) => kind === 'available').length
  const missing = Math.max(0, (rollout.floor ?? 0) - available)
  const row: Cell[] = cells.map(({ kind, hue, pod }) => ({ kind, hue, pod }))
  row.splice(
    available,
    0,
    ...Array.from({ length: missing }, (): Cell => ({ kind: 'missing', hue: null, pod: null })),
  )
  return {
    replicas: rollout.desired,
    surge: rollout.surge,
    unavailable: rollout.unavailable,
    floor: rollout.floor,
    ceiling: rollout.ceiling,
    available,
    total: cells.length,
    leaving: rollout.leaving.length,
    cells: row,
  }
}
