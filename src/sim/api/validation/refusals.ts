/** For tests: what the API server says to a new object. */
import { createRandom } from '../../random.ts'
import type { ApiResponse } from '../contract.ts'
import { createApiServer } from '../server.ts'
import type { Status } from '../types/meta.ts'

const CORE = '/api/v1/namespaces/default'
const PATHS: Readonly<Record<string, string>> = {
  Deployment: '/apis/apps/v1/namespaces/default/deployments',
  Pod: `${CORE}/pods`,
  Service: `${CORE}/services`,
  LimitRange: `${CORE}/limitranges`,
  ResourceQuota: `${CORE}/resourcequotas`,
  Endpoints: `${CORE}/endpoints`,
  Event: `${CORE}/events`,
  Node: '/api/v1/nodes',
  EndpointSlice: '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices',
  PodDisruptionBudget: '/apis/policy/v1/namespaces/default/poddisruptionbudgets',
  HorizontalPodAutoscaler: '/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers',
}

const apiVersionOf = (path: string): string => /^\/(?:api|apis)\/((?:[^/]+\/)?v\d)\//.exec(path)?.[1] ?? 'v1'

export function create(kind: string, parts: object): ApiResponse {
  const api = createApiServer({ now: () => 0, epochSeconds: 1_767_603_600, random: createRandom(7) })
  const path = PATHS[kind] ?? ''
  const object = { apiVersion: apiVersionOf(path), kind, metadata: { name: 'web' }, ...parts }
  const answer = api.handle({ method: 'POST', path, body: JSON.stringify(object) })
  if (answer.kind !== 'response') throw new Error('a watch')
  return answer.response
}

/** The causes of a refusal: `field: message`. */
export function causes(kind: string, parts: object): string[] {
  const { details } = create(kind, parts).body as Status
  return (details?.causes ?? []).map(({ field, message }) => `${field}: ${message}`)
}

const labels = { app: 'web' }
export const deployment = (pod: object, container: object = {}, annotations?: object): object => ({
  spec: {
    selector: { matchLabels: labels },
    template: {
      metadata: { labels, annotations },
      spec: { containers: [{ name: 'web', image: 'nginx:1.27', ...container }], ...pod },
    },
  },
})
export const inPod = (pod: object, container: object = {}, annotations?: object): string[] =>
  causes('Deployment', deployment(pod, container, annotations)).map((cause) =>
    cause.replace(/^spec\.template\.(spec\.)?/, ''),
  )
export const inContainer = (container: object): string[] =>
  inPod({}, container).map((cause) => cause.replace(/^containers\[0\]\./, ''))
export const inSpec = (kind: string, spec: object): string[] => causes(kind, { spec })
