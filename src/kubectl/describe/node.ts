/** Nodes. @see describe.go (describeNode, describeNodeResource) */
import type { Info } from '../info.ts'
import { asKubectlError } from '../errors.ts'
import type { Factory } from '../factory.ts'
import { at, list, object, objects, sortedKeys, strings, text, type JsonObject } from '../json.ts'
import { ageOf, rfc1123z } from '../printers/duration.ts'
import {
  addQuantities,
  canonicalQuantity,
  formatQuantity,
  milliValue,
  parseQuantity,
  type Quantity,
} from '../quantity.ts'
import { describeEvents, eventsOf } from './events.ts'
import { annotationsOf, labelsOf, printAnnotations, printLabels } from './metadata.ts'
import { createWriter, type Writer } from './writer.ts'

const ROLE = 'node-role.kubernetes.io/'

type Totals = Record<string, Quantity>

/** Requests or limits of a pod: the sum of its containers, or its largest init container. @see resourcehelper.PodRequests */
function podTotals(pod: JsonObject, field: 'requests' | 'limits'): Totals {
  const out: Totals = {}
  for (const container of objects(pod, 'spec', 'containers'))
    addAll(out, strings(container, 'resources', field))
  for (const container of objects(pod, 'spec', 'initContainers')) {
    for (const [name, amount] of Object.entries(strings(container, 'resources', field))) {
      const parsed = parseQuantity(amount)
      if (parsed && parsed.nano > (out[name]?.nano ?? -1n)) out[name] = parsed
    }
  }
  return out
}

function addAll(totals: Totals, amounts: Record<string, string>): void {
  for (const [name, amount] of Object.entries(amounts)) {
    const parsed = parseQuantity(amount)
    if (parsed) totals[name] = addQuantities(totals[name], parsed)
  }
}

function share(totals: Totals, name: string, allocatable: Record<string, string>): string {
  const amount = totals[name] ? formatQuantity(totals[name]) : '0'
  const all = milliValue(allocatable[name] ?? '0')
  const percent = all === 0 ? 0 : Math.trunc((milliValue(amount) / all) * 100)
  return `${amount} (${percent}%)`
}

function resources(w: Writer, node: JsonObject, pods: JsonObject[], now: number): void {
  const allocatable = strings(node, 'status', 'allocatable')
  w.write(0, `Non-terminated Pods:\t(${pods.length} in total)\n`)
  w.write(1, 'Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge\n')
  w.write(1, '---------\t----\t\t------------\t----------\t---------------\t-------------\t---\n')
  const all: { requests: Totals; limits: Totals } = { requests: {}, limits: {} }
  for (const pod of pods) {
    const own = { requests: podTotals(pod, 'requests'), limits: podTotals(pod, 'limits') }
    for (const field of ['requests', 'limits'] as const)
      for (const [name, amount] of Object.entries(own[field]))
        all[field][name] = addQuantities(all[field][name], amount)
    const cells = [
      text(pod, 'metadata', 'namespace'), `${text(pod, 'metadata', 'name')}\t`, share(own.requests, 'cpu', allocatable), share(own.limits, 'cpu', allocatable),
      share(own.requests, 'memory', allocatable), share(own.limits, 'memory', allocatable), ageOf(text(pod, 'metadata', 'creationTimestamp'), now),
    ] // prettier-ignore
    w.write(1, `${cells.join('\t')}\n`)
  }
  w.write(0, 'Allocated resources:\n  (Total limits may be over 100 percent, i.e., overcommitted.)\n')
  w.write(1, 'Resource\tRequests\tLimits\n  --------\t--------\t------\n')
  const extra = sortedKeys(allocatable).filter(
    (name) => !['cpu', 'memory', 'ephemeral-storage', 'pods'].includes(name),
  )
  for (const name of ['cpu', 'memory', 'ephemeral-storage', ...extra])
    w.write(
      1,
      `${name}\t${share(all.requests, name, allocatable)}\t${share(all.limits, name, allocatable)}\n`,
    )
}

function amounts(w: Writer, title: string, values: Record<string, string>): void {
  w.write(0, `${title}:\n`)
  for (const name of sortedKeys(values))
    w.write(1, `${name}:\t${canonicalQuantity(values[name] ?? '') ?? values[name] ?? ''}\n`)
}

