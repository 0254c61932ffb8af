import { describe, expect, it } from 'vitest'
import { createRandom } from '../../random.ts'
import type { ApiResponse, ApiServer } from '../contract.ts'
import { createApiServer } from '../server.ts'
import type { Status } from '../types/meta.ts'

const LABEL = 'pod-security.kubernetes.io/enforce'
const server = (): ApiServer =>
  createApiServer({ now: () => 0, epochSeconds: 1_767_603_600, random: createRandom(7) })

function ask(api: ApiServer, method: 'POST' | 'PATCH', path: string, body: object): ApiResponse {
  const contentType = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
  const answer = api.handle({ method, path, contentType, body: JSON.stringify(body) })
  if (answer.kind !== 'response') throw new Error('a watch')
  return answer.response
}

const label = (api: ApiServer, labels: object): ApiResponse =>
  ask(api, 'PATCH', '/api/v1/namespaces/default', { metadata: { labels } })
const pod = (api: ApiServer, name: string, securityContext: object = {}, spec: object = {}): ApiResponse =>
  ask(api, 'POST', '/api/v1/namespaces/default/pods', {
    metadata: { name },
    spec: { containers: [{ name: 'web', image: 'x', securityContext }], ...spec },
  })
const message = ({ body }: ApiResponse): string => (body as Status).message ?? ''

describe('pod security', () => {
  it('[API-28] tells what a level forbids in order of its checks', () => {
    const api = server()
    label(api, { [LABEL]: 'baseline' })
    const volumes = [{ name: 'v', hostPath: { path: '/' } }]
    const context = { privileged: true, capabilities: { add: ['SYS_TIME', 'NET_ADMIN'] } }
    expect(message(pod(api, 'a', context, { hostNetwork: true, volumes }))).toBe(
      'pods "a" is forbidden: violates PodSecurity "baseline:latest": non-default capabilities (container "web" must not include "NET_ADMIN", "SYS_TIME" in securityContext.capabilities.add), host namespaces (hostNetwork=true), hostPath volumes (volume "v"), privileged (container "web" must not set securityContext.privileged=true)',
    )
  })

  it('[API-28] restricted asks for more, and tells who breaks it by saying so', () => {
    const api = server()
    label(api, { [LABEL]: 'restricted' })
    const good = {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    }
    expect(pod(api, 'good', good).status).toBe(201)
    expect(message(pod(api, 'root', { ...good, runAsUser: 0 }))).toContain(
      ': runAsUser=0 (container "web" must not set runAsUser=0)',
    )
    expect(message(pod(api, 'said', { ...good, runAsNonRoot: false }))).toContain(
      ': runAsNonRoot != true (container "web" must not set securityContext.runAsNonRoot=false)',
    )
  })

  it('[API-28] labels must name a level; a stricter one warns of the pods that break it', () => {
    const api = server()
    expect(message(label(api, { [LABEL]: 'strict' }))).toBe(
      `Namespace "default" is invalid: metadata.labels[${LABEL}]: Invalid value: "strict": must be one of privileged, baseline, restricted`,
    )
    pod(api, 'a', { privileged: true })
    pod(api, 'b', { privileged: true })
    pod(api, 'c')
    expect(label(api, { [LABEL]: 'baseline' }).warnings).toEqual([
      '299 - "existing pods in namespace \\"default\\" violate the new PodSecurity enforce level \\"baseline:latest\\""',
      '299 - "a (and 1 other pod): privileged"',
    ])
    expect(label(api, { [LABEL]: 'privileged' }).warnings).toEqual([])
  })
})
