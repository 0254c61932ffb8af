/** The layout for those who draw between the cards: wires and particles. */
import { createContext } from 'react'
import type { StageLayout } from './layout.ts'

export const LayoutContext = createContext<StageLayout | null>(null)
