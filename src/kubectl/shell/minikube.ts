/**
 * `minikube ip|service|tunnel|status`, answered out of the cluster's API.
 * Simplified: a tunnel needs no foreground process, and its address stays; LoadBalancer services are reachable on
 * localhost all the time.
 */
import { createClient } from '../client.ts'
import { int, objects, text, type JsonObject } from '../json.ts'
import { hostOf, type Io } from './io.ts'

const TUNNEL_IP = '127.0.0.1'

const listOf = async (io: Io, path: string): Promise<JsonObject[]> =>
  objects(await createClient(hostOf(io)).get(path), 'items')

async function nodeIp(io: Io): Promise<string> {
  const nodes = await listOf(io, '/api/v1/nodes')
  const node =
    nodes.find((one) => text(one, 'metadata', 'labels', 'node-role.kubernetes.io/control-plane') === '') ??
    nodes[0]
  return text(
    objects(node, 'status', 'addresses').find((one) => one.type === 'InternalIP'),
    'address',
  )
}

async function service(args: string[], io: Io): Promise<number> {
  const words = args.filter((word) => !word.startsWith('-'))
  const [name = ''] = words
  const namespace = args.includes('-n') ? (args[args.indexOf('-n') + 1] ?? 'default') : 'default'
  const found = (await listOf(io, `/api/v1/namespaces/${namespace}/services`)).find(
    (one) => text(one, 'metadata', 'name') === name,
  )
  if (found === undefined) {
    io.err(`❌  Exiting due to SVC_NOT_FOUND: Service '${name}' was not found in '${namespace}' namespace.\n`)
    return 115
  }
  const ip = await nodeIp(io)
  const urls = objects(found, 'spec', 'ports').filter((port) => int(port, 'nodePort') > 0).map((port) => `http://${ip}:${int(port, 'nodePort')}`) // prettier-ignore
  if (urls.length === 0) {
    io.err(`😿  service ${namespace}/${name} has no node port\n`)
    return 1
  }
  for (const url of urls) io.out(`${url}\n`)
  return 0
}

/** The tunnel writes its address into the service's status. @see minikube pkg/minikube/tunnel/loadbalancer_patcher.go */
async function openTunnel(one: JsonObject, io: Io): Promise<void> {
  const name = text(one, 'metadata', 'name')
  await createClient(hostOf(io)).call({
    method: 'PATCH',
    path: `/api/v1/namespaces/${text(one, 'metadata', 'namespace')}/services/${name}/status`,
    contentType: 'application/merge-patch+json',
    body: { status: { loadBalancer: { ingress: [{ ip: TUNNEL_IP }] } } },
  })
  io.out(`🏃  Starting tunnel for service ${name}.\n`)
}

async function tunnel(io: Io): Promise<number> {
  const services = (await listOf(io, '/api/v1/services')).filter(
    (one) => text(one, 'spec', 'type') === 'LoadBalancer',
  )
  if (services.length === 0)
    io.out('✅  Tunnel successfully started\n\n📌  NOTE: no service of type LoadBalancer yet\n')
  for (const one of services) await openTunnel(one, io)
  return 0
}

export async function minikube(args: string[], io: Io): Promise<number> {
  const [command, ...rest] = args
  switch (command) {
    case 'ip':
      io.out(`${await nodeIp(io)}\n`)
      return 0
    case 'service':
      return service(rest, io)
    case 'tunnel':
      return tunnel(io)
    case 'status':
      io.out(
        'minikube\ntype: Control Plane\nhost: Running\nkubelet: Running\napiserver: Running\nkubeconfig: Configured\n\n',
      )
      return 0
    case 'start':
      io.out(
        '🏄  Done! kubectl is now configured to use "minikube" cluster and "default" namespace by default\n',
      )
      return 0
    default:
      io.err(`Error: unknown command "${command ?? ''}" for "minikube"\nRun 'minikube --help' for usage.\n`)
      return 64
  }
}
