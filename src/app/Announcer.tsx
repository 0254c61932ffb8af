/**
 * The two live regions. Polite ones are gathered and read at most once in 3 s of wall time; above 4× only the first
 * and last of a rollout come through, which is the worker's choice of `say`. Assertive ones are read at once.
 */
import { useEffect, useRef, useState } from 'react'
import { plain } from '../i18n/rich.ts'
import { sentence } from '../i18n/t.ts'
import { useRollscope, type Said } from '../store/store.ts'
import { Hidden } from '../views/ui/controls.tsx'

const POLITE_EVERY_MS = 3_000
const words = (said: Said): string => plain(sentence(said.sentence))

export function Announcer() {
  const said = useRollscope((s) => s.said)
  const [polite, setPolite] = useState('')
  const read = useRef(0)
  const lastAt = useRef(-POLITE_EVERY_MS)
  const assertive = said.findLast((one) => !one.polite)
  useEffect(() => {
    const waiting = said.filter((one) => one.polite && one.id > read.current)
    const newest = waiting.at(-1)
    if (!newest) return undefined
    const timer = window.setTimeout(
      () => {
        read.current = newest.id
        lastAt.current = performance.now()
        setPolite(words(newest))
      },
      Math.max(0, lastAt.current + POLITE_EVERY_MS - performance.now()),
    )
    return () => window.clearTimeout(timer)
  }, [said])
  return (
    <Hidden>
      <span role="status" aria-live="polite">
        {polite}
      </span>
      <span role="alert" aria-live="assertive" key={assertive?.id}>
        {assertive && words(assertive)}
      </span>
    </Hidden>
  )
}
