import { describe, expect, it } from 'vitest'
import { format, formatClock } from './message.ts'
import { pieces, plain } from './rich.ts'

describe('format', () => {
  it('fills values, numbers by locale', () => {
    expect(format('{n} of {name}', { n: 12000, name: 'web' }, 'en')).toBe('12,000 of web')
  })
  it('writes durations and clocks', () => {
    expect(format('{ago:duration}', { ago: 2_840 }, 'en')).toBe('2.8 s')
    expect(format('{ago:duration}', { ago: 50_400 }, 'en')).toBe('50 s')
    expect(format('{ago:duration}', { ago: 188_000 }, 'en')).toBe('3 min 8 s')
    expect(formatClock(57_099)).toBe('00:57.0')
    expect(formatClock(3_661_500)).toBe('1:01:01.5')
  })
  it('rounds up what is left, as tokens do', () => {
    expect(format('{in:duration}', { in: 2_810 }, 'en')).toBe('2.9 s')
    expect(format('{in:duration}', { in: 26_010 }, 'en')).toBe('27 s')
    expect(format('{in:duration}', { in: 40 }, 'en')).toBe('0.1 s')
    expect(format('{in:duration}', { in: 9_960 }, 'en')).toBe('10 s')
  })
  it('chooses words by plural rules', () => {
    expect(format('{n} {n:pod|pods}', { n: 1 }, 'en')).toBe('1 pod')
    expect(format('{n} {n:pod|pods}', { n: 2 }, 'en')).toBe('2 pods')
    expect(format('failed {n:once|{n} times}.', { n: 3 }, 'en')).toBe('failed 3 times.')
  })
  it('leaves a missing value visible', () => {
    expect(format('{gone}', {}, 'en')).toBe('{gone}')
  })
})

describe('pieces', () => {
  it('splits bold and mono', () => {
    expect(pieces('*8* of `x`')).toEqual([
      { kind: 'bold', text: '8' },
      { kind: 'plain', text: ' of ' },
      { kind: 'mono', text: 'x' },
    ])
    expect(plain('*8 of 10* updated')).toBe('8 of 10 updated')
    expect(plain('2 * 3')).toBe('2 * 3')
  })
})
