/** How a thing enters, leaves or changes: what presence.tsx is given and motion.ts plays. */

/** Keyframes with their first and last value; seconds. */
export interface Move {
  keyframes: { opacity?: [number, number]; transform?: [string, string] }
  /** 0: at once. */
  duration: number
  delay?: number
  ease?: [number, number, number, number]
  /** A spring takes as long as it takes. */
  bounce?: { stiffness: number; damping: number }
}
