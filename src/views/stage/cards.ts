/** The measured heights of the cards, so that the layout can stand them without overlap. */
import { createContext, useContext, useEffect } from 'react'
import type { CardHeights } from './layout.ts'
import { useSize } from '../ui/useSize.ts'

export const CardContext = createContext<(card: keyof CardHeights, height: number) => void>(() => {})

/** Ref for a card's element; reports its height. */
export function useCard(card: keyof CardHeights): (element: HTMLElement | null) => void {
  const report = useContext(CardContext)
  const [ref, { height }] = useSize()
  useEffect(() => {
    if (height > 0) report(card, height)
  }, [card, height, report])
  return ref
}
