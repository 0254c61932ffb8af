/**
 * A resource.Quantity as Go holds it in memory once it was read back from storage: the hash dumps its inside.
 * @see k8s.io/apimachinery/pkg/api/resource/quantity.go (ParseQuantity), v1.35
 */
import { canonicalQuantity } from '../api/quantity.ts'

/** Canonical text has neither a plus sign nor a fraction. */
const CANONICAL = /^(-?)(\d+)(.*)$/
const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
/** Most decimal digits that surely fit an int64. */
const MAX_DIGITS = 18
const MAX_INT64 = 2n ** 63n - 1n

interface Suffix {
  /** Powers of ten and of two that it stands for; one of them is 0. */
  ten: number
  two: number
  format: 'DecimalSI' | 'BinarySI' | 'DecimalExponent'
}

function suffixOf(text: string): Suffix {
  const binary = BINARY.indexOf(text)
  if (binary >= 0) return { ten: 0, two: (binary + 1) * 10, format: 'BinarySI' }
  const decimal = DECIMAL.indexOf(text)
  if (decimal >= 0) return { ten: (decimal - 3) * 3, two: 0, format: 'DecimalSI' }
  return { ten: Number(text.slice(1)), two: 0, format: 'DecimalExponent' }
}

const dump = (value: bigint, scale: number, dec: string, text: string, format: string): string =>
  `{i:(resource.int64Amount){value:(int64)${value} scale:(resource.Scale)${scale}} ` +
  `d:(resource.infDecAmount){Dec:(*inf.Dec)${dec}} s:(string)${text} Format:(resource.Format)${format}}`

/** A number beyond the int64 path, as inf.Dec keeps it: 64-bit words, lowest first. */
function dumpDec(magnitude: bigint, negative: boolean, { ten, format }: Suffix): string {
  const words: string[] = []
  for (let rest = magnitude; rest > 0n; rest >>= 64n) words.push(String(rest & (2n ** 64n - 1n)))
  const big = `(big.Int){neg:(bool)${negative} abs:(big.nat)[${words.join(' ')}]}`
  return dump(0n, 0, `{unscaled:${big} scale:(inf.Scale)${0 - ten}}`, '', format)
}

/** How many digits upstream still trusts the int64 path with; negative: not at all. */
const precision = (digits: number, { two, format }: Suffix): number =>
  format === 'BinarySI' ? 15 - digits - Math.trunc((two * 3) / 10) - 1 : MAX_DIGITS - digits

/** HASH-3: the dump of a Quantity, without its own type. What is no quantity counts as 0. */
export function dumpQuantity(given: string | number): string {
  const text = canonicalQuantity(String(given)) ?? '0'
  const [, minus = '', digits = '0', tail = ''] = CANONICAL.exec(text) ?? []
  if (text === '0') return dump(0n, 0, '<nil>', text, '')
  const suffix = suffixOf(tail)
  const magnitude = BigInt(digits) << BigInt(suffix.two)
  if (precision(digits.length, suffix) < 0 || magnitude > MAX_INT64)
    return dumpDec(magnitude, minus !== '', suffix)
  // Only text that upstream takes for canonical at a glance is kept beside the number.
  const kept =
    suffix.format === 'BinarySI'
      ? (BigInt(digits) & 7n) !== 0n
      : suffix.ten % 3 === 0 && !digits.endsWith('000')
  return dump(minus === '' ? magnitude : -magnitude, suffix.ten, '<nil>', kept ? text : '', suffix.format)
}
