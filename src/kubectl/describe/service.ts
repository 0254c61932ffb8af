/** Services, Endpoints, EndpointSlices. @see describe.go (describeService, formatEndpointSlices, describeEndpoints) */
import type { Info } from '../info.ts'
import type { Factory } from '../factory.ts'
import { at, int, list, objects, strings, text, type Json, type JsonObject } from '../json.ts'
import { collectionPath, mappingForResource } from '../resources.ts'
import { describeEvents, eventsOf } from './events.ts'
import { annotationsOf, formatLabels, labelsOf, printAnnotations, printLabels } from './metadata.ts'
import { createWriter, type Writer } from './writer.ts'

function head(w: Writer, value: JsonObject): void {
  w.write(
    0,
    `Name:\t${text(value, 'metadata', 'name')}\nNamespace:\t${text(value, 'metadata', 'namespace')}\n`,
  )
  printLabels(w, 'Labels', labelsOf(value))
  printAnnotations(w, 'Annotations', annotationsOf(value))
}

const joined = (items: Json[], separator: string): string => items.map(String).join(separator)

/** Ready addresses of a port, at most three. Upstream counts a not-ready endpoint after the third as "more". */
function formatSlices(slices: JsonObject[], portName: string): string {
  if (slices.length === 0) return '<none>'
  const found: string[] = []
  const max = 3
  let more = false
  let count = 0
  for (const slice of slices) {
    for (const port of objects(slice, 'ports')) {
      if (text(port, 'name') !== portName) continue
      for (const endpoint of objects(slice, 'endpoints')) {
        if (found.length === max) more = true
        if (at(endpoint, 'conditions', 'ready') === false) continue
        for (const address of list(endpoint, 'addresses')) {
          if (!more) found.push(`${String(address)}:${int(port, 'port')}`)
          count++
        }
      }
    }
  }
  const text_ = found.join(',')
  return more ? `${text_} + ${count - max} more...` : text_
}

export async function describeService(f: Factory, _info: Info, service: JsonObject): Promise<string> {
  const name = text(service, 'metadata', 'name')
  const path = collectionPath(mappingForResource('endpointslices'), text(service, 'metadata', 'namespace'))
  const slices = objects(
    await f.client.get(path, { labelSelector: `kubernetes.io/service-name=${name}` }),
    'items',
  )
  const events = await eventsOf(f, service, 'Service')
  const spec = isSpec(service)
  const w = createWriter()
  head(w, service)
  w.write(0, `Selector:\t${formatLabels(strings(spec, 'selector'))}\n`)
  w.write(0, `Type:\t${text(spec, 'type')}\n`)
  if (text(spec, 'ipFamilyPolicy')) w.write(0, `IP Family Policy:\t${text(spec, 'ipFamilyPolicy')}\n`)
  const families = list(spec, 'ipFamilies')
  w.write(0, `IP Families:\t${families.length > 0 ? joined(families, ',') : '<none>'}\n`)
  w.write(0, `IP:\t${text(spec, 'clusterIP')}\n`)
  const ips = list(spec, 'clusterIPs')
  w.write(0, `IPs:\t${ips.length > 0 ? joined(ips, ',') : '<none>'}\n`)
  const external = list(spec, 'externalIPs')
  if (external.length > 0) w.write(0, `External IPs:\t${joined(external, ',')}\n`)
  if (text(spec, 'loadBalancerIP')) w.write(0, `Desired LoadBalancer IP:\t${text(spec, 'loadBalancerIP')}\n`)
  if (text(spec, 'externalName')) w.write(0, `External Name:\t${text(spec, 'externalName')}\n`)
  const ingress = objects(service, 'status', 'loadBalancer', 'ingress')
  if (ingress.length > 0) {
    const shown = ingress.map((one) => {
      const mode = text(one, 'ipMode')
      return text(one, 'ip') ? `${text(one, 'ip')}${mode ? ` (${mode})` : ''}` : text(one, 'hostname')
    })
    w.write(0, `LoadBalancer Ingress:\t${shown.join(', ')}\n`)
  }
  for (const port of objects(spec, 'ports')) {
    const portName = text(port, 'name')
    const protocol = text(port, 'protocol') || 'TCP'
    const label = portName || '<unset>'
    w.write(0, `Port:\t${label}\t${int(port, 'port')}/${protocol}\n`)
    w.write(0, `TargetPort:\t${String(port.targetPort ?? 0)}/${protocol}\n`)
    if (int(port, 'nodePort') > 0) w.write(0, `NodePort:\t${label}\t${int(port, 'nodePort')}/${protocol}\n`)
    w.write(0, `Endpoints:\t${formatSlices(slices, portName)}\n`)
  }
  w.write(0, `Session Affinity:\t${text(spec, 'sessionAffinity')}\n`)
  if (text(spec, 'externalTrafficPolicy'))
    w.write(0, `External Traffic Policy:\t${text(spec, 'externalTrafficPolicy')}\n`)
  if (text(spec, 'internalTrafficPolicy'))
    w.write(0, `Internal Traffic Policy:\t${text(spec, 'internalTrafficPolicy')}\n`)
  if (int(spec, 'healthCheckNodePort'))
    w.write(0, `HealthCheck NodePort:\t${int(spec, 'healthCheckNodePort')}\n`)
  const ranges = list(spec, 'loadBalancerSourceRanges')
  if (ranges.length > 0) w.write(0, `LoadBalancer Source Ranges:\t${joined(ranges, ',')}\n`)
  describeEvents(f, w, events)
  return w.aligned()
}

