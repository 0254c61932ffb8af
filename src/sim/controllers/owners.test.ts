import { describe, expect, it } from 'vitest'
import { createApiServer } from '../api/server.ts'
import type { ReplicaSet } from '../api/types/apps.ts'
import type { OwnerReference } from '../api/types/meta.ts'
import { createRandom } from '../random.ts'
import { sketch } from './newsrig.ts'
import { adopt, getControllerOf, newControllerRef, recheckOwner, release } from './owners.ts'

const refTo = (uid: string, controller = false): OwnerReference => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  name: uid,
  uid,
  ...(controller ? { controller } : {}),
})
const owner = { ...sketch('deployments', 'web'), apiVersion: 'apps/v1' }

function rig(ownerReferences: OwnerReference[]) {
  const api = createApiServer({ now: () => 0, epochSeconds: 0, random: createRandom(1) })
  const template = {
    metadata: { labels: { app: 'web' } },
    spec: { containers: [{ name: 'app', image: 'app:v1' }] },
  }
  const made = api.create('replicasets', 'default', {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'web-1', labels: { app: 'web' }, ownerReferences },
    spec: { replicas: 0, selector: { matchLabels: { app: 'web' } }, template },
  })
  if (!made.ok) throw new Error(made.status.message)
  const stored = (): ReplicaSet | undefined => api.get('replicasets', 'default', 'web-1')
  return { api, rs: made.object, stored, owners: () => stored()?.metadata.ownerReferences }
}

describe('owners', () => {
  it('[DEP-4] of whom one is the controller, or none', () => {
    const owned = (...ownerReferences: OwnerReference[]) =>
      getControllerOf(sketch('replicasets', 'a', { metadata: { ownerReferences } }))
    expect(owned(refTo('a'), refTo('b', true))?.uid).toBe('b')
    expect(owned(refTo('a'), { ...refTo('b'), controller: false })).toBeUndefined()
    expect(getControllerOf(sketch('replicasets', 'a'))).toBeUndefined()
  })

  it('[DEP-4] [RS-3] make sure that they are there themselves, and say why not', () => {
    const { api, rs } = rig([])
    const check = (of: ReplicaSet = rs) => recheckOwner(api, 'replicasets', of)?.message
    const gone = "can't recheck DeletionTimestamp: original default/web-1 is gone"
    expect(check()).toBeUndefined()
    expect(check({ ...rs, metadata: { ...rs.metadata, uid: 'before' } })).toBe(gone)
    api.delete('replicasets', 'default', 'web-1', { propagationPolicy: 'Foreground' })
    expect(check()).toBe('default/web-1 has just been deleted at 1970-01-01T00:00:00Z')
    api.update('replicasets', { ...rs, metadata: { ...rs.metadata, resourceVersion: '', finalizers: [] } })
    expect(check()).toBe(gone)
  })

  it('[DEP-4] adopt what is stored, whatever was heard of it, once', () => {
    const { api, rs, owners, stored } = rig([refTo('other')])
    const labels = { ...rs.metadata.labels, heard: 'late' }
    expect(adopt(api, 'replicasets', { ...rs, metadata: { ...rs.metadata, labels } }, owner)).toBe(true)
    const own = { ...refTo('web', true), blockOwnerDeletion: true }
    expect(newControllerRef(owner)).toEqual(own)
    expect(owners()).toEqual([refTo('other'), own])
    expect(stored()?.metadata.labels).toEqual({ app: 'web' })
    const before = stored()
    expect(adopt(api, 'replicasets', rs, owner)).toBe(true)
    expect(stored()).toBe(before)
  })

  it('[DEP-4] release only what is theirs', () => {
    const { api, rs, owners, stored } = rig([refTo('other'), refTo('web', true)])
    expect(release(api, 'replicasets', rs, 'web')).toBe(true)
    expect(owners()).toEqual([refTo('other')])
    release(api, 'replicasets', rs, 'other')
    expect(stored()?.metadata).not.toHaveProperty('ownerReferences')
    const before = stored()
    expect(release(api, 'replicasets', rs, 'web')).toBe(true)
    expect(stored()).toBe(before)
  })

  it('[DEP-4] touch nothing that is gone, nor another of its name', () => {
    const { api, rs, stored } = rig([])
    const before = stored()
    const another = { ...rs, metadata: { ...rs.metadata, uid: 'before' } }
    expect(adopt(api, 'replicasets', another, owner)).toBe(false)
    expect(stored()).toBe(before)
    const gone = { ...rs, metadata: { ...rs.metadata, name: 'gone' } }
    expect([adopt(api, 'replicasets', gone, owner), release(api, 'replicasets', gone, 'web')]).toEqual([
      false,
      false,
    ])
  })
})
