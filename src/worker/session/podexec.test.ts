import { beforeAll, describe, expect, it } from 'vitest'
import type { ApiResponse } from '../../sim/api/contract.ts'
import { createCluster, type Cluster } from '../../sim/cluster.ts'
import { PRESETS } from '../../sim/images/presets.ts'
import { NONE } from '../../sim/latencies.ts'
import { DEFAULT_EPOCH_SECONDS, seconds } from '../../sim/time.ts'
import { curlTarget } from './curltarget.ts'
import { execIn } from './podexec.ts'

let cluster: Cluster
let pod = ''

const container = { name: 'http-go', image: 'gasbugs/http-go:v2', env: [{ name: 'MODE', value: 'demo' }] }

beforeAll(() => {
  const options = { seed: 1, epochSeconds: DEFAULT_EPOCH_SECONDS, nodes: ['minikube'], latencies: NONE }
  cluster = createCluster({ ...options, images: PRESETS })
  cluster.api.create('services', 'default', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'http-go' },
    spec: { selector: { app: 'http-go' }, ports: [{ port: 80, targetPort: 8080 }] },
  })
  cluster.api.create('deployments', 'default', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'http-go' },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: 'http-go' } },
      template: { metadata: { labels: { app: 'http-go' } }, spec: { containers: [container] } },
    },
  })
  cluster.runUntil(seconds(30))
  pod = cluster.api.list('pods', 'default')[0]?.metadata.name ?? ''
})

function exec(words: string[], name = pod, query: Record<string, string> = {}): ApiResponse {
  const path = `/api/v1/namespaces/default/pods/${name}/exec`
  const request = { method: 'GET' as const, path, query: { command: words.join('\n'), ...query } }
  return execIn(cluster.api, request, (url) => {
    const resolved = curlTarget(cluster.api, url)
    return resolved.ok ? { ok: true, record: cluster.curl(resolved.target) } : resolved
  })
}

const result = (words: string[]) => exec(words).body as { stdout: string; stderr: string; exitCode: number }

describe('exec', () => {
  it('[WRK-23] answers as the pod is: its name, its variables, the Services before it', () => {
    expect(result(['hostname']).stdout).toBe(`${pod}\n`)
    const env = result(['env']).stdout.split('\n')
    const ip = cluster.api.get('services', 'default', 'http-go')?.spec.clusterIP
    for (const line of [`HOSTNAME=${pod}`, 'MODE=demo', `HTTP_GO_PORT_80_TCP_ADDR=${ip}`])
      expect(env).toContain(line)
    expect(result(['printenv', 'MODE']).stdout).toBe('demo\n')
  })
  it('[WRK-23] reaches its own process and Services', () => {
    expect(result(['curl', '127.0.0.1:8080']).stdout).toContain('v2')
    expect(result(['sh', '-c', 'curl -s http://http-go']).stdout).toContain('v2')
    expect(result(['curl', 'nowhere'])).toMatchObject({ exitCode: 7, stdout: '' })
  })
  it('[WRK-23] gives exit codes and messages of what fails inside', () => {
    expect(result(['false']).exitCode).toBe(1)
    expect(result(['sh', '-c', 'exit 3']).exitCode).toBe(3)
    expect(result(['cat', '/nope']).stderr).toBe('cat: /nope: No such file or directory\n')
  })
  it('[WRK-23] refuses as the API server and the runtime do', () => {
    expect(exec(['env'], 'nope')).toMatchObject({ status: 404, body: { message: 'pods "nope" not found' } })
    expect(exec(['env'], pod, { container: 'side' }).body).toMatchObject({
      message: `container side is not valid for pod ${pod}`,
    })
    expect(exec(['nosuch']).body).toMatchObject({ reason: 'ExecFailed' })
  })
})
