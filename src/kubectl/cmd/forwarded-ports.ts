/** Which ports `kubectl port-forward` means. @see k8s.io/kubectl/pkg/cmd/portforward/portforward.go, client-go/tools/portforward */
import { plain } from '../errors.ts'
import { at, int, objects, text, type JsonObject } from '../json.ts'

export interface ForwardedPort {
  local: number
  remote: number
}

const isWhole = (word: string): boolean => /^[+-]?\d+$/.test(word)

function splitPort(word: string): [local: string, remote: string] {
  const parts = word.split(':')
  const [first = '', second = first] = parts
  return parts.length === 2 ? [first, second] : [first, first]
}

const containerPorts = (pod: JsonObject): JsonObject[] =>
  objects(pod, 'spec', 'containers').flatMap((one) => objects(one, 'ports'))

function numberOfNamedPort(ports: JsonObject[], field: string, name: string, owner: string): number {
  const found = ports.find((one) => text(one, 'name') === name)
  if (found === undefined) throw plain(`${owner} does not have a named port '${name}'`)
  return int(found, field)
}

const containerPortByName = (pod: JsonObject, name: string): number =>
  numberOfNamedPort(containerPorts(pod), 'containerPort', name, `Pod '${text(pod, 'metadata', 'name')}'`)

const servicePortByName = (service: JsonObject, name: string): number =>
  numberOfNamedPort(
    objects(service, 'spec', 'ports'),
    'port',
    name,
    `Service '${text(service, 'metadata', 'name')}'`,
  )

function containerPortOfService(service: JsonObject, pod: JsonObject, port: number): number {
  const found = objects(service, 'spec', 'ports').find((one) => int(one, 'port') === port)
  if (found === undefined)
    throw plain(`Service ${text(service, 'metadata', 'name')} does not have a service port ${port}`)
  if (text(service, 'spec', 'clusterIP') === 'None') return port
  const target = at(found, 'targetPort')
  return typeof target === 'string' ? containerPortByName(pod, target) : int(found, 'targetPort') || port
}

/** A port that is served by UDP alone cannot be forwarded. */
function refuseUdp(ports: JsonObject[], field: string, port: number, word: string): void {
  const protocols = ports.filter((one) => int(one, field) === port).map((one) => text(one, 'protocol'))
  if (protocols.includes('UDP') && !protocols.includes('TCP'))
    throw plain(`UDP protocol is not supported for ${word}`)
}

function translate(word: string, service: JsonObject | undefined, pod: JsonObject): string {
  const [local, remote] = splitPort(word)
  const named = service === undefined ? containerPortByName : servicePortByName
  const port = isWhole(remote) ? Number(remote) : named(service ?? pod, remote)
  if (service === undefined) {
    refuseUdp(containerPorts(pod), 'containerPort', port, remote)
    const shown = isWhole(remote) ? remote : String(port)
    return local === remote ? shown : `${local}:${shown}`
  }
  refuseUdp(objects(service, 'spec', 'ports'), 'port', port, remote)
  const from = local === remote && !isWhole(remote) ? String(port) : local
  const target = String(containerPortOfService(service, pod, port))
  return from === target ? target : `${from}:${target}`
}

/** The pod's ports for the words of the line; of a Service each is one of the Service's ports. */
export const translatedPorts = (
  words: string[],
  service: JsonObject | undefined,
  pod: JsonObject,
): string[] => words.map((word) => translate(word, service, pod))

function portNumber(word: string, which: 'local' | 'remote'): number {
  const refusal = (why: string) =>
    plain(`error parsing ${which} port '${word}': strconv.ParseUint: parsing ${JSON.stringify(word)}: ${why}`)
  if (!/^\d+$/.test(word)) throw refusal('invalid syntax')
  if (Number(word) > 65535) throw refusal('value out of range')
  return Number(word)
}

/** `[LOCAL:]REMOTE`; a local port of 0 is any that is free. */
export function parsePort(word: string): ForwardedPort {
  const parts = word.split(':')
  const [first = '', second = first] = parts
  if (parts.length > 2) throw plain(`invalid port format '${word}'`)
  const local = portNumber(parts.length === 2 && first === '' ? '0' : first, 'local')
  const remote = portNumber(second, 'remote')
  if (remote === 0) throw plain('remote port must be > 0')
  return { local, remote }
}
