/** What nodes know of their pods, by pod uid, and what of it is new. Shown, never read by an actor. */
import type { PodFacts } from '../facts.ts'
import type { Us } from '../time.ts'

export type FactsNews = PodFacts | { uid: string; gone: true }

export interface FactStore {
  get(uid: string): PodFacts | undefined
  note(at: Us, facts: FactsNews): void
  drain(): { at: Us; facts: FactsNews }[]
  snapshot(): readonly PodFacts[]
  restore(facts: readonly PodFacts[]): void
}

export function createFactStore(): FactStore {
  const byUid = new Map<string, PodFacts>()
  let news: { at: Us; facts: FactsNews }[] = []
  return {
    get: (uid) => byUid.get(uid),
    note(at, facts) {
      if ('gone' in facts) byUid.delete(facts.uid)
      else byUid.set(facts.uid, facts)
      news.push({ at, facts })
    },
    drain() {
      const drained = news
      news = []
      return drained
    },
    snapshot: () => [...byUid.values()],
    restore(all) {
      byUid.clear()
      for (const facts of all) byUid.set(facts.uid, facts)
      news = []
    },
  }
}
