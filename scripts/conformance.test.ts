/** The recorded rollouts of golden/conformance, each run by the core. */
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { compareRecording, readRecordings } from './lib/conformance.ts'

const DIR = join(import.meta.dirname, '../golden/conformance')

for (const recording of readRecordings(DIR))
  it(`${recording.scenario.name}: ${recording.scenario.about}`, () => {
    expect(compareRecording(recording)).toBeUndefined()
  })

it('finds a difference when there is one', () => {
  const [recording] = readRecordings(DIR, 'roll-001')
  if (!recording) throw new Error('no recording')
  const later = recording.entries.map((entry, i) => (i === 3 ? { ...entry, t: entry.t + 100 } : entry))
  expect(compareRecording({ ...recording, entries: later })).toMatchObject({ field: 'entry' })
})
