import { describe, expect, it } from 'vitest'
import { becomesOne, intOrString, isRefused, resolve, stepped } from './arithmetic.ts'

describe('arithmetic of the panel', () => {
  it('shows the product and rounds by the direction', () => {
    expect(resolve('25%', 10, true)).toEqual({
      share: { percent: 25, product: 2.5 },
      value: 3,
      rounded: true,
    })
    expect(resolve('25%', 10, false)?.value).toBe(2)
    expect(resolve('50%', 10, true)?.rounded).toBe(false)
    expect(resolve(3, 10, true)).toEqual({ share: null, value: 3, rounded: false })
    expect(resolve('many', 10, true)).toBeNull()
  })
  it('reads what is typed', () => {
    expect(intOrString('3')).toBe(3)
    expect(intOrString('25 %')).toBe('25%')
    expect(intOrString('-1')).toBe('-1')
  })
  it('tells a refused 0/0 from percentages that come to 0', () => {
    expect(isRefused(0, '0%')).toBe(true)
    expect(becomesOne(0, 0, 10)).toBe(false)
    expect(becomesOne(0, '25%', 3)).toBe(true)
    expect(becomesOne('25%', '25%', 10)).toBe(false)
    expect(becomesOne('25%', '25%', 0)).toBe(false)
  })
  it('steps in its own unit, never below 0', () => {
    expect(stepped('25%', 1)).toBe('30%')
    expect(stepped('0%', -1)).toBe('0%')
    expect(stepped(0, -1)).toBe(0)
    expect(stepped('x', 1)).toBe('x')
  })
})
