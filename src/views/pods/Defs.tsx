/** Sheen, hatches and the clip that all tokens share. Once per page. */
import { SQUARE } from './silhouettes.ts'

export function Defs() {
  return (
    <svg width="0" height="0" style={{ position: 'absolute' }} aria-hidden="true">
      <defs>
        <linearGradient id="token-sheen" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="#fff" style={{ stopOpacity: 'var(--sheen)' }} />
          <stop offset=".6" stopColor="#fff" stopOpacity="0" />
        </linearGradient>
        <clipPath id="token-square">
          <path d={SQUARE} />
        </clipPath>
        {[1, 2, 3, 4, 5, 6].map((hue) => (
          <pattern
            key={hue}
            id={`token-hatch-${hue - 1}`}
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <path d="M0 0V6" stroke={`var(--r${hue})`} strokeWidth="3" opacity=".5" />
          </pattern>
        ))}
        <pattern
          id="fail-hatch"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <path d="M0 0V6" stroke="var(--fail)" strokeWidth="2.6" />
        </pattern>
      </defs>
    </svg>
  )
}
