/** The recorded answers of golden/api, each played against the simulated API server. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createApiServer } from '../src/sim/api/server.ts'
import { createRandom } from '../src/sim/random.ts'
import { readGoldens } from './lib/api-golden/case.ts'
import { difference } from './lib/api-golden/match.ts'
import { playCase } from './lib/api-golden/play.ts'

const FILE = join(import.meta.dirname, '../golden/api/cases.json.gz')
const exceptions = JSON.parse(
  readFileSync(join(import.meta.dirname, '../golden/api-exceptions.json'), 'utf8'),
) as Record<string, string>
const { cases, columns } = readGoldens(FILE)

describe('api-golden', () => {
  for (const golden of cases) {
    if (exceptions[golden.id] !== undefined) continue
    it(golden.id, () => {
      expect(playCase(golden, columns)).toBeUndefined()
    })
  }

  it('names no case as an exception that is met or does not exist', () => {
    const met = cases.filter(
      ({ id }) => exceptions[id] !== undefined && playCase(golden(id), columns) === undefined,
    )
    expect(met.map(({ id }) => id)).toEqual([])
    expect(Object.keys(exceptions).filter((id) => !cases.some((c) => c.id === id))).toEqual([])
  })

  it('finds a difference when there is one', () => {
    const found = difference({ a: 'UID-1', b: [1, 2] }, { a: 'x', b: [1, 2] }, new Map())
    expect(found).toMatchObject({ path: '.a' })
    expect(difference({ b: [1, 2] }, { b: [1, 3] }, new Map())).toMatchObject({ path: '.b[1]' })
    expect(difference({ b: 1 }, { b: 1, c: null }, new Map())).toMatchObject({ path: '.c' })
  })
})

function golden(id: string): (typeof cases)[number] {
  const found = cases.find((c) => c.id === id)
  if (!found) throw new Error(`no case ${id}`)
  return found
}

/** Documents of discovery/: a path, what was accepted, and the answer. */
const documents = Object.entries(
  JSON.parse(gunzipSync(readFileSync(FILE)).toString('utf8')) as Record<string, unknown>,
).flatMap(([file, value]) => {
  const { path, accept, body } = value as { path?: string; accept?: string; body?: unknown }
  return file.startsWith('discovery/') && path !== undefined ? [{ file, path, accept, body }] : []
})

describe('discovery', () => {
  for (const { file, path, accept, body } of documents) {
    // The index of OpenAPI documents names groups that this cluster does not have.
    if (file.includes('openapi')) continue
    it(file, () => {
      const server = createApiServer({ now: () => 0, epochSeconds: 0, random: createRandom(1) })
      const answer = server.handle({ method: 'GET', path, ...(accept === undefined ? {} : { accept }) })
      if (answer.kind !== 'response') throw new Error('a watch')
      expect(difference(body, answer.response.body, new Map())).toBeUndefined()
    })
  }
})
