import { describe, expect, it } from 'vitest'
import { columnsOf } from './columns.ts'
import { rowOf } from './rows.ts'

const metadata = { name: 'web', creationTimestamp: '1970-01-01T00:00:00Z' }
const row = (resource: Parameters<typeof rowOf>[0], object: object): unknown[] =>
  rowOf(resource)({ apiVersion: 'v1', kind: 'X', metadata, ...object } as never, 60)

describe('rows', () => {
  it('[ROW-3] every kind has a cell for each of its columns', () => {
    const account = row('serviceaccounts', {})
    expect(account).toEqual(['web', 0, '60s'])
    expect(columnsOf('serviceaccounts').map(({ name }) => name)).toEqual(['Name', 'Secrets', 'Age'])
    const priority = row('priorityclasses', { value: 5, preemptionPolicy: 'Never' })
    expect(priority).toEqual(['web', 5, false, '60s', 'Never'])
    expect(columnsOf('priorityclasses')).toHaveLength(priority.length)
    expect(columnsOf('secrets').map(({ name }) => name)).toEqual(['Name', 'Type', 'Data', 'Age'])
  })

  it('[ROW-3] an address of IPv6 with a port stands in brackets', () => {
    const subsets = [{ addresses: [{ ip: '2001:db8::1' }, { ip: '10.0.0.1' }], ports: [{ port: 80 }] }]
    expect(row('endpoints', { subsets })[1]).toBe('[2001:db8::1]:80,10.0.0.1:80')
  })

  it('[ROW-3] an event of an object without a name tells its kind alone', () => {
    expect(row('events', { involvedObject: { kind: 'Node' } })[3]).toBe('node')
  })
})
