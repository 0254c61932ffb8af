import { describe, expect, it } from 'vitest'
import { createCluster } from '../../sim/cluster.ts'
import { seconds } from '../../sim/time.ts'
import { imageSet } from '../scenarios/scenario.ts'
import { scenarioOf } from '../scenarios/scenarios.ts'
import type { Effect, Input } from '../session/inputs.ts'
import { createRun, type Run } from '../session/run.ts'
import type { Picture } from './picture.ts'
import { project } from './project.ts'

const NAME = 'kubernetes-bootcamp'
const REPOSITORY = `gcr.io/google-samples/${NAME}`

function run(id: string, more: Input[] = []): Run {
  const scenario = scenarioOf(id)
  if (!scenario) throw new Error(`no scenario ${id}`)
  const pending = [...scenario.script, ...more].sort((a, b) => a.at - b.at)
  return createRun({ scenario, seed: scenario.seed, createCluster, pending })
}

function at(of: Run, s: number): Picture {
  if (of.cluster.now < seconds(s)) of.advance(seconds(s))
  return project(of.history.instant(seconds(s)))
}

const patched = (s: number, spec: object): Input => ({
  at: seconds(s),
  kind: 'api',
  method: 'PATCH',
  path: `/apis/apps/v1/namespaces/default/deployments/${NAME}`,
  contentType: 'application/strategic-merge-patch+json',
  body: JSON.stringify({ spec }),
})

const rolled = (s: number, tag: string): Input => {
  const effect: Effect = imageSet(NAME, NAME, `${REPOSITORY}:${tag}`)
  return { at: seconds(s), ...effect }
}

