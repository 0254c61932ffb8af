import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../../api/types/meta.ts'
import { createNewsRig, ownedBy, sketch, STOPPING } from '../newsrig.ts'
import { deploymentController } from './deploymentcontroller.ts'

const deployment = (name: string, app: string, type = 'RollingUpdate', metadata: object = {}) =>
  sketch('deployments', name, {
    metadata,
    spec: { selector: { matchLabels: { app } }, strategy: { type } },
  })

const web = deployment('web', 'web')
const api = deployment('api', 'api', 'Recreate')

function rig() {
  const rig = createNewsRig(deploymentController)
  for (const d of [web, api]) rig.hold('deployments', d)
  rig.hold('deployments', deployment('web', 'web', 'RollingUpdate', { namespace: 'other', uid: 'far' }))
  rig.hold('deployments', sketch('deployments', 'all', { spec: { selector: {}, strategy: {} } }))
  return rig
}

const WEB = 'default/web'
const API = 'default/api'

const replicaSet = (app: string, owner?: KubeObject, metadata: object = {}) =>
  sketch('replicasets', 'rs', {
    metadata: { labels: { app }, ...(owner ? ownedBy(owner) : {}), ...metadata },
  })

describe('what wakes a Deployment', () => {
  it('[DEP-1] itself', () => {
    const { tell, actor } = rig()
    expect(tell('ADDED', 'deployments', web)).toEqual([WEB])
    expect(tell('MODIFIED', 'deployments', web, web)).toEqual([WEB])
    expect(tell('DELETED', 'deployments', web)).toEqual([WEB])
    expect([actor.name, actor.component]).toEqual(['deployment-controller', 'deployment-controller'])
    expect(actor.watches).toEqual(['deployments', 'replicasets', 'pods'])
  })

  it('[DEP-1] its ReplicaSets: new, changed, being deleted, gone', () => {
    const { tell } = rig()
    const own = replicaSet('web', web)
    expect(tell('ADDED', 'replicasets', own)).toEqual([WEB])
    expect(tell('ADDED', 'replicasets', replicaSet('web', web, STOPPING))).toEqual([WEB])
    expect(tell('MODIFIED', 'replicasets', own, own)).toEqual([WEB])
    expect(tell('DELETED', 'replicasets', own)).toEqual([WEB])
  })

  it('[DEP-1] not by ReplicaSets of what has its name but not its uid or kind', () => {
    const { tell } = rig()
    for (const owner of [deployment('web', 'web', '', { uid: 'before' }), sketch('replicasets', 'web')]) {
      expect(tell('ADDED', 'replicasets', replicaSet('web', owner))).toEqual([])
      expect(tell('MODIFIED', 'replicasets', replicaSet('web', owner), replicaSet('web', owner))).toEqual([])
      expect(tell('DELETED', 'replicasets', replicaSet('web', owner))).toEqual([])
    }
    const far = replicaSet('web', web, { namespace: 'other' })
    expect(tell('ADDED', 'replicasets', far)).toEqual([])
  })

  it('[DEP-1] by an orphan that matches: new, given other labels, or let go; a selector of nothing matches none', () => {
    const { tell } = rig()
    const orphan = replicaSet('web')
    expect(tell('ADDED', 'replicasets', orphan)).toEqual([WEB])
    expect(tell('ADDED', 'replicasets', replicaSet('web', undefined, STOPPING))).toEqual([])
    expect(tell('MODIFIED', 'replicasets', { ...orphan }, orphan)).toEqual([])
    expect(tell('MODIFIED', 'replicasets', replicaSet('api'), orphan)).toEqual([API])
    expect(tell('MODIFIED', 'replicasets', replicaSet('none'), orphan)).toEqual([])
    expect(tell('DELETED', 'replicasets', orphan)).toEqual([])
    const { ownerReferences: _refs, ...free } = replicaSet('api', web).metadata
    const was = replicaSet('api', web)
    const sameLabels = { ...was, metadata: { ...free, labels: was.metadata.labels } } as KubeObject
    expect(tell('MODIFIED', 'replicasets', sameLabels, was)).toEqual([WEB, API])
  })

  it('[DEP-1] both, when a ReplicaSet changes hands', () => {
    const { tell } = rig()
    const was = replicaSet('x', web)
    for (const metadata of [{}, STOPPING])
      expect(tell('MODIFIED', 'replicasets', replicaSet('x', api, metadata), was)).toEqual([WEB, API])
  })

  it('[DEP-1] by a new orphan without labels, which a selector may mean', () => {
    const { tell, hold } = rig()
    const selector = { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }
    hold('deployments', sketch('deployments', 'rest', { spec: { selector, strategy: {} } }))
    expect(tell('ADDED', 'replicasets', sketch('replicasets', 'rs'))).toEqual(['default/rest'])
  })

  it('[DEP-21] the last pod of a Deployment that recreates, and no other pod', () => {
    const { tell, hold } = rig()
    const [ofApi, ofWeb] = [
      sketch('replicasets', 'api-1', { metadata: ownedBy(api) }),
      sketch('replicasets', 'web-1', { metadata: ownedBy(web) }),
    ]
    hold('replicasets', ofApi)
    hold('replicasets', ofWeb)
    hold('replicasets', sketch('replicasets', 'api-2', { metadata: ownedBy(api) }))
    const pod = (name: string, owner: KubeObject, metadata: object = {}) =>
      sketch('pods', name, { metadata: { ...ownedBy(owner), ...metadata } })
    const [a, b] = [pod('a', ofApi), pod('b', ofApi)]
    hold('pods', a)
    hold('pods', b)
    expect(tell('MODIFIED', 'pods', a, a)).toEqual([])
    expect(tell('DELETED', 'pods', a)).toEqual([])
    expect(tell('DELETED', 'pods', b)).toEqual([API])
    expect(tell('ADDED', 'pods', b)).toEqual([])
    expect(tell('DELETED', 'pods', pod('c', ofWeb))).toEqual([])
    expect(tell('DELETED', 'pods', sketch('pods', 'orphan'))).toEqual([])
    const before = sketch('replicasets', 'api-1', { metadata: { uid: 'before', ...ownedBy(api) } })
    expect(tell('DELETED', 'pods', pod('d', before))).toEqual([])
    const ofController = sketch('replicationcontrollers', 'api-1')
    hold('pods', b)
    expect(tell('DELETED', 'pods', pod('b', ofController))).toEqual([])
    expect(tell('DELETED', 'pods', pod('d', sketch('replicasets', 'unknown')))).toEqual([])
  })

  it('[DEP-1] forgets what it has told of a Deployment that is gone', () => {
    const { actor, caches } = rig()
    const queue = { line: [], scheduled: false, waiting: [], failures: [], bucket: { tokens: 100, at: 0 } }
    const told = [
      [`${WEB} Waiting`, 'a'],
      ['default/webber Waiting', 'b'],
    ] as const
    actor.restore({ queue, extra: told })
    actor.onNews?.({
      type: 'MODIFIED',
      resource: 'deployments',
      object: web as never,
      previous: web as never,
    })
    expect(actor.snapshot().extra).toEqual(told)
    caches.deployments.apply('DELETED', web as never)
    actor.onNews?.({ type: 'DELETED', resource: 'deployments', object: web as never })
    expect(actor.snapshot().extra).toEqual([told[1]])
    actor.restore({ queue, extra: [] })
    expect(actor.snapshot().extra).toEqual([])
  })
})
