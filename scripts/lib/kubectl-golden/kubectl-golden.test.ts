import { expect, test } from 'vitest'
import { readCaptures } from './capture.ts'
import { knownMisses } from './misses.ts'
import { runCapture } from './run.ts'

const PACKED = 'golden/kubectl.json.gz'

test('[CTL-1] every recorded command line prints and sends what the real kubectl did, but for the listed misses', async () => {
  const set = readCaptures(PACKED)
  expect(set.captures.length).toBeGreaterThan(800)
  const missed: string[] = []
  for (const capture of set.captures) {
    const outcome = await runCapture(capture, set)
    if (!outcome.passed) missed.push(capture.name)
  }
  expect(missed).toEqual(Object.keys(knownMisses).toSorted())
}, 120_000)
