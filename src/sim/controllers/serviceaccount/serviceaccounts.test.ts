import { describe, expect, it } from 'vitest'
import { createRig } from '../rig.ts'

const accounts = (rig: ReturnType<typeof createRig>, namespace: string): string[] =>
  rig.api.list('serviceaccounts', namespace).map(({ metadata }) => metadata.name)

function rigWithNamespace() {
  const rig = createRig()
  rig.api.create('namespaces', '', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other' } })
  rig.pass(1)
  return rig
}

describe('ServiceAccounts', () => {
  it('[SA-1] a new namespace gets the account default, so that its pods are admitted', () => {
    const rig = rigWithNamespace()
    expect(accounts(rig, 'other')).toEqual(['default'])
    const pod = { metadata: { name: 'a' }, spec: { containers: [{ name: 'c', image: 'i' }] } }
    expect(rig.api.create('pods', 'other', { apiVersion: 'v1', kind: 'Pod', ...pod }).ok).toBe(true)
  })

  it('[SA-1] the account comes back when it is deleted, another does not', () => {
    const rig = rigWithNamespace()
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'mine' } }
    rig.api.create('serviceaccounts', 'other', account)
    rig.api.delete('serviceaccounts', 'other', 'default')
    rig.api.delete('serviceaccounts', 'other', 'mine')
    rig.pass(1)
    expect(accounts(rig, 'other')).toEqual(['default'])
  })
})
