/** Commands that sleep in virtual time: each is woken exactly at its instant, or early when it is interrupted. */
import type { Us } from '../../sim/time.ts'

export interface Waits {
  /** Resolves true at `at`, false when cancelled. */
  until(at: Us, owner: number): Promise<boolean>
  next(): Us | undefined
  /** Wakes all that are due. True when there was one. */
  wake(now: Us): boolean
  /** Wakes those of one terminal, or all, before their time. */
  cancel(owner?: number): void
}

interface Wait {
  at: Us
  owner: number
  resolve: (slept: boolean) => void
}

export function createWaits(): Waits {
  let waits: Wait[] = []
  const take = (which: (wait: Wait) => boolean, slept: boolean): boolean => {
    const taken = waits.filter(which)
    waits = waits.filter((wait) => !which(wait))
    for (const wait of taken) wait.resolve(slept)
    return taken.length > 0
  }
  return {
    until: (at, owner) => new Promise((resolve) => waits.push({ at, owner, resolve })),
    next: () => waits.reduce<Us | undefined>((least, { at }) => Math.min(least ?? at, at), undefined),
    wake: (now) => take(({ at }) => at <= now, true),
    cancel: (owner) => {
      take((wait) => owner === undefined || wait.owner === owner, false)
    },
  }
}
