/** The Node objects of a fresh cluster, all alike, as a kubelet v1.35 would register them. */
import type { ApiServer } from '../api/contract.ts'
import type { Node } from '../api/types/core.ts'

const CPUS = '4'
const MEMORY = '16384Mi'
const MAX_PODS = '110'

const CONDITIONS: readonly (readonly [type: string, status: string, reason: string, message: string])[] = [
  ['MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
  ['DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
  ['PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
  ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'],
]

/** Where the node with this index can be reached; the API server is on the first. */
export const nodeAddress = (index: number): string => `172.18.${(index + 2) >> 8}.${(index + 2) & 255}`

/** `index` counts the nodes from 0; `now` is metav1.Time. */
export function nodeObject(name: string, index: number, now: string): Omit<Node, 'metadata'> & object {
  const size = { cpu: CPUS, memory: MEMORY, pods: MAX_PODS }
  const cidr = `10.${244 + (index >> 8)}.${index & 255}.0/24`
  return {
    apiVersion: 'v1',
    kind: 'Node',
    ...{ metadata: { name, labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux' } } },
    spec: { podCIDR: cidr, podCIDRs: [cidr] },
    status: {
      capacity: size,
      allocatable: size,
      conditions: CONDITIONS.map(([type, status, reason, message]) => ({
        type,
        status,
        lastHeartbeatTime: now,
        lastTransitionTime: now,
        reason,
        message,
      })),
      addresses: [
        { type: 'InternalIP', address: nodeAddress(index) },
        { type: 'Hostname', address: name },
      ],
      nodeInfo: {
        kubeletVersion: 'v1.35.4',
        operatingSystem: 'linux',
        architecture: 'amd64',
        containerRuntimeVersion: 'containerd://2.1.5',
        osImage: 'Debian GNU/Linux 12 (bookworm)',
        kernelVersion: '6.12.0',
      },
    },
  }
}

/**
 * Simplified: admission taints a new node not-ready (TaintNodesByCondition); the node lifecycle controller, which is
 * not here, takes that away as soon as it sees the node ready.
 */
export function registerNode(api: ApiServer, node: object): void {
  const created = api.create('nodes', '', node)
  if (!created.ok) throw new Error(created.status.message)
  const { taints, ...spec } = created.object.spec
  if (taints) api.update('nodes', { ...created.object, spec })
}
