/** Addresses: the node's own, and those of its pods, handed out in turn as the host-local plugin does. */
import type { Kubelet } from './node.ts'

const FIRST = 2
const PER_BLOCK = 253

export function hostIPOf(k: Kubelet): string {
  const node = k.context.api.get('nodes', '', k.node)
  return (
    node?.status.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? `192.168.49.${k.index + 2}`
  )
}

/** The n-th pod address of the node: 10.244.x.2 …; a node with more pods than a /24 holds goes on in 10.245.x. */
function addressOf(k: Kubelet, n: number): string {
  const cidr = k.context.api.get('nodes', '', k.node)?.spec.podCIDR
  const [, first = '10', second = '244', third = String(k.index)] =
    /^(\d+)\.(\d+)\.(\d+)\./.exec(cidr ?? '') ?? []
  return `${first}.${Number(second) + Math.floor(n / PER_BLOCK)}.${third}.${(n % PER_BLOCK) + FIRST}`
}

/** Takes the next free address after the last one given, for the pod `uid`. */
export function allocateAddress(k: Kubelet, uid: string): string {
  const { addresses } = k.state
  const size = PER_BLOCK * Math.max(1, Math.ceil((addresses.owners.size + 1) / PER_BLOCK))
  let n = (addresses.last + 1) % size
  while (addresses.owners.has(addressOf(k, n))) n = (n + 1) % size
  addresses.last = n
  const ip = addressOf(k, n)
  addresses.owners.set(ip, uid)
  return ip
}

export function releaseAddress(k: Kubelet, ip: string): void {
  k.state.addresses.owners.delete(ip)
}
