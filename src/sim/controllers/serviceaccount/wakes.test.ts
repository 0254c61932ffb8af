import { describe, expect, it } from 'vitest'
import type { WatchEvent } from '../../api/contract.ts'
import { createNewsRig, sketch } from '../newsrig.ts'
import { serviceAccountsController } from './serviceaccountscontroller.ts'

function rig() {
  const rig = createNewsRig(serviceAccountsController)
  /** Namespaces that are in line because of this. */
  const tell = (type: WatchEvent['type'], resource: string, name: string, namespace?: string) => {
    const object = sketch('pods', name, { metadata: { namespace } })
    rig.actor.onNews?.({ type, resource, object } as unknown as WatchEvent)
    return rig.actor.snapshot().queue.line
  }
  const accounts = (namespace: string) =>
    rig.api.list('serviceaccounts', namespace).map(({ metadata }) => metadata.name)
  const failures = () => rig.actor.snapshot().queue.failures
  const make = (name: string): void => {
    const made = rig.api.create('namespaces', '', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
    if (!made.ok) throw new Error(made.status.message)
  }
  return { ...rig, tell, accounts, failures, make }
}

describe('the default ServiceAccount', () => {
  it('[SA-1] is seen to when a namespace comes', () => {
    expect(rig().tell('ADDED', 'namespaces', 'dev')).toEqual(['dev'])
    expect(rig().tell('MODIFIED', 'namespaces', 'dev')).toEqual([])
    expect(rig().tell('DELETED', 'namespaces', 'dev')).toEqual([])
    const { actor } = rig()
    expect([actor.name, actor.component]).toEqual(['serviceaccount-controller', 'serviceaccount-controller'])
    expect(actor.watches).toEqual(['namespaces', 'serviceaccounts'])
  })

  it('[SA-1] is seen to when it goes, no other', () => {
    expect(rig().tell('DELETED', 'serviceaccounts', 'default', 'dev')).toEqual(['dev'])
    expect(rig().tell('DELETED', 'serviceaccounts', 'builder', 'dev')).toEqual([])
    expect(rig().tell('ADDED', 'serviceaccounts', 'default', 'dev')).toEqual([])
    expect(rig().tell('MODIFIED', 'serviceaccounts', 'default', 'dev')).toEqual([])
    expect(rig().tell('DELETED', 'pods', 'default', 'dev')).toEqual([])
  })

  it('[SA-1] is made, once', () => {
    const { make, tell, work, accounts, failures, api } = rig()
    make('dev')
    tell('ADDED', 'namespaces', 'dev')
    work()
    expect(accounts('dev')).toEqual(['default'])
    expect(api.get('serviceaccounts', 'dev', 'default')).toMatchObject({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
    })
    tell('ADDED', 'namespaces', 'dev')
    work()
    expect([accounts('dev'), failures()]).toEqual([['default'], []])
  })

  it.each<[string, string | undefined, number]>([
    ['AlreadyExists', undefined, 0],
    ['NotFound', undefined, 0],
    ['Forbidden', 'NamespaceTerminating', 0],
    ['Forbidden', 'Other', 1],
    ['Forbidden', undefined, 1],
    ['InternalError', undefined, 1],
  ])('[SA-1] is tried again where it helps: %s %s', (reason, cause, retries) => {
    const { make, tell, work, refuse, failures } = rig()
    make('dev')
    refuse('create serviceaccounts', { reason, ...(cause === undefined ? {} : { cause }) })
    tell('ADDED', 'namespaces', 'dev')
    work()
    expect(failures()).toHaveLength(retries)
  })
})
