import { describe, expect, it } from 'vitest'
import { rigWith } from '../frontrig.ts'
import { settledRig } from '../rig.ts'

describe('deletion of owners', () => {
  it('[GC-1] takes the pods along, ten milliseconds later', () => {
    const rig = settledRig(2)
    rig.api.delete('deployments', 'default', 'web', { propagationPolicy: 'Background' })
    rig.pass(0.005)
    expect(rig.replicaSets()).toHaveLength(1)
    rig.pass(0.1)
    expect(rig.replicaSets()).toEqual([])
    expect(rig.pods().every(({ metadata }) => metadata.deletionTimestamp !== undefined)).toBe(true)
  })

  it('[GC-1] keeps what another owner still holds', () => {
    const rig = rigWith(1)
    const [pod] = rig.pods()
    const other = { apiVersion: 'v1', kind: 'ConfigMap', name: 'config', uid: '' }
    const config = rig.api.create('configmaps', 'default', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'config' },
    })
    if (!config.ok) throw new Error('no ConfigMap')
    const ownerReferences = [...pod!.metadata.ownerReferences!, { ...other, uid: config.object.metadata.uid }]
    rig.api.update('pods', { ...pod!, metadata: { ...pod!.metadata, ownerReferences } })
    rig.pass(1)
    rig.api.delete('replicasets', 'default', 'front', { propagationPolicy: 'Background' })
    rig.pass(1)
    expect(rig.pods().map(({ metadata }) => metadata.ownerReferences?.map(({ kind }) => kind))).toEqual([
      ['ConfigMap'],
    ])
  })

  it('[GC-2] orphans its dependents first', () => {
    const rig = settledRig(1)
    rig.api.delete('deployments', 'default', 'web', { propagationPolicy: 'Orphan' })
    rig.pass(1)
    expect(rig.api.get('deployments', 'default', 'web')).toBeUndefined()
    expect(rig.replicaSets()[0]?.metadata.ownerReferences).toBeUndefined()
    expect(rig.pods()).toHaveLength(1)
  })

  it('[GC-3] waits for the last of its dependents', () => {
    const rig = settledRig(1)
    rig.api.delete('deployments', 'default', 'web', { propagationPolicy: 'Foreground' })
    rig.pass(1)
    expect(rig.d().metadata.deletionTimestamp).toBeDefined()
    expect(rig.replicaSets()).toHaveLength(1)
    rig.reap()
    rig.pass(1)
    expect(rig.replicaSets()).toEqual([])
    expect(rig.api.get('deployments', 'default', 'web')).toBeUndefined()
  })
})
