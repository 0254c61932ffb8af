import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { CaptureSet } from './capture.ts'
import { knownMisses } from './misses.ts'
import { runCapture } from './run.ts'

const packed = new URL('../../../golden/kubectl.json.gz', import.meta.url)

test('[CTL-1] every recorded command line prints and sends what the real kubectl did, but for the listed misses', async () => {
  const set = JSON.parse(gunzipSync(readFileSync(packed)).toString('utf8')) as CaptureSet
  expect(set.captures.length).toBeGreaterThan(800)
  const missed: string[] = []
  for (const capture of set.captures) {
    const outcome = await runCapture(capture, set)
    if (!outcome.passed) missed.push(capture.name)
  }
  expect(missed).toEqual(Object.keys(knownMisses).toSorted())
}, 120_000)
