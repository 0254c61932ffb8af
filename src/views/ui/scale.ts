/**
 * Projector mode draws text a quarter larger (base.css). What JavaScript measures in px for it, the layout of the
 * stage first, grows with it.
 */
import { useRollscope } from '../../store/store.ts'

/** Root size of projector mode over the usual one: 20 px / 16 px. */
const PROJECTOR = 1.25

export const useScale = (): number => useRollscope((s) => (s.projector ? PROJECTOR : 1))
