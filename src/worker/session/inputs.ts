/**
 * The input log: everything that ever came into a cluster from outside, at the level of requests. The same inputs at
 * the same instants give the same run, byte for byte, without any terminal.
 */
import type { ApiAnswer, ApiRequest } from '../../sim/api/contract.ts'
import type { Cluster, Traffic } from '../../sim/cluster.ts'
import type { RequestRecord } from '../../sim/facts.ts'
import type { ImageRegistry } from '../../sim/images/behaviour.ts'
import type { Us } from '../../sim/time.ts'

export type Effect =
  /** A request that may change something. `label`: the command line, on the first request of a command. */
  | ({ kind: 'api'; label?: string } & Omit<ApiRequest, 'accept'>)
  | { kind: 'curl'; target: { service: string } | { podIP: string; port: number }; label?: string }
  | { kind: 'traffic'; traffic: Traffic | null }
  | { kind: 'images'; images: ImageRegistry }

export type Input = { at: Us } & Effect

export type Outcome =
  { kind: 'api'; answer: ApiAnswer } | { kind: 'curl'; record: RequestRecord } | { kind: 'set' }

/** Reads only: no part of the log. */
export const isRead = ({ method }: ApiRequest): boolean =>
  method === 'GET' || method === 'HEAD' || method === 'OPTIONS'

/** The page's own requests are those that kubectl would send. */
const PAGE = 'kubectl'

/** Does it, at the cluster's present instant. */
export function takeEffect(cluster: Cluster, effect: Effect): Outcome {
  switch (effect.kind) {
    case 'api': {
      const { kind: _kind, label: _label, ...request } = effect
      return { kind: 'api', answer: cluster.api.handle({ userAgent: PAGE, ...request }) }
    }
    case 'curl':
      return { kind: 'curl', record: cluster.curl(effect.target) }
    case 'traffic':
      cluster.setTraffic(effect.traffic)
      return { kind: 'set' }
    case 'images':
      cluster.setImages(effect.images)
      return { kind: 'set' }
  }
}
