/** One recorded case of api-golden, as its README lays it out. */
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

export interface GoldenRequest {
  method: string
  path: string
  query?: Record<string, string>
  user?: 'student' | 'none' | 'wrong'
  headers?: { accept?: string; contentType?: string }
  body?: unknown
  bodyText?: string
}

export interface GoldenResponse {
  status: number
  headers?: Record<string, string | string[]>
  body?: unknown
  bodyText?: string
  stream?: { type: string; object: unknown }[]
}

export interface GoldenStep {
  request: GoldenRequest
  during?: GoldenStep[]
  response: GoldenResponse
}

export interface GoldenCase {
  /** `section/name`. */
  id: string
  managedFields?: boolean
  rvOrder?: string[]
  steps: GoldenStep[]
}

/** Lists of Table columns by the name that `@columns/NAME` refers to. */
export type Columns = Record<string, unknown>

export interface GoldenSet {
  cases: GoldenCase[]
  columns: Columns
}

const isCase = (value: unknown): value is Omit<GoldenCase, 'id'> & { name: string; section: string } =>
  typeof value === 'object' && value !== null && 'steps' in value && 'section' in value

/** `discovery/` and `live/` hold single requests and flows, not cases. */
const discoveryCase = (section: string, name: string, value: unknown): GoldenCase[] => {
  const one = value as { request?: GoldenRequest; response?: GoldenResponse }
  if (section !== 'discovery' || !one.request || !one.response) return []
  return [{ id: `${section}/${name}`, steps: [{ request: one.request, response: one.response }] }]
}

function add(set: GoldenSet, section: string, file: string, value: unknown): void {
  const name = file.replace(/\.json$/, '')
  if (name === '_columns') Object.assign(set.columns, value)
  else if (isCase(value)) set.cases.push({ ...value, id: `${value.section}/${value.name}` })
  else set.cases.push(...discoveryCase(section, name, value))
}

/** Reads a folder of sections, or a gzipped JSON file `{ "section/file.json": content }`. */
export function readGoldens(path: string): GoldenSet {
  const set: GoldenSet = { cases: [], columns: {} }
  if (statSync(path).isFile()) {
    const files = JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as Record<string, unknown>
    for (const [file, value] of Object.entries(files)) {
      const [section = '', name = ''] = file.split('/')
      add(set, section, name, value)
    }
    return set
  }
  const here = readdirSync(path).sort()
  const read = (section: string, file: string): void =>
    add(set, section, file, JSON.parse(readFileSync(join(path, section, file), 'utf8')))
  for (const entry of here) {
    if (statSync(join(path, entry)).isDirectory()) {
      for (const file of readdirSync(join(path, entry)).sort()) if (file.endsWith('.json')) read(entry, file)
    } else if (entry.endsWith('.json')) read('.', entry)
  }
  if (set.columns.pods === undefined) readNeighbour(set, path)
  return set
}

/** A single section's folder: the columns lie beside it. */
function readNeighbour(set: GoldenSet, path: string): void {
  try {
    const file = join(path, '..', 'tables', '_columns.json')
    Object.assign(set.columns, JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // No neighbour: the cases need no columns, or fail and say so.
  }
}
