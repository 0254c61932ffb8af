import { expect, test } from 'vitest'
import { fuzz } from './fuzz.ts'

test('[CTL-8] random command lines and broken manifests end with words, never with an unhandled error', async () => {
  expect(await fuzz(400, 150, 7)).toEqual([])
}, 120_000)
