/** Whom a URL of curl means: a Service by name, by cluster address, or through a node's port; or a pod by its address. */
import type { ApiServer } from '../../sim/api/contract.ts'
import type { Service } from '../../sim/api/types/core.ts'

export type CurlTarget = { service: string } | { podIP: string; port: number }

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/

const keyOf = ({ metadata }: Service): string => `${metadata.namespace ?? 'default'}/${metadata.name}`

export const hostOf = (url: string): string => url.replace(/^[a-z]+:\/\//, '').split(/[/?#]/)[0] ?? ''

const listensOn = ({ spec }: Service, port: number): boolean =>
  spec.ports?.some((one) => one.port === port) ?? false

const opensNodePort = ({ spec }: Service, port: number): boolean =>
  spec.ports?.some(({ nodePort }) => nodePort === port) ?? false

const isLoadBalancer = ({ spec }: Service): boolean => spec.type === 'LoadBalancer'

function byAddress(api: ApiServer, ip: string, port: number): CurlTarget | null {
  const services = api.list('services')
  const inside = services.find(({ spec }) => spec.clusterIP === ip)
  const outside = services.find(({ status }) => status.loadBalancer.ingress?.some((one) => one.ip === ip))
  const service = inside ?? outside
  if (service) return listensOn(service, port) ? { service: keyOf(service) } : null
  const isNode = api
    .list('nodes')
    .some(({ status }) => status.addresses?.some(({ address }) => address === ip))
  if (!isNode) return { podIP: ip, port }
  const open = services.find((one) => opensNodePort(one, port))
  return open ? { service: keyOf(open) } : null
}

/** Names of this machine; `host01` is what a well-known tutorial calls it. */
const LOCAL = new Set(['localhost', '127.0.0.1', 'host01'])

/** This machine: node ports and, as through `minikube tunnel`, Services of type LoadBalancer. */
function byLocalhost(api: ApiServer, port: number): CurlTarget | null {
  const found = api
    .list('services')
    .find((one) => opensNodePort(one, port) || (isLoadBalancer(one) && listensOn(one, port)))
  return found ? { service: keyOf(found) } : null
}

export type Resolved = { ok: true; target: CurlTarget } | { ok: false; error: string }

export function curlTarget(api: ApiServer, url: string): Resolved {
  const [name = '', given] = hostOf(url).split(':')
  const port = Number(given ?? (url.startsWith('https:') ? 443 : 80))
  const refused = `curl: (7) Failed to connect to ${name} port ${port}: Connection refused`
  const local = LOCAL.has(name)
  if (local || IPV4.test(name)) {
    const target = local ? byLocalhost(api, port) : byAddress(api, name, port)
    return target ? { ok: true, target } : { ok: false, error: refused }
  }
  const [service = '', namespace = 'default'] = name.split('.')
  const found = api.get('services', namespace, service)
  if (!found) return { ok: false, error: `curl: (6) Could not resolve host: ${name}` }
  return listensOn(found, port)
    ? { ok: true, target: { service: keyOf(found) } }
    : { ok: false, error: refused }
}
