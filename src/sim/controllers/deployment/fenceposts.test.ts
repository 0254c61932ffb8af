import { describe, expect, it } from 'vitest'
import type { Deployment } from '../../api/types/apps.ts'
import type { IntOrString } from '../../api/types/meta.ts'
import { maxSurge, maxUnavailable, newRSNewReplicas, resolveFenceposts } from './fenceposts.ts'

function deployment(
  replicas: number,
  surge: IntOrString | undefined,
  unavailable: IntOrString | undefined,
  type: 'RollingUpdate' | 'Recreate' = 'RollingUpdate',
): Deployment {
  const rollingUpdate = { maxSurge: surge, maxUnavailable: unavailable }
  return { spec: { replicas, strategy: { type, rollingUpdate } }, status: {} } as unknown as Deployment
}

const sized = (replicas: number): { spec: { replicas: number } } => ({ spec: { replicas } })

/** Appendix A.1: name, n, maxSurge, maxUnavailable → surge, unavailable, effective, least available, most pods. */
const A1: [
  string,
  number,
  IntOrString | undefined,
  IntOrString | undefined,
  number,
  number,
  number,
  number,
  number,
][] = [
  ['F1', 1, '25%', '25%', 1, 0, 0, 1, 2],
  ['F2', 2, '25%', '25%', 1, 0, 0, 2, 3],
  ['F3', 3, '25%', '25%', 1, 0, 0, 3, 4],
  ['F4', 4, '25%', '25%', 1, 1, 1, 3, 5],
  ['F5', 5, '25%', '25%', 2, 1, 1, 4, 7],
  ['F6', 8, '25%', '25%', 2, 2, 2, 6, 10],
  ['F7', 10, '25%', '25%', 3, 2, 2, 8, 13],
  ['F8', 15, '25%', '25%', 4, 3, 3, 12, 19],
  ['F9', 100, '25%', '25%', 25, 25, 25, 75, 125],
  ['F10', 10, '39%', '39%', 4, 3, 3, 7, 14],
  ['F11', 10, undefined, undefined, 0, 1, 1, 9, 10],
  ['F12', 1, '0%', '1%', 0, 1, 1, 0, 1],
  ['F13', 2, '0%', '1%', 0, 1, 1, 1, 2],
  ['F14', 3, 0, '30%', 0, 1, 1, 2, 3],
  ['F15', 10, '30%', 0, 3, 0, 0, 10, 13],
  ['F16', 4, 1, 0, 1, 0, 0, 4, 5],
  ['F17', 3, '100%', 0, 3, 0, 0, 3, 6],
  ['F18', 3, 0, '100%', 0, 3, 3, 0, 3],
  ['F19', 5, 0, 10, 0, 10, 5, 0, 5],
  ['F20', 0, '25%', '25%', 0, 1, 0, 0, 0],
]