async function lease(f: Factory, w: Writer, name: string): Promise<void> {
  try {
    const path = `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${name}`
    const found = await f.client.call({ method: 'GET', path, typed: true })
    w.write(0, 'Lease:\n')
    w.write(1, `HolderIdentity:\t${text(found, 'spec', 'holderIdentity') || '<unset>'}\n`)
    w.write(
      1,
      `AcquireTime:\t${text(found, 'spec', 'acquireTime') ? rfc1123z(text(found, 'spec', 'acquireTime')) : '<unset>'}\n`,
    )
    w.write(
      1,
      `RenewTime:\t${text(found, 'spec', 'renewTime') ? rfc1123z(text(found, 'spec', 'renewTime')) : '<unset>'}\n`,
    )
  } catch (error) {
    w.write(0, `Lease:\tFailed to get lease: ${asKubectlError(error).message}\n`)
  }
}

function conditions(w: Writer, node: JsonObject): void {
  const items = objects(node, 'status', 'conditions')
  if (items.length === 0) return
  w.write(0, 'Conditions:\n')
  w.write(1, 'Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage\n')
  w.write(1, '----\t------\t-----------------\t------------------\t------\t-------\n')
  for (const one of items) {
    const times = `${rfc1123z(text(one, 'lastHeartbeatTime'))} \t${rfc1123z(text(one, 'lastTransitionTime'))}`
    w.write(
      1,
      `${text(one, 'type')} \t${text(one, 'status')} \t${times} \t${text(one, 'reason')} \t${text(one, 'message')}\n`,
    )
  }
}

const systemInfo: [string, string][] = [
  ['Machine ID', 'machineID'], ['System UUID', 'systemUUID'], ['Boot ID', 'bootID'], ['Kernel Version', 'kernelVersion'], ['OS Image', 'osImage'],
  ['Operating System', 'operatingSystem'], ['Architecture', 'architecture'], ['Container Runtime Version', 'containerRuntimeVersion'],
  ['Kubelet Version', 'kubeletVersion'], ['Kube-Proxy Version', 'kubeProxyVersion'],
] // prettier-ignore

export async function describeNode(f: Factory, _info: Info, node: JsonObject): Promise<string> {
  const name = text(node, 'metadata', 'name')
  const fieldSelector = `spec.nodeName=${name},status.phase!=Succeeded,status.phase!=Failed`
  const pods = objects(await f.client.get('/api/v1/pods', { fieldSelector, limit: '500' }), 'items')
  // The kubelet's events carry the node's name for a uid.
  const events = [...(await eventsOf(f, node, 'Node', name)), ...(await eventsOf(f, node, 'Node'))]
  const w = createWriter()
  const roles = sortedKeys(labelsOf(node)).filter((key) => key.startsWith(ROLE)).map((key) => key.slice(ROLE.length)) // prettier-ignore
  w.write(0, `Name:\t${name}\nRoles:\t${roles.join(',') || '<none>'}\n`)
  printLabels(w, 'Labels', labelsOf(node))
  printAnnotations(w, 'Annotations', annotationsOf(node))
  w.write(0, `CreationTimestamp:\t${rfc1123z(text(node, 'metadata', 'creationTimestamp'))}\n`)
  const taints = objects(node, 'spec', 'taints').map(
    (one) =>
      `${text(one, 'key')}${text(one, 'value') ? `=${text(one, 'value')}` : ''}:${text(one, 'effect')}`,
  )
  w.write(0, `Taints:\t${taints.toSorted().join('\n\t') || '<none>'}\n`)
  w.write(0, `Unschedulable:\t${String(at(node, 'spec', 'unschedulable') === true)}\n`)
  await lease(f, w, name)
  conditions(w, node)
  w.write(0, 'Addresses:\n')
  for (const one of objects(node, 'status', 'addresses'))
    w.write(1, `${text(one, 'type')}:\t${text(one, 'address')}\n`)
  amounts(w, 'Capacity', strings(node, 'status', 'capacity'))
  amounts(w, 'Allocatable', strings(node, 'status', 'allocatable'))
  w.write(0, 'System Info:\n')
  for (const [title, field] of systemInfo)
    w.write(1, `${title}:\t${text(object(node, 'status', 'nodeInfo'), field)}\n`)
  if (text(node, 'spec', 'podCIDR')) w.write(0, `PodCIDR:\t${text(node, 'spec', 'podCIDR')}\n`)
  const cidrs = list(node, 'spec', 'podCIDRs')
  if (cidrs.length > 0) w.write(0, `PodCIDRs:\t${cidrs.map(String).join(',')}\n`)
  if (text(node, 'spec', 'providerID')) w.write(0, `ProviderID:\t${text(node, 'spec', 'providerID')}\n`)
  resources(w, node, pods, f.host.now())
  describeEvents(f, w, events)
  return w.aligned()
}
