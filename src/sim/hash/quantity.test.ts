import { describe, expect, it } from 'vitest'
import { canonicalQuantity } from '../api/quantity.ts'
import { dumpQuantity } from './quantity.ts'

describe('canonicalQuantity', () => {
  it.each([
    ['1', '1'],
    ['1.0', '1'],
    ['0.5', '500m'],
    ['.5', '500m'],
    ['100m', '100m'],
    ['1000m', '1'],
    ['1500m', '1500m'],
    ['0100m', '100m'],
    ['1000', '1k'],
    ['1024', '1024'],
    ['1e3', '1e3'],
    ['1E3', '1e3'],
    ['12e2', '1200'],
    ['0', '0'],
    ['0Gi', '0'],
    ['128Mi', '128Mi'],
    ['1024Mi', '1Gi'],
    ['0.5Gi', '512Mi'],
    ['0.5Ki', '512'],
    ['1.5Gi', '1536Mi'],
    ['0.1Gi', '107374182400m'],
    ['0.1n', '1n'],
    ['-1000m', '-1'],
    ['+5', '5'],
    ['1Ei', '1Ei'],
    ['1000E', '1000E'],
    ['1u', '1u'],
  ])('[HASH-4] stores %j as %j', (given, stored) => {
    expect(canonicalQuantity(given)).toBe(stored)
  })

  it.each(['', 'Gi', '1GiB', '1 Gi', 'one', '.', '1ee3'])('[HASH-4] refuses %j', (text) => {
    expect(canonicalQuantity(text)).toBeUndefined()
  })
})

describe('dumpQuantity', () => {
  const small = (value: number | string, scale: number, s: string, format: string): string =>
    `{i:(resource.int64Amount){value:(int64)${value} scale:(resource.Scale)${scale}} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)${s} Format:(resource.Format)${format}}`

  it.each<[string | number, string]>([
    ['100m', small(100, -3, '100m', 'DecimalSI')],
    [2, small(2, 0, '2', 'DecimalSI')],
    ['170Mi', small(170 * 2 ** 20, 0, '170Mi', 'BinarySI')],
    ['128Mi', small(128 * 2 ** 20, 0, '', 'BinarySI')],
    ['1Gi', small(2 ** 30, 0, '1Gi', 'BinarySI')],
    ['5e3', small(5, 3, '5e3', 'DecimalExponent')],
    ['0', small(0, 0, '0', '')],
    ['-3', small(-3, 0, '-3', 'DecimalSI')],
  ])('[HASH-3] %s', (text, dump) => {
    expect(dumpQuantity(text)).toBe(dump)
  })

  it('[HASH-3] keeps what int64 cannot be trusted with in words of 64 bits', () => {
    expect(dumpQuantity('2Pi')).toBe(
      '{i:(resource.int64Amount){value:(int64)0 scale:(resource.Scale)0} d:(resource.infDecAmount){Dec:(*inf.Dec){unscaled:(big.Int){neg:(bool)false abs:(big.nat)[2251799813685248]} scale:(inf.Scale)0}} s:(string) Format:(resource.Format)BinarySI}',
    )
    expect(dumpQuantity('1Ti')).toBe(small(2 ** 40, 0, '1Ti', 'BinarySI'))
  })

  it('[HASH-3] reads what was given in another form as storage returns it', () => {
    expect(dumpQuantity('0.5')).toBe(dumpQuantity('500m'))
    expect(dumpQuantity('1024Mi')).toBe(dumpQuantity('1Gi'))
  })
})
