/** Sizes of a lane, from the roomiest to the tightest. Data of design.md §2 and §15; lengths in px. */
export type StageClass = 'wide' | 'base' | 'short' | 'narrow' | 'phone'
/** How pods are drawn, by their number. */
export type Density = 'full' | 'rows' | 'glyphs' | 'cells'

export interface Preset {
  name: string
  look: 'token' | 'glyph' | 'cells'
  token: number
  head: number
  /** From the header to the first token: room for the rail. */
  top: number
  rowGap: number
  padX: number
  bottom: number
  /** Height of the caption under a token; 0: none. */
  caption: number
  /** The caption has the pod's suffix too. */
  suffix: boolean
  slotGap: number
  /** Between lanes. */
  gap: number
  /** Height of a folded lane. */
  thin: number
  /** How far the rail is above the token's box. */
  railUp: number
}

const WIDE: Preset = {
  ...{ name: 'wide', look: 'token', token: 68, head: 50, top: 28, rowGap: 26, padX: 20, bottom: 16 },
  ...{ caption: 32, suffix: true, slotGap: 5, gap: 22, thin: 38, railUp: 18 },
}
const BASE: Preset = {
  ...{ name: 'base', look: 'token', token: 58, head: 44, top: 24, rowGap: 24, padX: 14, bottom: 10 },
  ...{ caption: 27, suffix: true, slotGap: 5, gap: 18, thin: 36, railUp: 15 },
}
const SNUG: Preset = {
  ...{ name: 'snug', look: 'token', token: 58, head: 36, top: 20, rowGap: 18, padX: 14, bottom: 6 },
  ...{ caption: 27, suffix: true, slotGap: 4, gap: 10, thin: 36, railUp: 15 },
}
const SHORT: Preset = {
  ...{ name: 'short', look: 'token', token: 46, head: 34, top: 16, rowGap: 14, padX: 10, bottom: 5 },
  ...{ caption: 27, suffix: true, slotGap: 3, gap: 9, thin: 32, railUp: 10 },
}
const TIGHT: Preset = {
  ...{ name: 'tight', look: 'token', token: 42, head: 30, top: 13, rowGap: 12, padX: 10, bottom: 2 },
  ...{ caption: 15, suffix: false, slotGap: 3, gap: 7, thin: 27, railUp: 9 },
}
const NARROW: Preset = {
  ...{ name: 'narrow', look: 'token', token: 40, head: 32, top: 14, rowGap: 12, padX: 10, bottom: 3 },
  ...{ caption: 15, suffix: false, slotGap: 2, gap: 9, thin: 30, railUp: 9 },
}
const PHONE: Preset = {
  ...{ name: 'phone', look: 'token', token: 46, head: 33, top: 10, rowGap: 10, padX: 8, bottom: 3 },
  ...{ caption: 16, suffix: false, slotGap: 1, gap: 10, thin: 30, railUp: 7 },
}
const PHONE_TIGHT: Preset = {
  ...{ ...PHONE, name: 'phoneTight', token: 38, head: 28, top: 9, rowGap: 7, bottom: 2 },
  ...{ caption: 14, gap: 8, thin: 26, railUp: 6 },
}
/** Two lanes of two rows above a banner, and the Service still above the fold. */
const PHONE_SMALL: Preset = {
  ...{ ...PHONE_TIGHT, name: 'phoneSmall', token: 30, head: 26, rowGap: 9, caption: 12, slotGap: 0, gap: 7 },
}
/** Silhouettes alone tell the state. */
const PHONE_BARE: Preset = { ...PHONE_SMALL, name: 'phoneBare', caption: 0, rowGap: 8, bottom: 4 }
const ROWS: Preset = { ...SHORT, name: 'rows', caption: 14, suffix: false, rowGap: 12 }
const SMALL: Preset = {
  ...{ name: 'small', look: 'token', token: 34, head: 28, top: 11, rowGap: 9, padX: 10, bottom: 3 },
  ...{ caption: 0, suffix: false, slotGap: 0, gap: 6, thin: 25, railUp: 7 },
}
const GLYPHS: Preset = {
  ...{ name: 'glyphs', look: 'glyph', token: 27, head: 34, top: 11, rowGap: 10, padX: 12, bottom: 9 },
  ...{ caption: 0, suffix: false, slotGap: 0, gap: 10, thin: 30, railUp: 5 },
}
const GLYPHS_SMALL: Preset = {
  ...GLYPHS,
  name: 'glyphsSmall',
  token: 19,
  head: 28,
  rowGap: 7,
  bottom: 5,
  gap: 6,
}
const GLYPHS_TINY: Preset = { ...GLYPHS_SMALL, name: 'glyphsTiny', token: 13, rowGap: 5, top: 8, railUp: 4 }
const CELLS: Preset = { ...GLYPHS, name: 'cells', look: 'cells', head: 36, gap: 12, padX: 16 }

type List = readonly [Preset, ...Preset[]]
const CROWDED: readonly Preset[] = [GLYPHS, GLYPHS_SMALL, GLYPHS_TINY]

const FULL: Record<StageClass, List> = {
  wide: [WIDE, BASE, SNUG, SHORT, TIGHT, SMALL, ...CROWDED],
  base: [BASE, SNUG, SHORT, TIGHT, SMALL, ...CROWDED],
  short: [SHORT, TIGHT, SMALL, ...CROWDED],
  narrow: [NARROW, SMALL, ...CROWDED],
  phone: [PHONE, PHONE_TIGHT, PHONE_SMALL, PHONE_BARE],
}

export function presetsFor(cls: StageClass, density: Density): List {
  if (density === 'cells') return [CELLS]
  if (density === 'glyphs') return [GLYPHS, GLYPHS_SMALL, GLYPHS_TINY]
  if (density === 'rows' && cls !== 'phone') return [ROWS, SMALL, ...CROWDED]
  return FULL[cls]
}
