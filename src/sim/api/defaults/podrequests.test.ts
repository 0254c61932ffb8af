import { describe, expect, it } from 'vitest'
import { qosClass } from '../registry/qos.ts'
import { create } from '../validation/refusals.ts'
import { createRandom } from '../../random.ts'
import { createApiServer } from '../server.ts'
import type { PodSpec, ResourceRequirements } from '../types/pod.ts'
import { defaultPodRequests } from './podrequests.ts'

const pod = (
  resources: ResourceRequirements | undefined,
  ...each: (ResourceRequirements | undefined)[]
): PodSpec =>
  ({
    ...(resources ? { resources } : {}),
    containers: each.map((own, i) => ({ name: `c${i}`, image: 'x', ...(own ? { resources: own } : {}) })),
  }) as PodSpec

const requestsOf = (spec: PodSpec): unknown => {
  defaultPodRequests(spec)
  return (spec as { resources?: ResourceRequirements }).resources?.requests
}

describe('resources of a pod as a whole', () => {
  it('[API-8] requests are the sum of the containers, else the limit; only where the pod has limits', () => {
    const limits = { cpu: '2', memory: '1Gi' }
    expect(requestsOf(pod({ limits }))).toEqual(limits)
    const each = [{ requests: { cpu: '250m' } }, { requests: { cpu: '250m' } }]
    expect(requestsOf(pod({ limits }, ...each))).toEqual({ cpu: '500m', memory: '1Gi' })
    expect(requestsOf(pod({ limits, requests: { cpu: '1' } }, ...each))).toEqual({ cpu: '1', memory: '1Gi' })
    expect(requestsOf(pod(undefined, ...each))).toBeUndefined()
  })

  it('[API-8] they alone make the class of service', () => {
    const full = { cpu: '1', memory: '1Gi' }
    expect(qosClass(pod({ requests: full, limits: full }, undefined))).toBe('Guaranteed')
    expect(qosClass(pod({ limits: { cpu: '1' }, requests: { cpu: '1' } }, undefined))).toBe('Burstable')
    expect(qosClass(pod(undefined, undefined))).toBe('BestEffort')
  })
})

it('[API-8] a Node has its podCIDR among its podCIDRs; the priority classes of the system preempt', () => {
  expect(create('Node', { spec: { podCIDR: '10.1.0.0/24' } }).body).toMatchObject({
    spec: { podCIDR: '10.1.0.0/24', podCIDRs: ['10.1.0.0/24'] },
  })
  const api = createApiServer({ now: () => 0, epochSeconds: 0, random: createRandom(1) })
  const path = '/apis/scheduling.k8s.io/v1/priorityclasses/system-node-critical'
  expect(api.handle({ method: 'GET', path })).toMatchObject({
    response: { body: { preemptionPolicy: 'PreemptLowerPriority', metadata: { generation: 1 } } },
  })
})
