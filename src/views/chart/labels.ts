/** Direct labels right of *now*: each near its line, spread so that none covers another. */
export interface Label {
  key: string
  /** 0 top … 1 bottom. */
  y: number
}

/** Keeps the order by `y`, at least `least` apart, within 0…`bottom`. Moves as little as it can. */
export function spread<T extends Label>(labels: readonly T[], least: number, bottom = 1): T[] {
  const out = [...labels].sort((a, b) => a.y - b.y).map((label) => ({ ...label }))
  for (let i = 1; i < out.length; i++) {
    const [above, here] = [out[i - 1] as T, out[i] as T]
    here.y = Math.max(here.y, above.y + least)
  }
  let edge = bottom
  for (let i = out.length - 1; i >= 0; i--) {
    const here = out[i] as T
    here.y = Math.min(here.y, edge)
    edge = here.y - least
  }
  return out
}
