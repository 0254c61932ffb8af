/**
 * resource.Quantity: `500m`, `64Mi`, `1e3`. Compared exactly, as a whole number of nano-units; written canonically.
 * @see k8s.io/apimachinery/pkg/api/resource/quantity.go, v1.35
 */

export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent'

export interface Quantity {
  /** Value in billionths, rounded up. */
  nano: bigint
  format: QuantityFormat
}

const BINARY: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 }
const DECIMAL: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
}
const NANO = 1_000_000_000n
const SHAPE = /^([+-]?)(\d*)(?:\.(\d*))?(?:([eE])([+-]?\d+)|(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]?))$/

/** undefined: not a quantity. */
export function parseQuantity(text: string): Quantity | undefined {
  const match = SHAPE.exec(text)
  if (!match) return undefined
  const [, sign, whole = '', fraction = '', exponentMark, exponent, suffix = ''] = match
  if (whole === '' && fraction === '') return undefined
  const digits = BigInt(whole + fraction)
  const signed = (value: bigint): bigint => (sign === '-' ? -value : value)
  const power = BINARY[suffix]
  if (power !== undefined) {
    const scaled = digits * NANO * (1n << BigInt(power))
    return { nano: signed(divideUp(scaled, 10n ** BigInt(fraction.length))), format: 'BinarySI' }
  }
  const shift = (exponentMark ? Number(exponent) : (DECIMAL[suffix] ?? 0)) - fraction.length + 9
  const nano = shift >= 0 ? digits * 10n ** BigInt(shift) : divideUp(digits, 10n ** BigInt(-shift))
  return { nano: signed(nano), format: exponentMark ? 'DecimalExponent' : 'DecimalSI' }
}

const divideUp = (a: bigint, b: bigint): bigint => (a + b - 1n) / b

/** Sum, difference, comparison: by `nano`. The text of a value in a format, as upstream writes it. */
export function formatQuantity({ nano, format }: Quantity): string {
  if (nano === 0n) return '0'
  const sign = nano < 0n ? '-' : ''
  const size = nano < 0n ? -nano : nano
  if (format === 'BinarySI' && size % NANO === 0n && size / NANO >= 1024n) return sign + binary(size / NANO)
  return sign + decimal(size, format === 'DecimalExponent')
}

function binary(value: bigint): string {
  let rest = value
  let power = 0
  while (power < 60 && rest % 1024n === 0n) {
    rest /= 1024n
    power += 10
  }
  const suffix = Object.keys(BINARY).find((name) => BINARY[name] === power) ?? ''
  return `${rest}${suffix}`
}

function decimal(nano: bigint, exponentForm: boolean): string {
  let rest = nano
  let exponent = -9
  while (exponent < 18 && rest % 1000n === 0n) {
    rest /= 1000n
    exponent += 3
  }
  if (exponentForm) return exponent === 0 ? `${rest}` : `${rest}e${exponent}`
  const suffix = Object.keys(DECIMAL).find((name) => DECIMAL[name] === exponent) ?? ''
  return `${rest}${suffix}`
}

/** The canonical text of a quantity as it is stored, or undefined when it is not one. */
export function canonicalQuantity(text: string): string | undefined {
  const parsed = parseQuantity(text)
  return parsed && formatQuantity(parsed)
}

/** Why a text is no quantity. */
export function quantityError(text: string): string {
  if (text === '')
    return "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
  if (/^[+-]?[0-9.]+[eEinumkKMGTP]*[-+]?[0-9]*$/.test(text)) return "unable to parse quantity's suffix"
  return "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
}
