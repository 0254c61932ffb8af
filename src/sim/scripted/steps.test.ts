import { describe, expect, it } from 'vitest'
import { createApiServer } from '../api/server.ts'
import { createRandom } from '../random.ts'
import { createScriptedPods } from './scriptedpods.ts'
import { createStepTaker } from './steps.ts'

const pod = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { containers: [{ name: 'app', image: 'app:v1' }] },
})

function stepsUnder(quota: { spec: { hard: Record<string, string> }; metadata: object }, used: string) {
  const random = createRandom(1)
  const server = createApiServer({ now: () => 0, epochSeconds: 0, random })
  const { api, take } = createStepTaker(
    server,
    random,
    createScriptedPods({ scheduleMs: 0, sandboxMs: 0 }, 1, {}),
  )
  server.create('resourcequotas', 'default', { kind: 'ResourceQuota', apiVersion: 'v1', ...quota })
  const stored = server.get('resourcequotas', 'default', 'few')
  if (stored)
    server.updateStatus('resourcequotas', {
      ...stored,
      status: { hard: quota.spec.hard, used: { pods: used } },
    })
  const create = (name: string): string | undefined => {
    const made = api.create('pods', 'default', pod(name))
    return made.ok ? undefined : made.status.message
  }
  return { server, create, take }
}

const FEW = { metadata: { name: 'few' }, spec: { hard: { pods: '2' } } }
const full = (name: string): string =>
  `pods "${name}" is forbidden: exceeded quota: few, requested: pods=1, used: pods=2, limited: pods=2`

describe('quotas of the recordings', () => {
  it('[QUO-2] let in as many pods as there is room for, whatever was counted', () => {
    const { create } = stepsUnder(FEW, '2')
    expect([create('a'), create('b'), create('c')]).toEqual([undefined, undefined, full('c')])
  })

  it('[QUO-2] refuse what is too many, though less was counted', () => {
    const { server, create, take } = stepsUnder(FEW, '0')
    for (const name of ['a', 'b']) expect(create(name)).toBeUndefined()
    const stored = server.get('resourcequotas', 'default', 'few')
    if (stored)
      server.updateStatus('resourcequotas', { ...stored, status: { ...stored.status, used: { pods: '0' } } })
    expect(create('c')).toBe(full('c'))
    expect(take({ atMs: 0, op: 'create', object: pod('d') })).toBe(full('d'))
    take({ atMs: 0, op: 'deletePods', count: 1 })
    expect(create('e')).toBeUndefined()
  })

  it('[QUO-2] go by their present limit', () => {
    const { server, create } = stepsUnder(FEW, '0')
    const stored = server.get('resourcequotas', 'default', 'few')
    if (stored) server.update('resourcequotas', { ...stored, spec: { hard: { pods: '1' } } })
    expect(create('a')).toBeUndefined()
    expect(create('b')).toContain('limited: pods=1')
  })

  it('[QUO-2] do not concern what they do not name', () => {
    const { create } = stepsUnder({ metadata: { name: 'few' }, spec: { hard: { services: '1' } } }, '2')
    expect(create('a')).toBeUndefined()
  })

  it('[QUO-2] pods that are denied are refused, whoever makes them', () => {
    const { create, take } = stepsUnder({ metadata: { name: 'other' }, spec: { hard: {} } }, '0')
    take({ atMs: 0, op: 'denyPods', message: 'frozen' })
    expect(create('a')).toBe('pods "a" is forbidden: frozen')
    expect(take({ atMs: 0, op: 'create', object: pod('b') })).toBe('pods "b" is forbidden: frozen')
    take({ atMs: 0, op: 'denyPods' })
    expect(create('a')).toBeUndefined()
  })
})