describe('picture', () => {
  it('[WRK-5] turns Ready into Available at the end of its ring', () => {
    const bootcamp = run('bootcamp')
    const { pods } = at(bootcamp, 38)
    const ready = Object.values(pods).filter(({ state }) => state === 'ready')
    expect(ready.length).toBeGreaterThan(0)
    for (const { uid, span } of ready) {
      expect(span).toMatchObject({ kind: 'minReady' })
      const end = (span?.until ?? 0) / 1000
      expect(at(bootcamp, end - 0.001).pods[uid]?.state).toBe('ready')
      expect(at(bootcamp, end).pods[uid]?.state).toBe('available')
    }
  })

  it('[WRK-6] says Stuck long before the deadline does', () => {
    const stuck = run('stuck')
    const early = at(stuck, 116).scene
    expect(early.headline).toMatchObject({ phase: 'stuck', alarm: false })
    expect(early.headline.title).toEqual({ id: 'headline.stuck', values: { updated: 5, replicas: 10 } })
    expect(early.headline.counts).toEqual({ id: 'counts.stuck.pull', values: { revision: 3 } })
    expect(early.headline.why).toEqual({ id: 'why.stillAnswer', values: { available: 8, version: 'v2' } })
    expect(early.banner).toMatchObject({ bold: { id: 'banner.noRoom' }, actions: ['undo'], icon: 'pull' })
    expect(early.banner?.rest.values).toEqual({ total: 13, available: 8 })
    const progressing = (picture: Picture) =>
      picture.scene.deployment?.conditions.find(({ type }) => type === 'Progressing')?.look
    expect(progressing(at(stuck, 116))).toBe('working')
    expect(progressing(at(stuck, 206))).toBe('bad')
  })

  it('[WRK-6] sees that a container will crash for ever, and that a good image will not', () => {
    expect(at(run('crash'), 125).scene.headline.counts.id).toBe('counts.stuck.crash')
    const good = run('bootcamp')
    for (let s = 28; s < 80; s += 1) expect(at(good, s).scene.headline.phase).not.toBe('stuck')
  })

  it('[WRK-7] counts down to the next pod at both limits', () => {
    const bootcamp = run('bootcamp')
    const { scene, pods } = at(bootcamp, 36)
    expect(scene.gauge).toMatchObject({ floor: 8, ceiling: 13, available: 8, total: 13 })
    expect(scene.headline.why?.id).toBe('why.both.minReady')
    const ends = Object.values(pods).flatMap(({ state, span }) =>
      state === 'ready' && span ? [span.until] : [],
    )
    expect(scene.headline.until).toBe(Math.min(...ends))
    expect(scene.headline.why?.values['in']).toBe(Math.min(...ends) - 36_000)
  })

  it('[WRK-7] says that a paused rollout waits for nobody but the user', () => {
    const paused = at(run('bootcamp', [patched(31, { paused: true })]), 40).scene
    expect(paused.headline).toMatchObject({ phase: 'paused', why: { id: 'why.paused' } })
    expect(paused.deployment?.conditions[1]).toMatchObject({ look: 'paused', reason: 'DeploymentPaused' })
  })

  it('[WRK-8] tells revisions by what their template changed', () => {
    const more = [
      patched(60, {
        template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': 'now' } } },
      }),
      patched(90, { template: { spec: { terminationGracePeriodSeconds: 5 } } }),
    ]
    const { revisions } = at(run('bootcamp', more), 95).scene
    expect(revisions.map(({ revision, cause, live }) => [revision, cause?.id, live])).toEqual([
      [4, 'cause.template', true],
      [3, 'cause.restart', false],
      [2, 'cause.image', false],
      [1, 'cause.initial', false],
    ])
  })

  it('[WRK-2] keeps the hue of a ReplicaSet that gets another number', () => {
    const { lanes } = at(run('bootcamp', [rolled(60, 'v1')]), 70).scene
    const back = lanes.find(({ isNew }) => isNew)
    expect(back).toMatchObject({ revision: 3, was: [1], version: 'v1', hue: { index: 0 } })
    expect(lanes.at(-1)).toBe(back)
  })

  it('[WRK-9] offers good images first, and the live one with its hue', () => {
    const { images } = at(run('bootcamp'), 36).scene
    expect(images.map(({ tag }) => tag)).toEqual(['v1', 'v2', 'v4', 'v3', 'v5', 'v6', 'v10'])
    expect(images.map(({ trouble }) => trouble).slice(3)).toEqual([
      'errors',
      'crashes',
      'neverReady',
      'notInRegistry',
    ])
    expect(images.find(({ live }) => live)).toMatchObject({ tag: 'v2', hue: { index: 1 } })
  })

  it('[WRK-24] does not say that a probe passes where nobody asked for one', () => {
    const unprobed = { template: { spec: { containers: [{ name: NAME, readinessProbe: null }] } } }
    const { scene } = at(run('errors', [patched(60, unprobed)]), 140)
    expect(scene.deployment?.spec).toMatchObject({ readinessProbe: null })
    expect(scene.banner?.bold).toEqual({ id: 'banner.errors.noProbe', values: { version: 'v3' } })
  })

  it('[WRK-26] tells whether leaving pods still answer where no endpoint is ready', () => {
    const all = run('bootcamp', [patched(100, { replicas: 0 })])
    const { scene, pods } = at(all, 110)
    const { service, traffic } = scene
    expect(Object.values(pods).filter(({ joined }) => joined).length).toBe(10)
    expect(service).toMatchObject({ ready: 0, draining: 10, lastResort: 10 })
    expect(traffic.errors.count).toBe(0)
    expect(at(all, 150).scene.service).toMatchObject({ ready: 0, draining: 0, lastResort: 0 })
    expect(at(all, 150).scene.traffic.errors.count).toBeGreaterThan(0)
  })

  it('[WRK-30] names the annotation that makes a scaling of every sync', () => {
    const noting = (name: string, replicas: number): Input => ({
      at: seconds(27),
      kind: 'api',
      method: 'PATCH',
      path: `/apis/apps/v1/namespaces/default/replicasets/${name}`,
      contentType: 'application/merge-patch+json',
      body: JSON.stringify({
        metadata: { annotations: { 'deployment.kubernetes.io/desired-replicas': `${replicas}` } },
      }),
    })
    const name = at(run('bootcamp'), 26).scene.lanes[0]?.name ?? ''
    const held = run('bootcamp', [noting(name, 7), patched(60, { replicas: 9 })])
    const { headline, banner, lanes } = at(held, 50).scene
    expect(lanes.map(({ desired }) => desired)).toEqual([10])
    expect(headline).toMatchObject({ phase: 'stuck', counts: { id: 'counts.stuck.size' } })
    expect(banner?.bold.id).toBe('banner.size')
    expect(at(held, 62).scene.headline.phase).toBe('rolling')
    expect(at(run('bootcamp', [noting(name, 10)]), 50).scene.headline.phase).toBe('rolling')
  })

  it('[WRK-25] calls a change of replicas a scaling, not a rollout', () => {
    const { headline } = at(run('bootcamp', [patched(100, { replicas: 4 })]), 100).scene
    expect(headline.title).toEqual({ id: 'headline.scaling', values: { available: 10, replicas: 4 } })
    expect(headline.counts).toMatchObject({ id: 'counts.complete' })
  })

  it('[WRK-4] tells of pods that pass their probe and answer 500', () => {
    const { scene, pods } = at(run('errors'), 130)
    expect(scene.banner).toMatchObject({
      bold: { id: 'banner.errors', values: { version: 'v3' } },
      icon: 'bug',
    })
    expect(scene.headline).toMatchObject({ alarm: true, why: { id: 'why.requestsFail' } })
    const { answered, errors } = scene.traffic
    expect(answered.reduce((sum, { percent }) => sum + percent, errors.percent)).toBe(100)
    expect(errors.count).toBeGreaterThan(0)
    const erring = Object.values(pods).filter(({ answersErrors }) => answersErrors)
    expect(erring.length).toBeGreaterThan(0)
    expect(new Set(erring.map(({ version }) => version))).toEqual(new Set(['v3']))
  })

  it('shows an empty cluster', () => {
    const { scene, pods } = at(run('empty'), 1)
    expect(scene).toMatchObject({ deployment: null, lanes: [], headline: { phase: 'empty' } })
    expect(pods).toEqual({})
  })
})
