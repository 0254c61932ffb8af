/**
 * The small language of catalogue texts. `{name}` is a value; `{name:duration}` ms as `2.8 s` (`{in:duration}`
 * counts down: what is left is rounded up, as on the tokens), `{name:clock}` ms as
 * `00:57.0`, `{name:one|other}` words by the plural rules of the locale, which may hold `{values}` in turn. `*bold*` and `` `mono` `` are markup
 * (see rich.ts). Numbers go through Intl.
 */
import { numberFormat, pluralRules } from './numbers.ts'

export type Value = string | number

type Name<P extends string> = P extends `${infer N}:${string}` ? N : P
/** The value names a text asks for. */
export type Names<S extends string> = S extends `${string}{${infer P}}${infer Rest}`
  ? Name<P> | Names<Rest>
  : never

/** `2.8 s` under 10 s, `50 s` under two minutes, then `3 min 8 s`. Rounded to the nearest. */
export function formatDuration(ms: number, numbers: Intl.NumberFormat): string {
  const s = Math.max(0, ms) / 1000
  if (s < 9.95) return `${numbers.format(Math.round(s * 10) / 10)} s`
  const whole = Math.round(s)
  if (whole < 120) return `${whole} s`
  if (whole < 7200) {
    return whole % 60 === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${whole % 60} s`
  }
  return `${Math.floor(whole / 3600)} h ${Math.round((whole % 3600) / 60)} min`
}

/** ms that are left, as tokens count them: up to the next tenth under 10 s, else to the next second. Never 0 before the end. */
const countdown = (ms: number): number => {
  const step = ms < 9_950 ? 100 : 1000
  return Math.ceil(ms / step - 1e-6) * step
}

const two = (n: number): string => String(n).padStart(2, '0')

/** `00:57.0`; from one hour on `1:00:57.0`. Cut, not rounded: a clock never shows an instant that is not reached. */
export function formatClock(ms: number): string {
  const tenths = Math.floor(Math.max(0, ms) / 100 + 1e-6)
  const hours = Math.floor(tenths / 36_000)
  const minutes = Math.floor((tenths % 36_000) / 600)
  const rest = `${two(minutes)}:${two(Math.floor((tenths % 600) / 10))}.${tenths % 10}`
  return hours > 0 ? `${hours}:${rest}` : rest
}

/** Fills `text` with `values` as `locale` writes them. A value that is missing stays visible as `{name}`. */
export function format(text: string, values: Readonly<Record<string, Value>>, locale: string): string {
  if (!text.includes('{')) return text
  const numbers = numberFormat(locale)
  return text.replace(
    /\{(\w+)(?::((?:[^{}]|\{[^{}]*\})*))?\}/g,
    (whole, name: string, style: string | undefined) => {
      const value = values[name]
      if (value === undefined) return whole
      if (style === undefined) return typeof value === 'number' ? numbers.format(value) : value
      if (style === 'duration') {
        return formatDuration(name === 'in' ? countdown(Number(value)) : Number(value), numbers)
      }
      if (style === 'clock') return formatClock(Number(value))
      const [one = '', other = one] = style.split('|')
      return format(pluralRules(locale).select(Number(value)) === 'one' ? one : other, values, locale)
    },
  )
}
