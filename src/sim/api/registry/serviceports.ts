/**
 * Node ports of Services: kept, taken as asked for, or drawn. A number is taken whatever its protocol; the ports of one
 * new Service that share their number (DNS over TCP and UDP) share their node port, too.
 * @see kubernetes/pkg/registry/core/service/storage/alloc.go (initNodePorts, updateNodePorts), storage.go (patchAllocatedValues), v1.35
 */
import type { FieldError } from '../errors.ts'
import type { Service } from '../types/core.ts'
import { invalid } from '../validation/field.ts'
import type { AllocationContext } from './strategy.ts'

const PORT_MIN = 30_000
const PORT_COUNT = 2_768

export const services = (context: AllocationContext): readonly Service[] =>
  context.store.list('services') as readonly Service[]

export const isSame = (a: Service, b: Service): boolean =>
  a.metadata.name === b.metadata.name && a.metadata.namespace === b.metadata.namespace

const isExternal = ({ spec }: Service): boolean => spec.type === 'NodePort' || spec.type === 'LoadBalancer'

const numbers = ({ spec }: Service): number[] =>
  [
    ...(spec.ports ?? []).map(({ nodePort }) => nodePort),
    spec.healthCheckNodePort as number | undefined,
  ].filter((port) => port !== undefined && port !== 0) as number[]

const takenByOthers = (service: Service, context: AllocationContext): Set<number> =>
  new Set(services(context).flatMap((other) => (isSame(other, service) ? [] : numbers(other))))

/** A port that is free; undefined: none is. */
function draw(context: AllocationContext, taken: ReadonlySet<number>): number | undefined {
  if (taken.size >= PORT_COUNT) return undefined
  for (;;) {
    const port = PORT_MIN + context.random.below(PORT_COUNT)
    if (!taken.has(port)) return port
  }
}

/** A port that no Service has, this one's own included; undefined: there is none left. */
export const drawPort = (context: AllocationContext, service: Service): number | undefined =>
  draw(context, new Set([...takenByOthers(service, context), ...numbers(service)]))

/** Ports that an update does not number keep what the old port of their name had. */
export function keepPorts(service: Service, old: Service): void {
  if (!isExternal(service) || !isExternal(old)) return
  const before = new Map((old.spec.ports ?? []).map(({ name = '', nodePort }) => [name, nodePort ?? 0]))
  const given = new Set((service.spec.ports ?? []).map(({ nodePort }) => nodePort ?? 0))
  const used = new Set([...before.values()].filter((port) => given.has(port)))
  for (const port of service.spec.ports ?? []) {
    const was = before.get(port.name ?? '') ?? 0
    if (port.nodePort || was === 0 || used.has(was)) continue
    port.nodePort = was
    used.add(was)
  }
}

export function allocatePorts(
  service: Service,
  context: AllocationContext,
  old: Service | undefined,
): FieldError[] {
  const { spec } = service
  const ports = spec.ports ?? []
  if (!isExternal(service)) return []
  const draws = spec.type === 'NodePort' || spec.allocateLoadBalancerNodePorts !== false
  const taken = takenByOthers(service, context)
  const own = new Set(old ? numbers(old) : [])
  const byNumber = new Map<number, number>()
  for (const [i, port] of ports.entries()) {
    const shared = old ? undefined : byNumber.get(port.port)
    if (!port.nodePort && !draws) continue
    const asked = port.nodePort || (shared ?? (old ? 0 : requested(service, port.port)))
    if (asked && asked !== shared && !own.has(asked)) {
      const why = refusal(asked, taken)
      if (why !== undefined) return [invalid(`spec.ports[${i}].nodePort`, asked, why)]
    }
    const given = asked || draw(context, new Set([...taken, ...own, ...numbers(service)]))
    // Simplified: upstream answers with an internal error.
    if (given === undefined) return [invalid(`spec.ports[${i}].nodePort`, 0, 'range is full')]
    port.nodePort = given
    if (old) own.add(port.nodePort)
    else taken.add(port.nodePort)
    if (shared === undefined) byNumber.set(port.port, port.nodePort)
  }
  return []
}

const requested = ({ spec }: Service, number: number): number =>
  (spec.ports ?? []).find(({ port, nodePort }) => port === number && nodePort)?.nodePort ?? 0

function refusal(port: number, taken: ReadonlySet<number>): string | undefined {
  if (port < PORT_MIN || port >= PORT_MIN + PORT_COUNT)
    return `provided port is not in the valid range. The range of valid ports is ${PORT_MIN}-${PORT_MIN + PORT_COUNT - 1}`
  return taken.has(port) ? 'provided port is already allocated' : undefined
}
