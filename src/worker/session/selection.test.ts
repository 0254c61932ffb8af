import { describe, expect, it } from 'vitest'
import { createCluster } from '../../sim/cluster.ts'
import { seconds } from '../../sim/time.ts'
import { scenarioOf } from '../scenarios/scenarios.ts'
import { createRun } from './run.ts'
import { createSelector } from './selection.ts'

const bootcamp = scenarioOf('bootcamp')
if (!bootcamp) throw new Error('no scenario')

describe('what is selected and gone', () => {
  const run = createRun({ scenario: bootcamp, seed: 7, createCluster, pending: [...bootcamp.script] })
  run.advance(seconds(90))
  const { history } = run
  const select = createSelector()
  const podsAt = (s: number) => history.versions.list('pods', seconds(s))
  const keyOf = (name: string) => `Pod/default/${name}`

  it('[WRK-29] keeps a pod as it last was, with when and why it went', () => {
    const now = new Set(podsAt(90).map(({ metadata }) => metadata.name))
    const gone = podsAt(27).filter(({ metadata }) => !now.has(metadata.name))
    expect(gone.length).toBeGreaterThan(0)
    for (const { metadata } of gone) {
      const view = select(keyOf(metadata.name), history, history.instant(seconds(90)))
      const at = view?.gone?.at ?? 0
      expect(at).toBeGreaterThan(28_000)
      expect(podsAt(at / 1000).some(({ metadata: { name } }) => name === metadata.name)).toBe(false)
      expect(podsAt((at - 1) / 1000).some(({ metadata: { name } }) => name === metadata.name)).toBe(true)
      expect(view?.gone?.pod).toMatchObject({ name: metadata.name, state: 'terminating', version: 'v1' })
      expect(view?.why).toMatchObject({ id: 'pod.why.scaledAway', values: { at } })
      expect(view?.yaml).toContain('deletionTimestamp')
      expect(view?.life.at(-1)).toMatchObject({ state: 'terminating', until: at, foreseen: false })
    }
  })
  it('[WRK-29] tells a pod that was deleted from one that its ReplicaSet chose', () => {
    const name = podsAt(90)[0]?.metadata.name ?? ''
    const fork = run.fork(seconds(90))
    const path = `/api/v1/namespaces/default/pods/${name}`
    fork.input({ kind: 'api', method: 'DELETE', path, contentType: '', body: '' })
    fork.advance(seconds(150))
    const view = select(keyOf(name), fork.history, fork.history.instant(seconds(150)))
    expect(view?.why).toEqual({ id: 'pod.why.deleted', values: { at: view?.gone?.at } })
  })
  it('[WRK-29] says nothing of a pod that is there, or not yet', () => {
    const name = podsAt(90)[0]?.metadata.name ?? ''
    expect(select(keyOf(name), history, history.instant(seconds(90)))?.gone).toBeUndefined()
    expect(select(keyOf(name), history, history.instant(seconds(1)))).toBeNull()
  })
})
