import { describe, expect, it } from 'vitest'
import { causes, create, inSpec } from './refusals.ts'

const ports = [{ port: 80 }]

describe('other kinds', () => {
  it.each([
    [
      'Service',
      { ports, loadBalancerSourceRanges: ['10.0.0.0/8'] },
      "spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'",
    ],
    [
      'Service',
      { ports, trafficDistribution: 'X' },
      'spec.trafficDistribution: Unsupported value: "X": supported values: "PreferClose", "PreferSameZone", "PreferSameNode"',
    ],
    [
      'Service',
      { ports, ipFamilyPolicy: 'RequireDualStack' },
      'spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services',
    ],
    [
      'Service',
      { ports, clusterIP: '10.96.0.9', clusterIPs: ['10.96.0.8'] },
      'spec.clusterIPs: Invalid value: ["10.96.0.8"]: first value must match `clusterIP`',
    ],
    [
      'LimitRange',
      { limits: [{ type: 'Box' }] },
      'spec.limits[0].type: Invalid value: "Box": must be a standard limit type or fully qualified',
    ],
    [
      'LimitRange',
      { limits: [{ type: 'Pod', default: { cpu: '1' } }] },
      "spec.limits[0].default: Forbidden: may not be specified when `type` is 'Pod'",
    ],
    [
      'LimitRange',
      { limits: [{ type: 'Pod', maxLimitRequestRatio: { cpu: '500m' } }] },
      'spec.limits[0].maxLimitRequestRatio[cpu]: Invalid value: "500m": ratio 500m is less than 1',
    ],
    [
      'LimitRange',
      { limits: [{ type: 'Pod', min: { cpu: '2' }, max: { cpu: '1' } }] },
      'spec.limits[0].min[cpu]: Invalid value: "2": min value 2 is greater than max value 1',
    ],
    [
      'ResourceQuota',
      { hard: { cpu: '1' }, scopes: ['BestEffort'] },
      'spec.scopes: Invalid value: ["BestEffort"]: unsupported scope applied to resource',
    ],
    [
      'ResourceQuota',
      {
        hard: { pods: '1' },
        scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In' }] },
      },
      "spec.scopeSelector.matchExpressions.values: Required value: must be at least one value when `operator` is 'In' or 'NotIn' for scope selector",
    ],
    [
      'PodDisruptionBudget',
      { minAvailable: '150%' },
      'spec.minAvailable: Invalid value: "150%": must not be greater than 100%',
    ],
    [
      'PodDisruptionBudget',
      { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'X' },
      'spec.unhealthyPodEvictionPolicy: Unsupported value: "X": supported values: "AlwaysAllow", "IfHealthyBudget"',
    ],
    ['Node', { taints: [{ key: 'a' }] }, 'metadata.taints[0].effect: Required value'],
    [
      'Node',
      { podCIDRs: ['x'] },
      'spec.podCIDRs[0]: Invalid value: "x": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
    ],
  ])('[API-12] refuses the %s %j', (kind, spec, cause) => {
    expect(inSpec(kind, spec)).toEqual([cause])
  })

  it('[API-12] budgets of both kinds at once, endpoints without addresses, slices without a type, long Events', () => {
    expect(inSpec('PodDisruptionBudget', { minAvailable: 1, maxUnavailable: 1 })).toEqual([
      'spec: Invalid value: {"MinAvailable":1,"Selector":null,"MaxUnavailable":1,"UnhealthyPodEvictionPolicy":null}: minAvailable and maxUnavailable cannot be both set',
    ])
    expect(causes('Endpoints', { subsets: [{}] })).toEqual([
      'subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`',
    ])
    expect(causes('EndpointSlice', { endpoints: [{ addresses: [] }] })).toEqual([
      'addressType: Required value',
      'endpoints[0].addresses: Required value: must contain at least 1 address',
    ])
    const event = {
      involvedObject: { namespace: 'default' },
      eventTime: '2026-01-05T09:00:00.000000Z',
      reportingComponent: 'me',
      reportingInstance: 'x'.repeat(129),
      action: 'a',
      reason: 'r',
    }
    expect(causes('Event', event)).toEqual([
      'reportingInstance: Invalid value: "": can have at most 128 characters',
    ])
  })

  it('[API-12] how an autoscaler goes about it', () => {
    const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }
    const behavior = {
      scaleUp: { policies: [] },
      scaleDown: {
        stabilizationWindowSeconds: 4000,
        policies: [{ type: 'Pods', value: 0, periodSeconds: 1 }],
      },
    }
    expect(inSpec('HorizontalPodAutoscaler', { scaleTargetRef, maxReplicas: 3, behavior })).toEqual([
      'spec.behavior.scaleUp.policies: Required value: must specify at least one Policy',
      'spec.behavior.scaleDown.stabilizationWindowSeconds: Invalid value: 4000: must be less than or equal to 3600',
      'spec.behavior.scaleDown.policies[0].value: Invalid value: 0: must be greater than zero',
    ])
  })

  it('[API-23] a load balancer that keeps to nodes with endpoints draws the port to ask them at', () => {
    const spec = { type: 'LoadBalancer', externalTrafficPolicy: 'Local', ports }
    const { body } = create('Service', { spec })
    const { healthCheckNodePort: port } = (body as { spec: { healthCheckNodePort: number } }).spec
    expect(port).toBeGreaterThanOrEqual(30_000)
    expect(inSpec('Service', { ports, healthCheckNodePort: 30_000 })).toEqual([
      "spec.healthCheckNodePort: Invalid value: 30000: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
    ])
  })

  it('[API-10] a maximum is the default limit, that the default request; a minimum only where there is no limit', () => {
    const limits = [{ type: 'Container', max: { cpu: '2' }, min: { cpu: '1', memory: '1Gi' } }]
    expect(create('LimitRange', { spec: { limits } }).body).toMatchObject({
      spec: { limits: [{ default: { cpu: '2' }, defaultRequest: { cpu: '2', memory: '1Gi' } }] },
    })
  })
})
