/** A run as data: all that is needed to give it again, and what of it is looked at. */
import type { Us } from '../../sim/time.ts'
import type { Input } from '../session/inputs.ts'

export interface SavedBranch {
  /** '' for the first one. */
  name: string
  /** Index of the branch it left; null for the first one. */
  parent: number | null
  forkedAt: Us
  /** The newest instant simulated. */
  until: Us
  /** Its own inputs: neither the scenario's nor those of the branch it left. */
  inputs: Input[]
}

export interface SavedRun {
  scenario: string
  seed: number
  /** At least one. A parent stands before its children. */
  branches: SavedBranch[]
  current: number
  /** The instant shown. */
  at: Us
  paused: boolean
  speed: number
  select: string | null
}
