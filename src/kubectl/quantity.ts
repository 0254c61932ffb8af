/**
 * resource.Quantity: reading and the canonical way to write one. Values as integers of 1/1000.
 * @see k8s.io/apimachinery/pkg/api/resource/quantity.go
 */
const binary: Record<string, bigint> = {
  Ki: 1n << 10n,
  Mi: 1n << 20n,
  Gi: 1n << 30n,
  Ti: 1n << 40n,
  Pi: 1n << 50n,
  Ei: 1n << 60n,
}
const decimal: Record<string, number> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 }

export interface Quantity {
  /** In units of 10⁻⁹. */
  nano: bigint
  format: 'binary' | 'decimal' | 'exponent'
}

const pattern = /^([+-]?)(\d+\.?\d*|\.\d+)(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d+)?$/

export function parseQuantity(source: string): Quantity | undefined {
  const parts = pattern.exec(source)
  if (!parts) return undefined
  const [, sign = '', digits = '', suffix = ''] = parts
  const [whole = '', fraction = ''] = digits.split('.')
  const unit = binary[suffix]
  const exponent = /^[eE]/.test(suffix) ? Number(suffix.slice(1)) : (decimal[suffix] ?? 0)
  const scale = 9 + (unit ? 0 : exponent)
  const mantissa = BigInt(`${whole}${fraction}` || '0') * (unit ?? 1n)
  const power = scale - fraction.length
  // Smaller than a nano is rounded up, away from zero.
  const divisor = 10n ** BigInt(Math.max(0, -power))
  const nano = power >= 0 ? mantissa * 10n ** BigInt(power) : (mantissa + divisor - 1n) / divisor
  return {
    nano: sign === '-' ? -nano : nano,
    format: unit ? 'binary' : /^[eE]/.test(suffix) ? 'exponent' : 'decimal',
  }
}

export function formatQuantity({ nano, format }: Quantity): string {
  if (nano === 0n) return '0'
  const sign = nano < 0n ? '-' : ''
  const size = nano < 0n ? -nano : nano
  const GIGA = 1_000_000_000n
  if (format === 'binary' && size % GIGA === 0n && size / GIGA >= 1024n) {
    const whole = size / GIGA
    let best: [string, bigint] = ['', whole]
    for (const [suffix, unit] of Object.entries(binary))
      if (whole % unit === 0n) best = [suffix, whole / unit]
    return `${sign}${best[1]}${best[0]}`
  }
  const suffixes = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']
  let at = 0
  let value = size
  while (at < suffixes.length - 1 && value % 1000n === 0n) {
    value /= 1000n
    at++
  }
  if (format === 'exponent' && at > 3) return `${sign}${value}e${(at - 3) * 3}`
  return `${sign}${value}${suffixes[at] ?? ''}`
}

export function canonicalQuantity(source: string): string | undefined {
  const parsed = parseQuantity(source)
  return parsed && formatQuantity(parsed)
}

/** Thousandths, as a number (rounded up). */
export const milliValue = (source: string): number => {
  const parsed = parseQuantity(source)
  return parsed ? Number((parsed.nano + 999_999n) / 1_000_000n) : 0
}

export const addQuantities = (a: Quantity | undefined, b: Quantity): Quantity =>
  a === undefined ? b : { nano: a.nano + b.nano, format: a.nano === 0n ? b.format : a.format }
