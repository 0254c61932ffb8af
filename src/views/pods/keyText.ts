/** Words of the pod states as groups. */
import { t } from '../../i18n/t.ts'
import type { GlyphState } from './Glyph.tsx'

/** The word of a state in the key and under a grid of cells. */
export const keyText = (state: GlyphState): string => t(`key.${state}`)
