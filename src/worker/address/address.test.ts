import { describe, expect } from 'vitest'
import { fc, it } from '@fast-check/vitest'
import type { Input } from '../session/inputs.ts'
import { scenarioIds } from '../scenarios/scenarios.ts'
import { compress } from './compress.ts'
import { readAddress, scenarioRun, writeAddress } from './address.ts'
import type { SavedRun } from './saved.ts'

const text = fc.string({ maxLength: 60, unit: 'grapheme' })
const instant = fc.nat(600_000_000)

const effect = fc.oneof(
  fc.record(
    {
      kind: fc.constant('api' as const),
      method: fc.constantFrom('POST' as const, 'PUT' as const, 'PATCH' as const, 'DELETE' as const),
      path: text.map((rest) => `/${rest}`),
      query: fc.dictionary(
        fc.string({ maxLength: 20 }).filter((key) => key !== '__proto__'),
        text,
        { maxKeys: 3 },
      ),
      contentType: text,
      body: text,
      label: text,
      user: fc.constantFrom('student' as const, 'none' as const, 'wrong' as const),
      userAgent: fc.string({ maxLength: 40 }),
    },
    { requiredKeys: ['kind', 'method', 'path'], noNullPrototype: true },
  ),
  fc.record(
    { kind: fc.constant('curl' as const), target: fc.record({ service: text }, { noNullPrototype: true }) },
    { noNullPrototype: true },
  ),
  fc.record(
    {
      kind: fc.constant('traffic' as const),
      traffic: fc.option(
        fc.record({ requestsPerSecond: fc.nat(2000), service: text }, { noNullPrototype: true }),
        { nil: null },
      ),
    },
    { noNullPrototype: true },
  ),
)

const inputs = (from: number, until: number): fc.Arbitrary<Input[]> =>
  fc
    .array(fc.tuple(fc.integer({ min: from, max: until }), effect), { maxLength: 6 })
    .map((list) => list.map(([at, one]): Input => ({ at, ...one })).sort((a, b) => a.at - b.at))

const run: fc.Arbitrary<SavedRun> = fc
  .tuple(instant, instant, fc.constantFrom(...scenarioIds()), fc.nat(0xffff_ffff), text, fc.boolean())
  .chain(([a, b, scenario, seed, name, paused]) => {
    const [forkedAt, until] = [Math.min(a, b), Math.max(a, b)]
    return fc.record(
      {
        scenario: fc.constant(scenario),
        seed: fc.constant(seed),
        branches: fc.tuple(inputs(0, until), inputs(forkedAt, until)).map(([main, fork]) => [
          { name: '', parent: null, forkedAt: 0, until, inputs: main },
          { name, parent: 0, forkedAt, until, inputs: fork },
        ]),
        current: fc.nat(1),
        at: fc.integer({ min: 0, max: until }),
        paused: fc.constant(paused),
        speed: fc.constantFrom(0.25, 1, 10, 100),
        select: fc.option(text, { nil: null }),
      },
      { noNullPrototype: true },
    )
  })

const mutated = (address: string, at: number, what: string, how: number): string => {
  const place = at % (address.length + 1)
  if (how === 0) return address.slice(0, place) + what + address.slice(place)
  if (how === 1) return address.slice(0, place) + what + address.slice(place + what.length)
  return how === 2 ? address.slice(0, place) : address.slice(place)
}

describe('address', () => {
  it.prop([run])('[WRK-13] reads what was written', async (saved) => {
    const read = await readAddress(await writeAddress(saved))
    expect(read).toEqual({ ok: true, run: saved })
  })

  it('[WRK-13] keeps a typical session under 2 kB', async () => {
    const path = '/apis/apps/v1/namespaces/default/deployments/kubernetes-bootcamp'
    const patch = (at: number, tag: string): Input => ({
      at,
      kind: 'api',
      method: 'PATCH',
      path,
      query: { fieldManager: 'kubectl-set', fieldValidation: 'Strict' },
      contentType: 'application/strategic-merge-patch+json',
      body: `{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"kubernetes-bootcamp"}],"containers":[{"image":"gcr.io/google-samples/kubernetes-bootcamp:${tag}","name":"kubernetes-bootcamp"}]}}}}`,
      label: `kubectl set image deployment/kubernetes-bootcamp kubernetes-bootcamp=gcr.io/google-samples/kubernetes-bootcamp:${tag}`,
    })
    const until = 900_000_000
    const saved = scenarioRun('bootcamp')
    const tags = ['v10', 'v4', 'v3', 'v2', 'v5', 'v6', 'v1', 'v2']
    const list = tags.map((tag, index) => patch(60_000_000 + index * 91_234_567, tag))
    saved.branches = [
      { name: '', parent: null, forkedAt: 0, until, inputs: list },
      { name: 'set image v4', parent: 0, forkedAt: 130_000_123, until, inputs: list.slice(1) },
    ]
    expect((await writeAddress(saved)).length).toBeLessThan(2_000)
  })

  it('[WRK-14] reads the plain form', async () => {
    const read = await readAddress('#scenario=stuck&seed=9&at=57000&paused&select=Pod/default/x')
    expect(read).toMatchObject({
      ok: true,
      run: { scenario: 'stuck', seed: 9, at: 57_000_000, paused: true, select: 'Pod/default/x' },
    })
  })

  it('[WRK-14] says what is wrong', async () => {
    const errors: [string, string][] = [
      ['scenario=nowhere', 'address.scenario'],
      ['at=1e30', 'address.field'],
      ['at=-1', 'address.field'],
      ['at=', 'address.field'],
      ['seed=1.5', 'address.field'],
      ['unknown=1', 'address.field'],
      ['<script>', 'address.unreadable'],
      ['1.!!!', 'address.unreadable'],
      ['1.AAAA', 'address.unreadable'],
      ['2.AAAA', 'address.newer'],
      [`1.${await compress('{"s":"bootcamp"}')}`, 'address.field'],
      [`1.${await compress('[')}`, 'address.unreadable'],
      [`1.${await compress('x'.repeat(2_000_000))}`, 'address.unreadable'],
      ['1'.repeat(300_000), 'address.tooLong'],
    ]
    for (const [address, id] of errors) {
      const read = await readAddress(address)
      expect([address.slice(0, 40), read.ok ? 'ok' : read.error.id]).toEqual([address.slice(0, 40), id])
    }
  })

  it('[WRK-14] survives 10,000 mutated addresses', { timeout: 120_000 }, async () => {
    const bases = [
      await writeAddress(scenarioRun('stuck')),
      JSON.stringify({ s: 'bootcamp', n: 1, b: [['', -1, 0, 5, []]], c: 0, t: 3, p: 0 }),
      'scenario=bootcamp&seed=7&at=57000&paused',
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...bases),
        fc.nat(400),
        fc.string({ maxLength: 4 }),
        fc.nat(3),
        async (base, at, what, how) => {
          const read = await readAddress(mutated(base, at, what, how))
          expect(read.ok ? typeof read.run.scenario : typeof read.error.id).toBe('string')
        },
      ),
      { numRuns: 10_000 },
    )
  })
})
