/**
 * What enters and leaves: a child that is taken away stays until its exit has been played. Framer Motion plays; until
 * it is there (motion.ts), and whenever a move has no duration, states cut.
 */
import {
  Children,
  createContext,
  isValidElement,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type ReactElement,
  type ReactNode,
  type RefObject,
} from 'react'
import type { play as Play } from './motion.ts'
import type { Move } from './move.ts'
import { afterPicture } from './picture.ts'

const CUT: Move = { keyframes: {}, duration: 0 }

let play: typeof Play | null = null
void afterPicture(() => import('./motion.ts')).then((motion) => {
  play = motion.play
})

interface Standing {
  present: boolean
  /** It was there when the group was first drawn. */
  first: boolean
  gone: () => void
}

const StandingContext = createContext<Standing>({ present: true, first: false, gone: () => undefined })

const elements = (children: ReactNode): ReactElement[] =>
  Children.toArray(children).filter((child) => isValidElement(child))

const has = (list: readonly ReactElement[], key: string | null): boolean =>
  list.some((child) => child.key === key)

/** `now`, and what has left since `before` where it stood. */
export function withLeaving(before: readonly ReactElement[], now: readonly ReactElement[]): ReactElement[] {
  const out = [...now]
  before.forEach((child, index) => {
    if (has(now, child.key)) return
    const left = before[index - 1]
    out.splice(left ? out.findIndex(({ key }) => key === left.key) + 1 : 0, 0, child)
  })
  return out
}

/** Children with keys. `wait`: who enters waits until the others are gone. */
export function Presence({ children, wait = false }: { children: ReactNode; wait?: boolean }) {
  const [firstKeys] = useState(() => elements(children).map(({ key }) => key))
  const [last, setLast] = useState({ children, shown: elements(children) })
  let { shown } = last
  const now = elements(children)
  if (last.children !== children) {
    shown = withLeaving(last.shown, now)
    setLast({ children, shown })
  }
  const leave = (key: string | null) => () =>
    setLast((was) => ({
      ...was,
      shown: was.shown.filter((child) => child.key !== key || has(elements(was.children), key)),
    }))
  const drawn = wait && shown.length > now.length ? shown.filter(({ key }) => !has(now, key)) : shown
  return drawn.map((child) => (
    <StandingContext
      key={child.key}
      value={{
        present: has(now, child.key),
        first: firstKeys.includes(child.key),
        gone: leave(child.key),
      }}
    >
      {child}
    </StandingContext>
  ))
}

/** Whether it is still there, or only until its exit is over. */
export const usePresent = (): boolean => useContext(StandingContext).present

/** Plays `enter` when the element comes and `exit` when it leaves its Presence. What was there at first just stands. */
export function useMoves(ref: RefObject<HTMLElement | null>, enter: Move, exit: Move = CUT): void {
  const { present, first, gone } = useContext(StandingContext)
  const latest = useRef({ enter, exit, first, gone })
  useLayoutEffect(() => {
    latest.current = { enter, exit, first, gone }
  })
  useLayoutEffect(() => {
    const move = latest.current.enter
    if (!present || latest.current.first || !ref.current || !play || move.duration === 0) return undefined
    const playing = play(ref.current, move)
    return () => playing.cancel()
  }, [present, ref])
  useEffect(() => {
    if (present) return undefined
    const move = latest.current.exit
    if (!ref.current || !play || move.duration === 0) return latest.current.gone()
    const playing = play(ref.current, move)
    let back = false
    void playing.finished.then(() => back || latest.current.gone())
    return () => {
      back = true
      playing.cancel()
    }
  }, [present, ref])
}
