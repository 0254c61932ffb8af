import { describe, expect, it } from 'vitest'
import type { Deployment, ReplicaSet } from '../../api/types/apps.ts'
import type { PodTemplateSpec } from '../../api/types/pod.ts'
import { sketch } from '../newsrig.ts'
import { generateReplicaSetName } from './newreplicaset.ts'
import {
  appendHistory,
  byCreationTimestamp,
  copyDeploymentAnnotations,
  equalIgnoreHash,
  findNewReplicaSet,
  findOldReplicaSets,
  lastRevision,
  maxRevision,
  replicasAnnotationsNeedUpdate,
  revisionOf,
  setNewReplicaSetAnnotations,
} from './revisions.ts'
import { getRollbackTo } from './rollback.ts'

const REVISION = 'deployment.kubernetes.io/revision'
const HISTORY = 'deployment.kubernetes.io/revision-history'

const template = (image: string, labels: Record<string, string> = { app: 'web' }): PodTemplateSpec => ({
  metadata: { labels },
  spec: { containers: [{ name: 'app', image }] } as PodTemplateSpec['spec'],
})

const replicaSet = (
  name: string,
  annotations: Record<string, string> = {},
  { at = '2026-01-05T09:00:00Z', image = 'v1' } = {},
): ReplicaSet =>
  sketch('replicasets', name, {
    metadata: { annotations, creationTimestamp: at },
    spec: { replicas: 0, template: template(image, { app: 'web', 'pod-template-hash': name }) },
  }) as ReplicaSet

const deployment = (annotations: Record<string, string> = {}, image = 'v1'): Deployment =>
  sketch('deployments', 'web', {
    metadata: { annotations },
    spec: {
      replicas: 4,
      template: template(image),
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    },
  }) as Deployment

const revised = (revision: string | undefined, name = 'a'): ReplicaSet =>
  replicaSet(name, revision === undefined ? {} : { [REVISION]: revision })

describe('revisions', () => {
  it.each<[string | undefined, number | undefined]>([
    [undefined, 0],
    ['', 0],
    ['7', 7],
    ['+7', 7],
    ['-7', -7],
    ['7a', undefined],
    ['a7', undefined],
    ['1.5', undefined],
  ])('[DEP-6] %j is read as %s', (text, revision) => {
    expect(revisionOf(revised(text))).toBe(revision)
  })

  it.each<[(string | undefined)[], number, number]>([
    [[], 0, 0],
    [['3'], 3, 0],
    [['1', '3', '2'], 3, 2],
    [['3', '1', '2'], 3, 2],
    [['3', '2', '1'], 3, 2],
    [['2', '2'], 2, 2],
    [['1', 'x', undefined, '2'], 2, 1],
  ])('[DEP-6] of %j the highest is %i, the one before it %i', (revisions, highest, second) => {
    const all = revisions.map((text, i) => revised(text, `rs-${i}`))
    expect([maxRevision(all), lastRevision(all)]).toEqual([highest, second])
  })

  it.each<[string | undefined, number | undefined]>([
    [undefined, undefined],
    ['0', 0],
    ['12', 12],
    ['x12', undefined],
    ['12x', undefined],
    ['', undefined],
  ])('[DEP-25] a wish to go back to %j is read as %s', (text, to) => {
    const wish = text === undefined ? {} : { 'deprecated.deployment.rollback.to': text }
    expect(getRollbackTo(deployment(wish))).toBe(to)
  })

  it('[DEP-6] the history drops its oldest entries beyond 2000 characters', () => {
    expect(appendHistory('', '1')).toBe('1')
    expect(appendHistory('1,2', '3')).toBe('1,2,3')
    const full = Array.from({ length: 500 }, (_, i) => String(100 + i)).join(',')
    expect(full).toHaveLength(1999)
    expect(appendHistory(full, '7')).toBe(`${full.slice(4)},7`)
    expect(appendHistory(full.slice(4), '7')).toBe(`${full.slice(4)},7`)
    expect(appendHistory(full.slice(2), '77')).toBe(`${full.slice(2)},77`)
    const [fits, tooLong] = ['1'.repeat(2000), '1'.repeat(2001)]
    expect(appendHistory('1,2', fits)).toBe(fits)
    expect(appendHistory('1,2', tooLong)).toBe('1,2')
  })

  it('[DEP-6] the ReplicaSet remembers what it was, and takes the annotations that are not the controller’s', () => {
    const d = deployment({ owner: 'me', [REVISION]: '9', [HISTORY]: '8', note: 'new' })
    const rs = replicaSet('a', { [REVISION]: '1', note: 'old', kept: 'yes' })
    expect(setNewReplicaSetAnnotations(d, rs, 3).metadata.annotations).toEqual({
      [REVISION]: '3',
      [HISTORY]: '1',
      note: 'new',
      kept: 'yes',
      owner: 'me',
    })
    const again = replicaSet('a', { [REVISION]: '3', [HISTORY]: '1' })
    expect(setNewReplicaSetAnnotations(deployment(), again, 5).metadata.annotations).toEqual({
      [REVISION]: '5',
      [HISTORY]: '1,3',
    })
  })

  it('[DEP-6] the history has what the revision was, if there was any', () => {
    const next = (annotations: Record<string, string>) =>
      setNewReplicaSetAnnotations(deployment(), replicaSet('a', annotations), 3).metadata.annotations
    expect(next({ [HISTORY]: '1' })).toStrictEqual({ [REVISION]: '3', [HISTORY]: '1' })
    expect(next({})).toStrictEqual({ [REVISION]: '3' })
    expect(next({ [REVISION]: '' })).toStrictEqual({ [REVISION]: '3', [HISTORY]: '' })
  })

  it('[DEP-6] a ReplicaSet stays as it is when its revision is the highest or no number', () => {
    for (const text of ['3', '4', 'x']) {
      const rs = revised(text)
      expect(setNewReplicaSetAnnotations(deployment(), rs, 3)).toBe(rs)
    }
    const unreadable = revised('x')
    expect(setNewReplicaSetAnnotations(deployment({ owner: 'me' }), unreadable, 3)).toBe(unreadable)
    const first = setNewReplicaSetAnnotations(deployment(), revised(undefined), 1)
    expect(first.metadata.annotations).toEqual({ [REVISION]: '1' })
    const bare = { ...revised(undefined), metadata: { ...sketch('replicasets', 'a').metadata } } as ReplicaSet
    expect(setNewReplicaSetAnnotations(deployment(), bare, 1).metadata.annotations).toEqual({
      [REVISION]: '1',
    })
  })

  it('[DEP-6] annotations of the controller’s own, of kubectl apply and of a rollback are not copied', () => {
    const own = {
      'kubectl.kubernetes.io/last-applied-configuration': '{}',
      [REVISION]: '1',
      [HISTORY]: '1',
      'deployment.kubernetes.io/desired-replicas': '1',
      'deployment.kubernetes.io/max-replicas': '1',
      'deprecated.deployment.rollback.to': '1',
    }
    expect(copyDeploymentAnnotations(deployment({ ...own, mine: 'x' }), { kept: 'y' })).toEqual({
      mine: 'x',
      kept: 'y',
    })
  })

  it('[DEP-9] the size annotations need an update when either is another', () => {
    const [desired, max] = [
      'deployment.kubernetes.io/desired-replicas',
      'deployment.kubernetes.io/max-replicas',
    ]
    const needs = (annotations: Record<string, string>): boolean =>
      replicasAnnotationsNeedUpdate(replicaSet('a', annotations), deployment())
    expect(needs({ [desired]: '4', [max]: '5' })).toBe(false)
    expect(needs({ [desired]: '3', [max]: '5' })).toBe(true)
    expect(needs({ [desired]: '4', [max]: '4' })).toBe(true)
    expect(needs({})).toBe(true)
    const bare = sketch('replicasets', 'a') as ReplicaSet
    expect(replicasAnnotationsNeedUpdate(bare, deployment())).toBe(true)
  })
})

