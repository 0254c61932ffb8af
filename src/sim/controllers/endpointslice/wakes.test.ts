import { describe, expect, it } from 'vitest'
import { SECOND } from '../../time.ts'
import { createNewsRig, sketch, STOPPING } from '../newsrig.ts'
import { endpointSliceController } from './endpointslicecontroller.ts'

const service = (name: string, app: string, metadata: object = {}) =>
  sketch('services', name, { metadata, spec: { selector: { app } } })

function rig() {
  const rig = createNewsRig(endpointSliceController)
  rig.hold('services', service('web', 'web'))
  rig.hold('services', service('api', 'api'))
  rig.hold('services', service('web', 'web', { namespace: 'other', uid: 'far' }))
  rig.hold('services', sketch('services', 'manual'))
  return rig
}

const WEB = 'default/web'
const labels = { app: 'web' }
const pod = sketch('pods', 'a', { metadata: { labels }, status: { phase: 'Running' } })

describe('what wakes a Service', () => {
  it('[EPS-1] itself', () => {
    const { tell, actor } = rig()
    expect(tell('ADDED', 'services', service('web', 'web'))).toEqual([WEB])
    expect(tell('MODIFIED', 'services', service('web', 'web'), service('web', 'web'))).toEqual([WEB])
    expect(tell('DELETED', 'services', service('web', 'web'))).toEqual([WEB])
    expect([actor.name, actor.component]).toEqual(['endpointslice-controller', 'endpoint-slice-controller'])
    expect(actor.watches).toEqual(['services', 'endpointslices', 'pods'])
  })

  it('[EPS-1] a pod that it selects, when it comes and goes', () => {
    const { tell } = rig()
    expect(tell('ADDED', 'pods', pod)).toEqual([WEB])
    expect(tell('DELETED', 'pods', pod)).toEqual([WEB])
    expect(tell('DELETED', 'pods', pod, pod)).toEqual([WEB])
    expect(tell('ADDED', 'pods', sketch('pods', 'b', { metadata: { labels: { app: 'none' } } }))).toEqual([])
  })

  it.each<[string, object, object, object]>([
    ['its address', {}, {}, { phase: 'Running', podIP: '10.0.0.1' }],
    ['its readiness', {}, {}, { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] }],
    ['its end', {}, {}, { phase: 'Failed' }],
    ['its deletion', STOPPING, {}, { phase: 'Running' }],
    ['its node', {}, { nodeName: 'node-1' }, { phase: 'Running' }],
    ['its labels', { labels: { app: 'web', tier: 'front' } }, {}, { phase: 'Running' }],
  ])('[EPS-1] a change of %s', (_what, metadata, spec, status) => {
    const { tell } = rig()
    const after = sketch('pods', 'a', { metadata: { labels, ...metadata }, spec, status })
    expect(tell('MODIFIED', 'pods', after, pod)).toEqual([WEB])
    expect(tell('MODIFIED', 'pods', pod, after)).toEqual([WEB])
  })

  it('[EPS-1] no other change of a pod', () => {
    const { tell } = rig()
    const after = sketch('pods', 'a', { metadata: { labels }, status: { phase: 'Running', message: 'busy' } })
    expect(tell('MODIFIED', 'pods', after, pod)).toEqual([])
  })

  it('[EPS-1] both, when a pod moves from one to the other', () => {
    const { tell } = rig()
    const moved = sketch('pods', 'a', { metadata: { labels: { app: 'api' } }, status: { phase: 'Running' } })
    expect(tell('MODIFIED', 'pods', moved, pod)).toEqual([WEB, 'default/api'])
  })

  it('[EPS-1] a slice that somebody else wrote or deleted, a second later', () => {
    const OURS = 'endpointslice-controller.k8s.io'
    const slice = (resourceVersion: string, name = 'web', manager = OURS) =>
      sketch('endpointslices', 'web-abc', {
        metadata: {
          resourceVersion,
          labels: {
            'endpointslice.kubernetes.io/managed-by': manager,
            ...(name && { 'kubernetes.io/service-name': name }),
          },
        },
      })
    /** What comes of it when the controller wrote version 5 last. */
    const heard = (
      type: 'MODIFIED' | 'DELETED',
      object: ReturnType<typeof slice>,
      previous = slice('1', 'web', 'somebody'),
    ) => {
      const { actor, later, caches } = rig()
      const queue = { line: [], scheduled: false, waiting: [], failures: [], bucket: { tokens: 100, at: 0 } }
      actor.restore({ queue, extra: { written: [[WEB, [['web-abc', 5]]]], created: [], changes: [] } })
      caches.endpointslices.apply(type, object as never)
      actor.onNews?.({ type, resource: 'endpointslices', object, previous } as never)
      const { written } = actor.snapshot().extra ?? {}
      return { later: later(), written }
    }
    expect(heard('MODIFIED', slice('5'))).toEqual({ later: [], written: [[WEB, [['web-abc', 5]]]] })
    expect(heard('MODIFIED', slice('4')).later).toEqual([])
    expect(heard('MODIFIED', slice('6')).later).toEqual([[WEB, SECOND]])
    expect(heard('DELETED', slice('5'))).toEqual({ later: [[WEB, SECOND]], written: [[WEB, []]] })
    expect(heard('MODIFIED', slice('6', 'api')).later).toEqual([
      ['default/api', SECOND],
      [WEB, SECOND],
    ])
    expect(heard('DELETED', slice('6', 'api')).later).toEqual([])
    expect(heard('MODIFIED', slice('6', '')).later).toEqual([[WEB, SECOND]])
    expect(heard('MODIFIED', slice('6', ''), slice('5', '')).later).toEqual([])
    expect(heard('DELETED', sketch('endpointslices', 'loose')).later).toEqual([])
    expect(heard('MODIFIED', slice('6', 'web', 'somebody')).later).toEqual([])
    expect(heard('MODIFIED', slice('6', 'web', 'somebody'), slice('5')).later).toEqual([[WEB, SECOND]])
  })
})