const isSpec = (value: JsonObject): JsonObject => {
  const spec = at(value, 'spec')
  return typeof spec === 'object' && spec !== null && !Array.isArray(spec) ? spec : {}
}

function ports(w: Writer, level: number, items: JsonObject[]): void {
  w.write(level, 'Name\tPort\tProtocol\n')
  w.write(level, '----\t----\t--------\n')
  for (const port of items)
    w.write(level, `${text(port, 'name') || '<unset>'}\t${int(port, 'port')}\t${text(port, 'protocol')}\n`)
}

export async function describeEndpoints(f: Factory, _info: Info, value: JsonObject): Promise<string> {
  const events = await eventsOf(f, value, 'Endpoints')
  const w = createWriter()
  head(w, value)
  w.write(0, 'Subsets:\n')
  for (const subset of objects(value, 'subsets')) {
    const ips = (field: string) => objects(subset, field).map((one) => text(one, 'ip')).join(',') || '<none>' // prettier-ignore
    w.write(1, `Addresses:\t${ips('addresses')}\n`)
    w.write(1, `NotReadyAddresses:\t${ips('notReadyAddresses')}\n`)
    const items = objects(subset, 'ports')
    if (items.length > 0) {
      w.write(1, 'Ports:\n')
      ports(w, 2, items)
    }
    w.write(0, '\n')
  }
  describeEvents(f, w, events)
  return w.aligned()
}

export async function describeEndpointSlice(f: Factory, _info: Info, value: JsonObject): Promise<string> {
  const events = await eventsOf(f, value, 'EndpointSlice')
  const w = createWriter()
  head(w, value)
  w.write(0, `AddressType:\t${text(value, 'addressType')}\n`)
  const items = objects(value, 'ports')
  if (items.length === 0) w.write(0, 'Ports: <unset>\n')
  else {
    w.write(0, 'Ports:\n')
    ports(w, 1, items)
  }
  const endpoints = objects(value, 'endpoints')
  w.write(0, endpoints.length === 0 ? 'Endpoints: <none>\n' : 'Endpoints:\n')
  for (const endpoint of endpoints) {
    const ready = at(endpoint, 'conditions', 'ready')
    w.write(1, `- Addresses:\t${joined(list(endpoint, 'addresses'), ', ')}\n`)
    w.write(2, 'Conditions:\n')
    w.write(3, `Ready:\t${ready === undefined ? '<unset>' : String(ready)}\n`)
    w.write(2, `Hostname:\t${text(endpoint, 'hostname') || '<unset>'}\n`)
    const target = at(endpoint, 'targetRef')
    if (target !== undefined) w.write(2, `TargetRef:\t${text(target, 'kind')}/${text(target, 'name')}\n`)
    w.write(2, `NodeName:\t${text(endpoint, 'nodeName') || '<unset>'}\n`)
    w.write(2, `Zone:\t${text(endpoint, 'zone') || '<unset>'}\n`)
  }
  describeEvents(f, w, events)
  return w.aligned()
}
