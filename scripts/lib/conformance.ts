/** Reads recorded rollouts, runs each through the core, and finds the first difference. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { runScenario } from '../../src/sim/scripted/runscenario.ts'
import type { Scenario, TraceEntry } from '../../src/sim/scripted/scenario.ts'

export interface Recording {
  file: string
  scenario: Scenario
  entries: TraceEntry[]
}

export interface Difference {
  t: number
  object: string
  field: string
  expected: unknown
  got: unknown
}

/** Every `*.jsonl` and `*.jsonl.gz` of a folder, by name. A file may hold several recordings. */
export function* readRecordings(dir: string, only = ''): Generator<Recording> {
  for (const file of readdirSync(dir).sort()) {
    if (!/\.jsonl(\.gz)?$/.test(file)) continue
    const bytes = readFileSync(join(dir, file))
    const text = file.endsWith('.gz') ? gunzipSync(bytes).toString('utf8') : bytes.toString('utf8')
    let current: Recording | undefined
    for (const line of text.split('\n')) {
      if (line.trim() === '') continue
      const parsed = JSON.parse(line) as { scenario: Scenario } | TraceEntry
      if ('scenario' in parsed) {
        if (current?.scenario.name.includes(only)) yield current
        current = { file, scenario: parsed.scenario, entries: [] }
      } else current?.entries.push(parsed)
    }
    if (current?.scenario.name.includes(only)) yield current
  }
}

/** The first difference of a recording, or undefined when the core does the same. */
export function compareRecording({ scenario, entries }: Recording): Difference | undefined {
  const { entries: got, refusals } = runScenario(scenario)
  const [refusal] = refusals
  if (refusal)
    return {
      t: refusal.atMs,
      object: 'step',
      field: 'error',
      expected: refusal.expected,
      got: refusal.got,
    }
  for (let i = 0; i < Math.max(entries.length, got.length); i++) {
    const [a, b] = [entries[i], got[i]]
    const difference = a?.t === b?.t && a && b ? differenceOfEntries(a, b) : missingEntry(a, b)
    if (difference) return difference
  }
  return undefined
}

/** One side has an entry at a time at which the other has none. */
function missingEntry(expected: TraceEntry | undefined, got: TraceEntry | undefined): Difference {
  const first = !got || (expected && expected.t < got.t) ? expected : got
  const object = Object.keys(first?.set ?? {})[0] ?? first?.gone?.[0] ?? first?.events?.[0]?.object ?? ''
  const show = (entry: TraceEntry | undefined): unknown => (entry === first ? entry : undefined)
  return { t: first?.t ?? 0, object, field: 'entry', expected: show(expected), got: show(got) }
}

function differenceOfEntries(expected: TraceEntry, got: TraceEntry): Difference | undefined {
  const t = expected.t
  const names = new Set([...Object.keys(expected.set ?? {}), ...Object.keys(got.set ?? {})])
  for (const object of names) {
    const found = firstDifference(expected.set?.[object], got.set?.[object], '')
    if (found) return { t, object, ...found }
  }
  const gone = firstDifference(expected.gone, got.gone, 'gone')
  if (gone) return { t, object: '', ...gone }
  const events = firstDifference(expected.events, got.events, 'events')
  return events && { t, object: expected.events?.[0]?.object ?? '', ...events }
}

type FieldDifference = Pick<Difference, 'field' | 'expected' | 'got'>

/** Deep comparison of JSON values, order of keys aside. */
export function firstDifference(expected: unknown, got: unknown, field: string): FieldDifference | undefined {
  if (expected === got) return undefined
  if (typeof expected !== 'object' || typeof got !== 'object' || expected === null || got === null)
    return { field, expected, got }
  const [a, b] = [expected as Record<string, unknown>, got as Record<string, unknown>]
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const found = firstDifference(a[key], b[key], field === '' ? key : `${field}.${key}`)
    if (found) return found
  }
  return undefined
}

interface Options {
  only?: string
  /** Print both entries of the first difference whole. */
  diff: boolean
  print(line: string): void
}

export function runConformance(
  dir: string,
  { only, diff, print }: Options,
): { passed: number; failed: number } {
  let [passed, failed] = [0, 0]
  for (const recording of readRecordings(dir, only)) {
    const found = compareRecording(recording)
    if (!found) {
      passed += 1
      continue
    }
    failed += 1
    const { t, object, field, expected, got } = found
    const show = (value: unknown): string => {
      const text = JSON.stringify(value) ?? 'nothing'
      return diff || text.length <= 160 ? text : `${text.slice(0, 160)}…`
    }
    const where = `t=${t} ${object} ${field}`
    print(`FAIL ${recording.scenario.name}: ${where}: expected ${show(expected)}, got ${show(got)}`)
  }
  return { passed, failed }
}
