/** Some of the recorded rollouts, of every kind and short, as tests for mutants. `npm test` runs all of them. */
import { expect, it } from 'vitest'
import { compareRecording, readRecordings, type Recording } from '../lib/conformance.ts'
import { SLICE } from './slice-names.ts'

for (const recording of readRecordings('golden/conformance')) {
  const { name } = recording.scenario
  // Read anew for each run: the core remembers what it has reckoned for an object.
  const text = JSON.stringify(recording)
  if (SLICE.has(name)) it(name, () => expect(compareRecording(JSON.parse(text) as Recording)).toBeUndefined())
}