describe('the new ReplicaSet and the old ones', () => {
  it('[DEP-5] are told apart by the template, its hash label aside', () => {
    const all = [
      replicaSet('c', {}, { at: '2026-01-05T09:00:03Z' }),
      replicaSet('b', {}, { at: '2026-01-05T09:00:02Z' }),
      replicaSet('a', {}, { at: '2026-01-05T09:00:02Z' }),
      replicaSet('old', {}, { at: '2026-01-05T09:00:01Z', image: 'v0' }),
    ]
    expect(findNewReplicaSet(deployment(), all)?.metadata.name).toBe('a')
    expect(findOldReplicaSets(deployment(), all).map(({ metadata }) => metadata.name)).toEqual([
      'old',
      'b',
      'c',
    ])
    expect(findNewReplicaSet(deployment({}, 'v2'), all)).toBeUndefined()
    expect(findOldReplicaSets(deployment({}, 'v2'), all)).toHaveLength(4)
  })

  it('[DEP-5] are ordered by their age, then by their names', () => {
    const [a, b] = [replicaSet('a'), replicaSet('b')]
    expect([byCreationTimestamp(a, b), byCreationTimestamp(b, a), byCreationTimestamp(a, a)]).toEqual([
      -1, 1, 0,
    ])
    const younger = replicaSet('a', {}, { at: '2026-01-05T09:00:09Z' })
    expect([byCreationTimestamp(younger, b), byCreationTimestamp(b, younger)]).toEqual([1, -1])
  })

  it('[DEP-5] templates differ by other labels, and are asked about with several others', () => {
    const one = template('v1')
    const [same, other] = [
      template('v1', { app: 'web', 'pod-template-hash': 'x' }),
      template('v1', { app: 'api' }),
    ]
    expect(equalIgnoreHash(one, same)).toBe(true)
    expect(equalIgnoreHash(one, other)).toBe(false)
    expect(equalIgnoreHash(one, other)).toBe(false)
    expect(equalIgnoreHash(one, same)).toBe(true)
    const { metadata: _metadata, ...bare } = one
    expect(equalIgnoreHash(bare, template('v1', {}))).toBe(true)
  })

  it('[DEP-7] names keep within 253 characters, with the whole hash', () => {
    expect(generateReplicaSetName('web', 'abc')).toBe('web-abc')
    const name = generateReplicaSetName('x'.repeat(253), '12345')
    expect(name).toBe(`${'x'.repeat(247)}-12345`)
    expect(generateReplicaSetName('x'.repeat(247), '12345')).toHaveLength(253)
  })
})
