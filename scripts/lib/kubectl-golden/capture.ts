/** Captures on disk: what was typed, what came out, what was asked of the server. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { StreamEvent } from '../../../src/sim/api/contract.ts'
import type { Json } from '../../../src/kubectl/json.ts'

export interface SentRequest {
  method: string
  path: string
  contentType?: string
  body?: Json
}

export interface RecordedEvent extends StreamEvent {
  watch: string
}

export interface Capture {
  name: string
  cmd: string
  stdout: string
  stderr: string
  exit: number
  requests: SentRequest[]
  events: RecordedEvent[]
  /** Name of the fixture. */
  fixture: string
}

export interface CaptureSet {
  captures: Capture[]
  fixtures: Record<string, Json>
  /** Files of the working directory by relative path. */
  manifests: Record<string, string>
}

const lines = (path: string): string[] =>
  existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : []

function readCapture(directory: string, name: string): Capture {
  const read = (file: string) => {
    const path = join(directory, name, file)
    return existsSync(path) ? readFileSync(path, 'utf8') : ''
  }
  return {
    name,
    cmd: read('cmd'),
    stdout: read('stdout'),
    stderr: read('stderr'),
    exit: Number(read('exit').trim()),
    requests: lines(join(directory, name, 'requests.jsonl')).map((line) => JSON.parse(line) as SentRequest),
    events: lines(join(directory, name, 'watch.jsonl')).map((line) => JSON.parse(line) as RecordedEvent),
    fixture: read('fixture').trim(),
  }
}

function readFiles(root: string, below = ''): Record<string, string> {
  const found: Record<string, string> = {}
  if (!existsSync(join(root, below))) return found
  for (const name of readdirSync(join(root, below))) {
    const path = below === '' ? name : `${below}/${name}`
    if (statSync(join(root, path)).isDirectory()) Object.assign(found, readFiles(root, path))
    else found[path] = readFileSync(join(root, path), 'utf8')
  }
  return found
}

/** From a folder as recorded, or from our packed copy (`.json.gz`). */
export function readCaptures(directory: string): CaptureSet {
  if (directory.endsWith('.json.gz'))
    return JSON.parse(gunzipSync(readFileSync(directory)).toString('utf8')) as CaptureSet
  const names = readdirSync(directory).filter((name) => existsSync(join(directory, name, 'cmd')))
  const fixtures: Record<string, Json> = {}
  for (const [name, text] of Object.entries(readFiles(join(directory, '_fixtures'))))
    fixtures[name] = JSON.parse(text) as Json
  return {
    captures: names.toSorted().map((name) => readCapture(directory, name)),
    fixtures,
    manifests: readFiles(join(directory, '_manifests')),
  }
}
