/**
 * Ports of a pod's containers that get into each other's way.
 * @see kubernetes/pkg/api/pod/warnings.go, v1.35
 */
import type { Container, ContainerPort } from '../types/pod.ts'

interface Known {
  at: string
  port: ContainerPort
}

/** As Go prints the struct. */
const shown = ({
  name = '',
  hostPort = 0,
  containerPort,
  protocol = '',
  hostIP = '',
}: ContainerPort): string =>
  `{Name:${name} HostPort:${hostPort} ContainerPort:${containerPort} Protocol:${protocol} HostIP:${hostIP}}`

function clash({ port: a }: Known, { port: b, at }: Known): string | undefined {
  const [ipA, ipB] = [a.hostIP ?? '', b.hostIP ?? '']
  const [hostA, hostB] = [a.hostPort ?? 0, b.hostPort ?? 0]
  if (ipA === ipB && hostA === hostB) return `duplicate port definition with ${at}`
  if (hostA === 0 || hostB === 0) return `overlapping port definition with ${at}`
  return hostA === hostB && (ipA === '') !== (ipB === '')
    ? `dangerously ambiguous port definition with ${at}`
    : undefined
}

export function portWarnings(containers: readonly (readonly [Container, string])[]): string[] {
  const seen = new Map<string, Known[]>()
  return containers.flatMap(([{ ports = [] }, field]) =>
    ports.flatMap((port, i) => {
      const at = `${field}.ports[${i}]`
      const key = `${port.containerPort}/${port.protocol ?? ''}`
      const others = seen.get(key) ?? []
      const own = { at, port }
      seen.set(key, [...others, own])
      return [
        ...(port.hostIP && !port.hostPort ? [`${at}: hostIP set without hostPort: ${shown(port)}`] : []),
        ...others.flatMap((other) => {
          const why = clash(own, other)
          return why === undefined ? [] : [`${at}: ${why}`]
        }),
      ]
    }),
  )
}
