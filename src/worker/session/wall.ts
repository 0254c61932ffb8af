/** The wall clock and the turns of the event loop: the only things a session takes from the platform. */
export interface Wall {
  /** ms; only differences mean something. */
  now(): number
  later(ms: number, then: () => void): void
  /** Resolves when all that was ready to run has run. */
  turn(): Promise<void>
}

/** Messages overtake timers, which browsers delay. */
function createTurn(): () => Promise<void> {
  const channel = new MessageChannel()
  const waiting: (() => void)[] = []
  channel.port1.onmessage = () => waiting.shift()?.()
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve)
      channel.port2.postMessage(null)
    })
}

export const platformWall = (): Wall => ({
  now: () => performance.now(),
  later: (ms, then) => void setTimeout(then, ms),
  turn: createTurn(),
})
