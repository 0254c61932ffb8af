/** Virtual time of one capture: sleepers wake in order, once nothing else is left to do. */
export interface Clock {
  /** Milliseconds since the start. */
  elapsed(): number
  sleep(ms: number): Promise<void>
}

export function createClock(): Clock {
  let now = 0
  let pumping = false
  const sleepers: { at: number; wake: () => void }[] = []
  const pump = () => {
    sleepers.sort((a, b) => a.at - b.at)
    const next = sleepers.shift()
    if (next === undefined) {
      pumping = false
      return
    }
    now = Math.max(now, next.at)
    next.wake()
    setImmediate(pump)
  }
  return {
    elapsed: () => now,
    sleep: (ms) =>
      new Promise((wake) => {
        sleepers.push({ at: now + Math.max(0, ms), wake })
        if (!pumping) setImmediate(() => setImmediate(pump))
        pumping = true
      }),
  }
}
