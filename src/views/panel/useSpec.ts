/** The spec as the panel shows it: the live one with the draft laid over it. */
import { useMemo } from 'react'
import { changesOf, isPast, situationOf, type Situation } from '../../store/draft.ts'
import { useRollscope } from '../../store/store.ts'
import type { Draft } from '../../store/ui.ts'
import type { SpecView } from '../../worker/picture/picture.ts'

export interface ShownSpec {
  live: SpecView
  /** What the fields show. In the past: the spec of that moment, nothing laid over it. */
  shown: SpecView
  changes: Draft
  past: boolean
  situation: Situation
}

export function useSpec(): ShownSpec | null {
  const scene = useRollscope((s) => s.scene)
  const clock = useRollscope((s) => s.clock)
  const draft = useRollscope((s) => s.draft)
  const past = isPast(clock)
  const live = scene?.deployment?.spec
  return useMemo(() => {
    if (!live) return null
    const changes = past ? {} : changesOf(draft, live)
    return {
      live,
      shown: { ...live, ...changes },
      changes,
      past,
      situation: situationOf(scene, clock, changes),
    }
  }, [live, draft, past, scene, clock])
}
