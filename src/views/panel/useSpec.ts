/** The spec as the panel shows it: the live one with the draft laid over it. */
import { useMemo } from 'react'
import { changesOf, isPast, situationOf, type Situation } from '../../store/draft.ts'
import { useRollscope } from '../../store/store.ts'
import type { Draft } from '../../store/ui.ts'
import type { SpecView } from '../../worker/picture/picture.ts'
import { useSame } from '../ui/useSame.ts'

export interface ShownSpec {
  live: SpecView
  /** What the fields show. In the past: the spec of that moment, nothing laid over it. */
  shown: SpecView
  changes: Draft
  past: boolean
  situation: Situation
}

export function useSpec(): ShownSpec | null {
  const live = useSame((s) => s.scene?.deployment?.spec)
  const draft = useRollscope((s) => s.draft)
  const past = useRollscope((s) => isPast(s.clock))
  const changes = useMemo(() => (past || !live ? {} : changesOf(draft, live)), [past, draft, live])
  const situation = useRollscope((s) => situationOf(s.scene, s.clock, changes))
  return useMemo(
    () => (live ? { live, shown: { ...live, ...changes }, changes, past, situation } : null),
    [live, changes, past, situation],
  )
}