describe('fenceposts', () => {
  it.each(A1)('[CALC-1] %s: n=%i %s %s', (_, n, surge, unavailable, up, down, effective, least, most) => {
    expect(resolveFenceposts(surge, unavailable, n)).toEqual({ ok: true, surge: up, unavailable: down })
    const d = deployment(n, surge, unavailable)
    expect(maxUnavailable(d)).toBe(effective)
    expect(n - maxUnavailable(d)).toBe(least)
    expect(n + maxSurge(d)).toBe(most)
  })

  it('[CALC-2] lets one pod be unavailable when both resolve to nothing', () => {
    expect(resolveFenceposts('0%', '1%', 3)).toEqual({ ok: true, surge: 0, unavailable: 1 })
    expect(resolveFenceposts(0, 0, 3)).toEqual({ ok: true, surge: 0, unavailable: 1 })
    expect(resolveFenceposts(1, 0, 3)).toEqual({ ok: true, surge: 1, unavailable: 0 })
  })

  it('[CALC-1] answers what is no percentage with the error of the parser, surge first', () => {
    const error = (surge: IntOrString, unavailable: IntOrString): string => {
      const posts = resolveFenceposts(surge, unavailable, 10)
      return posts.ok ? '' : posts.error
    }
    expect(error('25', 'x%')).toBe('invalid value for IntOrString: invalid type: string is not a percentage')
    expect(error(1, 'x%')).toBe(
      'invalid value for IntOrString: invalid value "x%": strconv.Atoi: parsing "x": invalid syntax',
    )
    expect(error('9223372036854775808%', 0)).toBe(
      'invalid value for IntOrString: invalid value "9223372036854775808%": strconv.Atoi: parsing "9223372036854775808": value out of range',
    )
    expect(error('9223372036854775807%', 0)).toBe('')
    expect(error('-9223372036854775808%', 0)).toBe('')
    expect(error('-9223372036854775809%', 0)).toContain('value out of range')
  })

  it('[CALC-1] takes a sign before the percentage, and never answers minus zero', () => {
    expect(resolveFenceposts('+10%', '-10%', 5)).toEqual({ ok: true, surge: 1, unavailable: -1 })
    expect(resolveFenceposts('-10%', 1, 5)).toEqual({ ok: true, surge: 0, unavailable: 1 })
  })

  it('[CALC-3] counts neither surge nor unavailable pods for Recreate, nor when a value is malformed', () => {
    expect(maxSurge(deployment(4, 2, 2, 'Recreate'))).toBe(0)
    expect(maxUnavailable(deployment(4, 2, 2, 'Recreate'))).toBe(0)
    expect(maxSurge(deployment(4, 'x', 2))).toBe(0)
    expect(maxUnavailable(deployment(4, 'x', 2))).toBe(0)
    expect(maxUnavailable(deployment(0, 0, 2))).toBe(0)
  })
})

describe('a rolling update without its block', () => {
  it('[CALC-3] [CALC-4] counts as both values absent', () => {
    const bare = {
      spec: { replicas: 3, strategy: { type: 'RollingUpdate' } },
      status: {},
    } as unknown as Deployment
    expect(maxSurge(bare)).toBe(0)
    expect(maxUnavailable(bare)).toBe(1)
    expect(newRSNewReplicas(bare, [sized(2)], sized(0))).toEqual({ ok: true, value: 1 })
  })
})

describe('NewRSNewReplicas', () => {
  const size = (d: Deployment, newSize: number, ...old: number[]): unknown => {
    const newRS = sized(newSize)
    return newRSNewReplicas(d, [...old.map(sized), newRS], newRS)
  }

  it('[CALC-4] M1, M2, M3', () => {
    expect(size(deployment(1, 1, 0), 5)).toEqual({ ok: true, value: 5 })
    expect(size(deployment(6, 10, 0), 2, 5)).toEqual({ ok: true, value: 6 })
    expect(size(deployment(3, undefined, undefined, 'Recreate'), 0, 3)).toEqual({ ok: true, value: 3 })
  })

  /** Rows of A.2 in which the new ReplicaSet grows, and two in which it is at the ceiling. */
  it.each<[string, number, IntOrString, number, number, number]>([
    ['S1', 10, 3, 0, 10, 3],
    ['S3', 10, 3, 3, 8, 5],
    ['S7', 10, 3, 5, 7, 6],
    ['S9', 10, 3, 5, 3, 10],
    ['S17', 4, '25%', 1, 3, 2],
    ['S21', 4, '25%', 2, 1, 4],
    ['S28', 3, '25%', 1, 2, 2],
    ['S30', 3, 0, 0, 2, 1],
    ['S40', 10, 2, 0, 5, 7],
    ['S41', 10, 2, 0, 10, 2],
    ['S42', 10, 2, 2, 10, 2],
    ['S44', 6, 10, 2, 5, 6],
  ])('[CALC-4] %s: n=%i surge=%s new=%i old=%i', (_, n, surge, newSize, old, want) => {
    expect(size(deployment(n, surge, 0), newSize, old)).toEqual({ ok: true, value: want })
  })

  it('[CALC-4] returns the error of a malformed maxSurge', () => {
    expect(size(deployment(3, 'all', 0), 0, 3)).toEqual({
      ok: false,
      error: 'invalid value for IntOrString: invalid type: string is not a percentage',
    })
  })

  it('[CALC-4] takes an absent maxSurge for 0', () => {
    expect(size(deployment(3, undefined, 1), 0, 2)).toEqual({ ok: true, value: 1 })
  })
})
