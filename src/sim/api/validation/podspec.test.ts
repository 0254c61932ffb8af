import { describe, expect, it } from 'vitest'
import { create, deployment, inContainer, inPod } from './refusals.ts'

const UNIQUE = 'must be unique'

describe('templates', () => {
  it.each([
    [
      { volumes: [{ name: 'v', hostPath: { path: '/a/../b' } }] },
      'volumes[0].hostPath.path: Invalid value: "/a/../b": must not contain \'..\'',
    ],
    [
      { volumes: [{ name: 'v', emptyDir: {}, configMap: { name: 'a' } }] },
      'volumes[0].configMap: Forbidden: may not specify more than 1 volume type',
    ],
    [
      { volumes: [{ name: 'v', configMap: { name: 'a', defaultMode: 512 } }] },
      'volumes[0].configMap.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive',
    ],
    [
      { volumes: [{ name: 'v', downwardAPI: { items: [{ path: 'a' }] } }] },
      'volumes[0].downwardAPI: Required value: one of fieldRef and resourceFieldRef is required',
    ],
    [
      {
        volumes: [
          { name: 'v', projected: { sources: [{ secret: { name: 'a' }, configMap: { name: 'b' } }] } },
        ],
      },
      'volumes[0].projected.sources[0]: Forbidden: may not specify more than 1 volume type per source',
    ],
    [{ dnsPolicy: 'None' }, 'dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None'],
    [{ dnsConfig: { options: [{}] } }, 'dnsConfig.options[0]: Required value: must not be empty'],
    [
      { hostAliases: [{ ip: 'x' }] },
      'hostAliases[0].ip: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    ],
    [
      { topologySpreadConstraints: [{ maxSkew: 0, topologyKey: 'z', whenUnsatisfiable: 'DoNotSchedule' }] },
      'topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero',
    ],
    [
      {
        affinity: {
          nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } },
        },
      },
      'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: Required value: must have at least one node selector term',
    ],
    [
      {
        affinity: {
          podAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              { weight: 101, podAffinityTerm: { topologyKey: 'z' } },
            ],
          },
        },
      },
      'affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 101: must be in the range 1-100',
    ],
    [
      { securityContext: { seccompProfile: { type: 'Localhost' } } },
      'securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost',
    ],
    [{ hostUsers: false, hostNetwork: true }, 'hostNetwork: Forbidden: when `pod.Spec.HostUsers` is false'],
    [{ schedulingGates: [{ name: 'a' }, { name: 'a' }] }, 'schedulingGates[1]: Duplicate value: "a"'],
    [
      { resources: { requests: { pods: '1' } } },
      'resources.requests[pods]: Unsupported value: "pods": supported values: "cpu", "hugepages-", "memory"',
    ],
    [{ os: { name: 'plan9' } }, 'os: Unsupported value: "plan9": supported values: "linux", "windows"'],
    [
      { ephemeralContainers: [{ name: 'd', image: 'x' }] },
      'ephemeralContainers: Forbidden: ephemeral containers not allowed in pod template',
    ],
  ])('[API-12] refuses %j', (pod, cause) => {
    expect(inPod(pod)).toEqual([cause])
  })

  it.each([
    [{ envFrom: [{}] }, 'envFrom: Invalid value: "": must specify one of: `configMapRef` or `secretRef`'],
    [
      { env: [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '5' } } }] },
      'env[0].valueFrom.resourceFieldRef.divisor: Invalid value: "limits.cpu": only divisor\'s values 1m and 1 are supported with the cpu resource',
    ],
    [
      { env: [{ name: 'A', valueFrom: { fieldRef: { apiVersion: 'v2', fieldPath: 'metadata.name' } } }] },
      'env[0].valueFrom.fieldRef.fieldPath: Invalid value: "metadata.name": error converting fieldPath: unsupported pod version: v2',
    ],
    [{ volumeMounts: [{ name: 'v', mountPath: '/a' }] }, 'volumeMounts[0].name: Not found: "v"'],
    [
      { terminationMessagePolicy: 'X' },
      'terminationMessagePolicy: Unsupported value: "X": supported values: "File", "FallbackToLogsOnError"',
    ],
    [
      { resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'X' }] },
      'resizePolicy: Unsupported value: "X": supported values: "NotRequired", "RestartContainer"',
    ],
    [
      { resources: { limits: { 'hugepages-2Mi': '2Mi' } } },
      'resources: Forbidden: HugePages require cpu or memory',
    ],
    [
      { securityContext: { procMount: 'Unmasked' } },
      'securityContext.procMount: Invalid value: "Unmasked": `hostUsers` must be false to use `Unmasked`',
    ],
  ])('[API-12] refuses the container %j', (container, cause) => {
    expect(inContainer(container)).toEqual([cause])
  })

  it('[API-12] paths of mounts are relative, distinct and name no other', () => {
    const mount = { name: 'v', mountPath: '/a' }
    const found = inPod(
      { volumes: [{ name: 'v', emptyDir: {} }] },
      { volumeMounts: [mount, { ...mount, subPath: '../x' }, { ...mount, mountPath: '/b', subPath: '/x' }] },
    )
    expect(found).toEqual([
      `containers[0].volumeMounts[1].mountPath: Invalid value: "/a": ${UNIQUE}`,
      'containers[0].volumeMounts.subPath: Invalid value: "../x": must not contain \'..\'',
      'containers[0].volumeMounts.subPath: Invalid value: "/x": must be a relative path',
    ])
  })

  it('[API-12] a security context that contradicts itself is shown with the names of Go', () => {
    const [cause = ''] = inContainer({
      securityContext: { allowPrivilegeEscalation: false, privileged: true },
    })
    expect(cause).toContain('{"Capabilities":null,"Privileged":true,')
    expect(cause).toMatch(/cannot set `allowPrivilegeEscalation` to false and `privileged` to true$/)
  })

  it('[API-12] deletion costs are 32-bit integers', () => {
    const cost = 'controller.kubernetes.io/pod-deletion-cost'
    expect(inPod({}, {}, { [cost]: '1.5' })).toEqual([
      `annotations[${cost}]: Invalid value: "1.5": must be a 32bit integer`,
    ])
    expect(inPod({}, {}, { [cost]: '-7' })).toEqual([])
  })

  it('[API-8] ports of the host follow from its network in pods, not in templates', () => {
    const container = { name: 'web', image: 'x', ports: [{ containerPort: 80 }] }
    const pod = create('Pod', { spec: { hostNetwork: true, containers: [container] } }).body
    expect(pod).toMatchObject({ spec: { containers: [{ ports: [{ hostPort: 80 }] }] } })
    const template = create('Deployment', deployment({ hostNetwork: true, containers: [container] })).body
    expect(template).not.toMatchObject({
      spec: { template: { spec: { containers: [{ ports: [{ hostPort: 80 }] }] } } },
    })
  })
})
