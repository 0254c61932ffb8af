/**
 * The address: what stands after `#` in the URL. `1.<base64url>` holds a whole run; the plain form
 * `scenario=bootcamp&seed=7&at=57000&paused` one moment of a scenario. Reading never throws: what is wrong is a sentence.
 */
import * as v from 'valibot'
import { MILLISECOND } from '../../sim/time.ts'
import type { Sentence } from '../picture/picture.ts'
import { say } from '../picture/sentences.ts'
import { FIRST_VISIT, scenarioOf } from '../scenarios/scenarios.ts'
import { compress, decompress } from './compress.ts'
import { pack, unpack } from './pack.ts'
import type { SavedRun } from './saved.ts'
import { Instant, PackedRun, Seed, Selection, Speed } from './schema.ts'

const VERSION = 1
const MAX_LENGTH = 200_000
const PLAIN_FIELDS: ReadonlySet<string> = new Set(['scenario', 'seed', 'at', 'paused', 'speed', 'select'])

export type Read = { ok: true; run: SavedRun } | { ok: false; error: Sentence }

const bad = (error: Sentence): Read => ({ ok: false, error })

/** The uncompressed kind: for a worker that takes over from one that died. */
export const writePlainAddress = (run: SavedRun): string => JSON.stringify(pack(run))

export async function writeAddress(run: SavedRun): Promise<string> {
  return `${VERSION}.${await compress(JSON.stringify(pack(run)))}`
}

/** One moment of a scenario. `at` in µs; absent: where its page opens. */
export function scenarioRun(
  id: string,
  change: { seed?: number; at?: number; paused?: boolean } = {},
): SavedRun {
  const scenario = scenarioOf(id)
  const at = change.at ?? scenario?.opensAt ?? 0
  return {
    scenario: id,
    seed: change.seed ?? scenario?.seed ?? 0,
    branches: [{ name: '', parent: null, forkedAt: 0, until: at, inputs: [] }],
    current: 0,
    at,
    paused: change.paused ?? false,
    speed: 1,
    select: null,
  }
}

function readPlain(text: string): Read {
  const fields = new URLSearchParams(text)
  const unknown = [...fields.keys()].find((name) => !PLAIN_FIELDS.has(name))
  if (unknown !== undefined) return bad(say('address.field', { field: unknown.slice(0, 40) }))
  const id = fields.get('scenario') ?? FIRST_VISIT
  if (!scenarioOf(id)) return bad(say('address.scenario', { scenario: id.slice(0, 40) }))
  const run = scenarioRun(id)
  const number = (name: string): number | undefined => {
    const value = fields.get(name)
    return value === null ? undefined : value.trim() === '' ? Number.NaN : Number(value)
  }
  const [seed, atMs, speed] = [number('seed'), number('at'), number('speed')]
  const select = fields.get('select')
  const at = atMs === undefined ? run.at : Math.round(atMs * MILLISECOND)
  if (seed !== undefined && !v.is(Seed, seed)) return bad(say('address.field', { field: 'seed' }))
  if (!v.is(Instant, at)) return bad(say('address.field', { field: 'at' }))
  if (speed !== undefined && !v.is(Speed, speed)) return bad(say('address.field', { field: 'speed' }))
  if (select !== null && !v.is(Selection, select)) return bad(say('address.field', { field: 'select' }))
  return {
    ok: true,
    run: {
      ...scenarioRun(id, { at, paused: fields.has('paused'), ...(seed !== undefined && { seed }) }),
      speed: speed ?? 1,
      select,
    },
  }
}

/** What no schema can say: references inside. */
function inconsistency({ branches, current, at, scenario }: SavedRun): Sentence | null {
  if (!scenarioOf(scenario)) return say('address.scenario', { scenario })
  const wrong = branches.findIndex(({ parent, forkedAt, until, inputs }, index) => {
    const left = parent === null ? undefined : branches[parent]
    if ((parent === null) !== (index === 0) || (parent ?? -1) >= index) return true
    if (forkedAt > (left?.until ?? 0) || until < forkedAt) return true
    const instants = [forkedAt, ...inputs.map((input) => input.at), until]
    return instants.some((instant, i) => i > 0 && instant < (instants[i - 1] ?? 0))
  })
  if (wrong >= 0) return say('address.field', { field: `b${wrong}` })
  const shown = branches[current]
  if (!shown) return say('address.field', { field: 'c' })
  return at > shown.until ? say('address.field', { field: 't' }) : null
}

async function readPacked(text: string): Promise<Read> {
  const plain = await decompress(text)
  return plain === null ? bad(say('address.unreadable', {})) : readJson(plain)
}

function readJson(plain: string): Read {
  let json: unknown
  try {
    json = JSON.parse(plain)
  } catch {
    return bad(say('address.unreadable', {}))
  }
  const parsed = v.safeParse(PackedRun, json)
  if (!parsed.success) {
    const field = parsed.issues[0] ? (v.getDotPath(parsed.issues[0]) ?? '?') : '?'
    return bad(say('address.field', { field: field.slice(0, 60) }))
  }
  const run = unpack(parsed.output)
  const wrong = inconsistency(run)
  return wrong ? bad(wrong) : { ok: true, run }
}

/** `text` with or without its leading `#`. */
export async function readAddress(text: string): Promise<Read> {
  const address = text.startsWith('#') ? text.slice(1) : text
  if (address === '') return { ok: true, run: scenarioRun(FIRST_VISIT) }
  if (address.length > MAX_LENGTH) return bad(say('address.tooLong', {}))
  if (address.startsWith('{')) return readJson(address)
  const packed = /^(\d{1,4})\.([\w-]*)$/.exec(address)
  if (packed) {
    const version = Number(packed[1])
    if (version > VERSION) return bad(say('address.newer', { version }))
    if (version !== VERSION) return bad(say('address.unreadable', {}))
    return readPacked(packed[2] ?? '')
  }
  // A bare word names no field of the plain form: it is a link of ours that was cut or changed.
  if (!/^[a-z]+(=|&|$)/.test(address)) return bad(say('address.unreadable', {}))
  return readPlain(address)
}
