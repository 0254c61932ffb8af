/**
 * docs/SPEC.md and the tests hold each other: every rule has a test whose name begins with its id in brackets, and
 * every id in a test is a rule.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { filesBelow } from './lib/files.ts'

/** A rule may go on over several lines, up to the next one, a blank line or a heading. */
const RULE = /^- \*\*([A-Z]+-\d+)\*\* ([\s\S]*?)(?=\n- |\n\s*\n|\n#|\s*$(?![\s\S]))/gm
const ID = /\[([A-Z]+-\d+)\]/g
/** Ids stand at the beginning of a test's name, one or several. */
const NAME = /['"`]((?:\[[A-Z]+-\d+\] ?)+)/g

const ruleFiles = ['docs/SPEC.md']
const rules = ruleFiles.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(RULE)].map(([, id = '', text = '']) => ({ id, text, file })),
)
const testFiles = [
  ...filesBelow('src', /\.test\.tsx?$/),
  ...filesBelow('scripts', /\.test\.ts$/),
  ...filesBelow('e2e', /\.ts$/),
]

/** Ids cited at the start of test names, by file. */
const cited = testFiles
  .filter((file) => file !== 'scripts/spec.test.ts')
  .flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(NAME)].flatMap(([, name = '']) =>
      [...name.matchAll(ID)].map(([, id = '']) => ({ id, file })),
    ),
  )

describe('docs/SPEC.md', () => {
  it('has rules, each with a text and an upstream source', () => {
    expect(rules.length).toBeGreaterThan(20)
    expect(rules.filter(({ text }) => !/\bSource: \S/.test(text)).map(({ id }) => id)).toEqual([])
  })

  it('gives each id once', () => {
    const ids = rules.map(({ id }) => id)
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
  })

  it('has no rule without a test', () => {
    const tested = new Set(cited.map(({ id }) => id))
    expect(rules.filter(({ id }) => !tested.has(id)).map(({ id, file }) => `${id} of ${file}`)).toEqual([])
  })

  it('knows every rule that a test cites', () => {
    const known = new Set(rules.map(({ id }) => id))
    const unknown = cited.filter(({ id }) => !known.has(id)).map(({ id, file }) => `${id} in ${file}`)
    expect([...new Set(unknown)]).toEqual([])
  })
})

describe('decisions', () => {
  it('name only rules that exist', () => {
    const known = new Set(rules.map(({ id }) => id))
    const named = filesBelow('src', /^src\/(sim|worker)\/.*(?<!\.test)\.ts$/).flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\brule: '([A-Z]+-\d+)'/g)].map(([, id = '']) => ({
        id,
        file,
      })),
    )
    expect(named.filter(({ id }) => !known.has(id)).map(({ id, file }) => `${id} in ${file}`)).toEqual([])
  })
})
