import { describe, expect, it } from 'vitest'
import { FAMILIES } from './lib/vectors/families.ts'
import { runVectors } from './lib/vectors/run.ts'

const results = runVectors('golden/vectors')

describe('vectors recorded from Kubernetes v1.35.4', () => {
  it('cover every family', () => {
    expect(results.map(({ family }) => family).toSorted()).toEqual(Object.keys(FAMILIES).toSorted())
  })

  it.each(results)('$family: ours answer as upstream’s', ({ passed, differences }) => {
    expect(differences.slice(0, 3)).toEqual([])
    expect(passed).toBeGreaterThan(100)
  })
})
