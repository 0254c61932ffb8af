/**
 * The body of `GET …/pods/NAME/log`: the API server judges the request, the node has the lines.
 * @see kubernetes/pkg/kubelet/kuberuntime/logs/logs.go: since, tail, timestamps, limit, in that order
 */
import type { ApiRequest, ApiResponse } from '../../sim/api/contract.ts'
import type { Cluster } from '../../sim/cluster.ts'
import { parseRfc3339, rfc3339, SECOND, type Us } from '../../sim/time.ts'

const LOG_PATH = /^\/api\/v1\/namespaces\/([^/]+)\/pods\/([^/]+)\/log$/
const NANOSECONDS_PER_US = 1000

type Query = NonNullable<ApiRequest['query']>

/** RFC 3339 with nanoseconds, as the kubelet writes beside each line. */
function stamp(epochSeconds: number, at: Us): string {
  const whole = Math.floor(at / SECOND)
  const nanoseconds = (at - whole * SECOND) * NANOSECONDS_PER_US
  return `${rfc3339(epochSeconds + whole).slice(0, -1)}.${String(nanoseconds).padStart(9, '0')}Z`
}

function since(query: Query, cluster: Cluster): Us {
  const { epochSeconds } = cluster.options
  if (query['sinceSeconds']) return cluster.now - Number(query['sinceSeconds']) * SECOND
  const from = query['sinceTime'] ? parseRfc3339(query['sinceTime']) : undefined
  return from === undefined ? 0 : (from - epochSeconds) * SECOND
}

/** `response` as it is, unless it is the answer to a request for a log: then with the lines. */
export function withLog(cluster: Cluster, request: ApiRequest, response: ApiResponse): ApiResponse {
  const [, namespace, name] = LOG_PATH.exec(request.path) ?? []
  if (!namespace || !name || request.method !== 'GET' || response.status !== 200) return response
  const query = request.query ?? {}
  const from = since(query, cluster)
  const lines = cluster
    .logs(namespace, name, query['container'] || undefined, query['previous'] === 'true')
    .filter(({ at }) => at >= from)
  const tail = lines.slice(Math.max(0, lines.length - Number(query['tailLines'] ?? Infinity)))
  const text = tail.map(({ at, line }) =>
    query['timestamps'] === 'true' ? `${stamp(cluster.options.epochSeconds, at)} ${line}\n` : `${line}\n`,
  )
  const limit = Number(query['limitBytes'] ?? Infinity)
  return { ...response, body: text.join('').slice(0, limit) }
}
