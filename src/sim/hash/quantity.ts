/**
 * A resource.Quantity as Go holds it in memory once it was read back from storage: the hash dumps its inside.
 * @see k8s.io/apimachinery/pkg/api/resource/quantity.go, v1.35
 */

type Format = 'DecimalSI' | 'BinarySI' | 'DecimalExponent'

interface Parsed {
  negative: boolean
  /** Digits before and after the point, without leading zeros before and trailing zeros after it. */
  whole: string
  fraction: string
  base: 2 | 10
  exponent: number
  format: Format
}

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(.*)$/
const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
const DECIMAL_EXPONENT = /^[eE]([+-]?\d+)$/
/** Most decimal digits that surely fit an int64. */
const MAX_DIGITS = 18
const MAX_INT64 = 2n ** 63n - 1n

function parse(text: string): Parsed | undefined {
  const match = NUMBER.exec(text)
  const [, sign, digits = '', decimals = '', suffix = ''] = match ?? []
  if (!match || digits + decimals === '') return undefined
  const common = {
    negative: sign === '-',
    whole: digits.replace(/^0+/, ''),
    fraction: decimals.replace(/0+$/, ''),
  }
  const power = DECIMAL_EXPONENT.exec(suffix)?.[1]
  if (power !== undefined) return { ...common, base: 10, exponent: Number(power), format: 'DecimalExponent' }
  const decimal = DECIMAL.indexOf(suffix)
  if (decimal >= 0) return { ...common, base: 10, exponent: (decimal - 3) * 3, format: 'DecimalSI' }
  const binary = BINARY.indexOf(suffix)
  if (binary < 0) return undefined
  return { ...common, base: 2, exponent: binary * 10, format: 'BinarySI' }
}

const pow10 = (n: number): bigint => 10n ** BigInt(n)

/** Units of 10⁻⁹, rounded up as upstream rounds what is finer. */
function nanos({ whole, fraction, base, exponent }: Parsed): bigint {
  const digits = BigInt(`0${whole}${fraction}`) * (base === 2 ? 2n ** BigInt(exponent) : 1n)
  const shift = 9 - fraction.length + (base === 10 ? exponent : 0)
  if (shift >= 0) return digits * pow10(shift)
  return (digits + pow10(-shift) - 1n) / pow10(-shift)
}

function canonicalDecimal(amount: bigint, format: Format): string {
  let [rest, exponent] = [amount, -9]
  // Suffixes end with E; exponents do not end.
  const most = format === 'DecimalExponent' ? Infinity : 18
  while (rest % 1000n === 0n && exponent < most) {
    rest /= 1000n
    exponent += 3
  }
  if (format !== 'DecimalExponent') return `${rest}${DECIMAL[exponent / 3 + 3]}`
  return exponent === 0 ? `${rest}` : `${rest}e${exponent}`
}

/** HASH-4: the text as the API server stores and returns it (CanonicalizeBytes); undefined when malformed. */
export function canonicalQuantity(text: string): string | undefined {
  const parsed = parse(text.trim())
  if (!parsed) return undefined
  const amount = nanos(parsed)
  if (amount === 0n) return '0'
  const sign = parsed.negative ? '-' : ''
  const unit = pow10(9)
  if (parsed.format !== 'BinarySI') return sign + canonicalDecimal(amount, parsed.format)
  if (amount < 1024n * unit || amount % unit !== 0n) return sign + canonicalDecimal(amount, 'DecimalSI')
  let [rest, step] = [amount / unit, 0]
  while (rest % 1024n === 0n && step < BINARY.length - 1) {
    rest /= 1024n
    step++
  }
  return `${sign}${rest}${BINARY[step]}`
}

const dump = (value: bigint, scale: number, dec: string, text: string, format: string): string =>
  `{i:(resource.int64Amount){value:(int64)${value} scale:(resource.Scale)${scale}} ` +
  `d:(resource.infDecAmount){Dec:(*inf.Dec)${dec}} s:(string)${text} Format:(resource.Format)${format}}`

/** A number beyond the int64 path, as inf.Dec keeps it: 64-bit words, lowest first. */
function dumpDec({ negative, whole, fraction, base, exponent, format }: Parsed): string {
  let unscaled = BigInt(`0${whole}${fraction}`) * (base === 2 ? 2n ** BigInt(exponent) : 1n)
  const scale = fraction.length - (base === 10 ? exponent : 0)
  const words: string[] = []
  for (; unscaled > 0n; unscaled >>= 64n) words.push(String(unscaled & (2n ** 64n - 1n)))
  const abs = `(big.nat)[${words.join(' ')}]`
  const dec = `{unscaled:(big.Int){neg:(bool)${negative} abs:${abs}} scale:(inf.Scale)${scale}}`
  return dump(0n, 0, dec, '', format)
}

/** How many digits upstream still trusts the int64 path with; negative: not at all. */
function precision({ whole, fraction, base, exponent }: Parsed): number {
  if (base === 10) return MAX_DIGITS - whole.length - fraction.length
  return fraction === '' ? 15 - whole.length - Math.trunc((exponent * 3) / 10) - 1 : -1
}

/** HASH-3: the dump of a Quantity, without its own type, after parsing its canonical text. */
export function dumpQuantity(given: string | number): string {
  const text = canonicalQuantity(String(given)) ?? '0'
  const parsed = parse(text)
  if (!parsed || text === '0') return dump(0n, 0, '<nil>', '0', '')
  const digits = parsed.whole + parsed.fraction
  const scale = (parsed.base === 10 ? parsed.exponent : 0) - parsed.fraction.length
  const value = BigInt(digits) * (parsed.base === 2 ? 2n ** BigInt(parsed.exponent) : 1n)
  if (precision(parsed) < 0 || scale < -9 || value > MAX_INT64) return dumpDec(parsed)
  // Only text that upstream takes for canonical at a glance is kept beside the number.
  const kept =
    parsed.base === 10
      ? scale % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0')
      : parsed.exponent % 10 === 0 && (BigInt(digits) & 7n) !== 0n
  return dump(parsed.negative ? -value : value, scale, '<nil>', kept ? text : '', parsed.format)
}
