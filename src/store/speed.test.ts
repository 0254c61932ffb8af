import { describe, expect, it } from 'vitest'
import { nextNotch, positionOf, speedAt } from './speed.ts'

describe('speed', () => {
  it('is logarithmic from 0.01 to 100', () => {
    expect(speedAt(0)).toBe(0.01)
    expect(speedAt(1)).toBe(100)
    expect(positionOf(1)).toBeCloseTo(0.5)
  })
  it('is caught by 1, 10 and 100', () => {
    expect(speedAt(positionOf(1) + 0.02)).toBe(1)
    expect(speedAt(positionOf(10) - 0.02)).toBe(10)
    expect(speedAt(positionOf(4))).toBe(4)
  })
  it('steps by notches and stays at the ends', () => {
    expect(nextNotch(1, 1)).toBe(2)
    expect(nextNotch(3, -1)).toBe(2)
    expect(nextNotch(100, 1)).toBe(100)
    expect(nextNotch(0.25, -1)).toBe(0.1)
    expect(nextNotch(0.01, -1)).toBe(0.01)
  })
})
