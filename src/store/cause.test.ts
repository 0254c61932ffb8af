import { describe, expect, it } from 'vitest'
import type { Decision } from '../sim/decisions.ts'
import { causeOf, causeOfCondition } from './cause.ts'

const RS = 'ReplicaSet/default/web-1'
const POD = 'Pod/default/web-1-a'
const base = { actor: 'x', rule: 'RS-1', object: RS }
const created: Decision = {
  ...base,
  id: 1,
  at: 1e6,
  kind: 'PodsCreated',
  pods: [POD],
  have: 0,
  want: 1,
  batches: [1],
}
const chosen: Decision = {
  ...base,
  id: 2,
  at: 2e6,
  kind: 'PodChosenForDeletion',
  pod: POD,
  have: 1,
  want: 0,
  criterion: 'all',
  over: null,
  value: '',
  overValue: '',
}
const drained: Decision = {
  ...base,
  id: 3,
  at: 3e6,
  kind: 'EndpointChanged',
  object: 'Service/default/web',
  pod: POD,
  address: '10.0.0.1',
  change: 'draining',
}
const scaled: Decision = {
  ...base,
  id: 4,
  at: 4e6,
  kind: 'ScaledOnly',
  object: 'Deployment/default/web',
  replicaSet: RS,
  from: 1,
  to: 0,
}
const checked = (id: number, at: number, exceeded: boolean): Decision => ({
  ...base,
  id,
  at,
  kind: 'DeadlineChecked',
  object: 'Deployment/default/web',
  exceeded,
  lastProgressAt: 0,
  deadlineAt: 9e6,
  deadlineSeconds: 9,
})
const all = [created, chosen, drained, scaled, checked(5, 5e6, false), checked(6, 9e6, true)]

describe('cause', () => {
  it('of a pod is what put it into its state, not what was said of it last', () => {
    expect(causeOf(all, POD, 'terminating')).toBe(chosen)
    expect(causeOf(all, POD, 'creating')).toBe(created)
    expect(causeOf(all, POD, undefined)).toBe(drained)
  })
  it('of a ReplicaSet is what gave it its size', () => {
    expect(causeOf(all, RS, undefined)).toBe(scaled)
    expect(causeOf(all.slice(0, 2), RS, undefined)).toBe(chosen)
    expect(causeOf(all, 'ReplicaSet/default/other', undefined)).toBeNull()
  })
  it('of a condition goes by its reason, else by its stamp', () => {
    const exceeded = { reason: 'ProgressDeadlineExceeded', changedAt: 9_000 }
    expect(causeOfCondition(all, exceeded, 10_000)?.id).toBe(6)
    expect(causeOfCondition(all, exceeded, 8_000)).toBeNull()
    expect(causeOfCondition(all, { reason: 'MinimumReplicasAvailable', changedAt: 3_500 }, 10_000)?.id).toBe(
      4,
    )
  })
})
