import { expect, it } from 'vitest'
import type { Json } from '../json.ts'
import { executePath } from './evaluate.ts'
import { PathError } from './parse.ts'

const data: Json = {
  items: [
    { n: 'a', v: 1, t: ['x', 'y'] },
    { n: 'b', v: 2, 'k.k': 'dot' },
  ],
}
const run = (template: string) => executePath(template, data, { allowMissingKeys: true })

it('[CTL-11] walks fields, indexes, slices, filters and ranges', () => {
  expect(run('{.items[*].n}')).toBe('a b')
  expect(run('{.items[-1].n}{.items[0:1].n}')).toBe('ba')
  expect(run('{.items[?(@.v>1)].n}')).toBe('b')
  expect(run('{range .items[*]}{.n}{"\\t"}{.v}{"\\n"}{end}')).toBe('a\t1\nb\t2\n')
  expect(run('{..n}')).toBe('a b')
  expect(run('{.items[1].k\\.k}')).toBe('dot')
  expect(run('{.items[0].t}')).toBe('["x","y"]')
})

it('[CTL-11] takes text outside braces as it is and words its errors', () => {
  expect(run('.items')).toBe('.items')
  expect(run('{range .items[*]}{.n}{"\\n"}')).toBe('a\nb\n\n')
  expect(() => run('{.items[9]}')).toThrow('array index out of bounds: index 9, length 2')
  expect(() => run('{.items[*')).toThrow(PathError)
  expect(() => run('{items}')).toThrow('unrecognized identifier items')
})
