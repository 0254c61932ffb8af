/** Leads the tests' imports of vitest to our own words for it. */
const OURS = new URL('vitest.mjs', import.meta.url).href

export const resolve = (specifier, context, next) =>
  ['vitest', '@fast-check/vitest'].includes(specifier) && context.parentURL !== OURS
    ? { url: OURS, shortCircuit: true }
    : next(specifier, context)
