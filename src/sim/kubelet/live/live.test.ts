import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { compareFlow } from './compare.ts'
import type { Flow } from './flow.ts'
import { playFlow } from './play.ts'

const FOLDER = 'golden/kubelet-live'

/** Another run of the same flow took the other of the forms that the README allows, and that one is held. */
const OTHER_FORM: Record<string, string> = {
  'delete-at-once-2': 'bound before its deletion; delete-at-once is not',
  'liveness-fails':
    'kill 3 in back-off, the previous exit being as old as the delay to the ms; -2 restarts at once',
}

/** Flows in which the kubelet's first readiness trigger got lost for one of the pods. */
const LATE_READINESS = /^(many-ready|ready-fails-for-a-while)/

/** Relist phase, ticker phase and the draws of the timed syncs come from the seed: one of so many must fit. */
const SEEDS = 120

const read = (file: string): Flow =>
  JSON.parse(gunzipSync(readFileSync(join(FOLDER, file))).toString('utf8')) as Flow

const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json.gz'))

describe('[POD-1] kubelet-live: the same states, Events and times as the real kubelet', () => {
  for (const file of files) {
    const name = file.replace('.json.gz', '')
    if (name in OTHER_FORM) continue
    it(name, () => {
      const flow = read(file)
      const allowed = { lateReadiness: LATE_READINESS.test(name) }
      let closest: string[] | undefined
      for (let seed = 1; seed <= SEEDS && closest?.length !== 0; seed++) {
        const differences = compareFlow(flow, playFlow(flow, seed), allowed)
        if (!closest || differences.length < closest.length) closest = differences
      }
      expect(closest).toEqual([])
    })
  }

  it('[POD-1] notices a flow that is not the same', () => {
    const flow = read('image-present.json.gz')
    const other = playFlow({ ...flow, script: {} }, 1)
    expect(compareFlow(flow, other)).not.toEqual([])
  })
})
