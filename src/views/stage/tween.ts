/** Between two layouts: lanes open and fold, cards move, and every wire moves with them because it reads the same numbers. */
import type { LaneBox, StageLayout } from './layout.ts'

const mix = (a: number, b: number, t: number): number => a + (b - a) * t

/** cubic-bezier(0.22, 1, 0.36, 1), near enough. */
export const easeOut = (t: number): number => 1 - (1 - t) ** 4

/** Only what follows from the lanes and cards is moved; another size or class of the stage is shown at once. */
export const canTween = (from: StageLayout, to: StageLayout): boolean =>
  from.width === to.width &&
  from.cls === to.cls &&
  from.preset.look === to.preset.look &&
  from.lanes.length > 0

function laneBetween(from: LaneBox | undefined, to: LaneBox, t: number): LaneBox {
  if (!from) return to
  return { ...to, y: mix(from.y, to.y, t), h: mix(from.h, to.h, t) }
}

/** `t` 0…1. */
export function between(from: StageLayout, to: StageLayout, t: number): StageLayout {
  if (t >= 1) return to
  const y = <T extends { y: number }>(a: T | null, b: T | null): T | null =>
    a && b ? { ...b, y: mix(a.y, b.y, t) } : b
  return {
    ...to,
    deployment: y(from.deployment, to.deployment),
    client: y(from.client, to.client),
    answered: y(from.answered, to.answered),
    service: { ...to.service, y: mix(from.service.y, to.service.y, t) },
    lanes: to.lanes.map((box) =>
      laneBetween(
        from.lanes.find(({ uid }) => uid === box.uid),
        box,
        t,
      ),
    ),
  }
}
