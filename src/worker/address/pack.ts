/** Between a saved run and its short JSON form. */
import type { Input } from '../session/inputs.ts'
import type { SavedRun } from './saved.ts'
import type { PackedInput, PackedRun } from './schema.ts'

/** null: this input cannot stand in an address. */
function packInput(input: Input): PackedInput | null {
  switch (input.kind) {
    case 'api': {
      const { at, method, path, query, contentType, body, label, user, userAgent } = input
      if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return null
      return {
        a: at,
        m: method,
        u: path,
        ...(query && { q: query }),
        ...(contentType !== undefined && { c: contentType }),
        ...(body !== undefined && { b: body }),
        ...(label !== undefined && { l: label }),
        ...(user && { w: user }),
        ...(userAgent !== undefined && { g: userAgent }),
      }
    }
    case 'curl':
      return { a: input.at, k: input.target }
    case 'traffic':
      return {
        a: input.at,
        r: input.traffic && [input.traffic.requestsPerSecond, input.traffic.service],
      }
    case 'images':
      return null
  }
}

function unpackInput(packed: PackedInput): Input {
  if ('k' in packed) return { at: packed.a, kind: 'curl', target: packed.k }
  if ('r' in packed) {
    const traffic = packed.r && { requestsPerSecond: packed.r[0], service: packed.r[1] }
    return { at: packed.a, kind: 'traffic', traffic }
  }
  const { a, m, u, q, c, b, l, w, g } = packed
  return {
    at: a,
    kind: 'api',
    method: m,
    path: u,
    ...(q && { query: q }),
    ...(c !== undefined && { contentType: c }),
    ...(b !== undefined && { body: b }),
    ...(l !== undefined && { label: l }),
    ...(w && { user: w }),
    ...(g !== undefined && { userAgent: g }),
  }
}

export function pack(run: SavedRun): PackedRun {
  return {
    s: run.scenario,
    n: run.seed,
    b: run.branches.map(({ name, parent, forkedAt, until, inputs }) => [
      name,
      parent ?? -1,
      forkedAt,
      until,
      inputs.map(packInput).filter((input) => input !== null),
    ]),
    c: run.current,
    t: run.at,
    p: run.paused ? 1 : 0,
    ...(run.speed !== 1 && { v: run.speed }),
    ...(run.select !== null && { x: run.select }),
  }
}

export function unpack(packed: PackedRun): SavedRun {
  return {
    scenario: packed.s,
    seed: packed.n,
    branches: packed.b.map(([name, parent, forkedAt, until, inputs]) => ({
      name,
      parent: parent < 0 ? null : parent,
      forkedAt,
      until,
      inputs: inputs.map(unpackInput),
    })),
    current: packed.c,
    at: packed.t,
    paused: packed.p === 1,
    speed: packed.v ?? 1,
    select: packed.x ?? null,
  }
}
