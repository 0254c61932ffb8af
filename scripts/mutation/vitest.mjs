/** Vitest's words for tests, so far as the core's tests use them: they only note what is to be run, for runner.mjs. */
import { format } from 'node:util'
import fc from 'fast-check'
import { expect } from 'vitest'

export { expect, fc }

/** @type {{ name: string, run: () => unknown }[]} */
export const noted = []
const path = []

export function describe(name, body) {
  path.push(name)
  body()
  path.pop()
}

export const it = (name, run) => {
  noted.push({ name: [...path, name].join(' > '), run })
}

it.each = (rows) => (name, run) => {
  for (const [i, row] of rows.entries()) {
    const values = Array.isArray(row) ? row : [row]
    const wanted = name.match(/%[a-z]/g)?.length ?? 0
    it(`${format(name, ...values.slice(0, wanted))} #${i}`, () => run(...values))
  }
}

it.prop = (arbitraries) => (name, run) => {
  const property = fc.property(...arbitraries, run)
  it(name, () => fc.assert(property, { numRuns: 50, seed: 1 }))
}

export const test = { prop: it.prop }
