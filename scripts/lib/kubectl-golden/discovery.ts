/** Discovery, OpenAPI and version of the recorded server. */
import type { ApiResponse } from '../../../src/sim/api/contract.ts'
import { apiVersionOf, resourceMappings } from '../../../src/kubectl/resources.ts'
import { ok } from './status.ts'

const groupVersions = [...new Set(resourceMappings.map(apiVersionOf))]

export function discovery(path: string): ApiResponse | undefined {
  if (path === '/api') return ok({ kind: 'APIVersions', versions: ['v1'] })
  if (path === '/apis') {
    const groups = [
      ...new Set(groupVersions.filter((one) => one.includes('/')).map((one) => one.split('/')[0] ?? '')),
    ]
    const versionsOf = (name: string) =>
      [...groupVersions, 'autoscaling/v1']
        .filter((one) => one.startsWith(`${name}/`))
        .map((groupVersion) => ({ groupVersion, version: groupVersion.split('/')[1] ?? '' }))
    return ok({
      kind: 'APIGroupList',
      apiVersion: 'v1',
      groups: groups.map((name) => ({ name, versions: versionsOf(name) })),
    })
  }
  return undefined
}

export function openapi(path: string): ApiResponse | undefined {
  if (path === '/openapi/v3') {
    const paths: Record<string, { serverRelativeURL: string }> = {}
    for (const one of groupVersions) {
      const key = one.includes('/') ? `apis/${one}` : `api/${one}`
      paths[key] = {
        serverRelativeURL: `/openapi/v3/${key}?hash=${one.includes('/') ? (one.split('/')[0] ?? '') : 'core'}`,
      }
    }
    return ok({ paths })
  }
  return path.startsWith('/openapi/v3/') ? ok({ openapi: '3.0.0', components: { schemas } }) : undefined
}

/** Just enough for `explain` to walk into a workload's spec. */
const workloads = ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Pod', 'Service']
const schemas = Object.fromEntries(
  workloads.map((kind) => {
    const group = kind === 'Pod' || kind === 'Service' ? '' : 'apps'
    return [
      kind,
      {
        properties: { metadata: {}, spec: {}, status: {} },
        'x-kubernetes-group-version-kind': [{ group, kind, version: 'v1' }],
      },
    ]
  }),
)

const version = {
  major: '1', minor: '35', emulationMajor: '1', emulationMinor: '35', minCompatibilityMajor: '1', minCompatibilityMinor: '34', gitVersion: 'v1.35.4',
  gitCommit: '$Format:%H$', gitTreeState: 'clean', buildDate: '2026-04-15T18:01:22Z', goVersion: 'go1.25.9', compiler: 'gc', platform: 'linux/amd64',
} // prettier-ignore

export function versionInfo(path: string): ApiResponse | undefined {
  if (path === '/version') return ok(version)
  if (path === '/healthz' || path === '/livez' || path === '/readyz')
    return { status: 200, contentType: 'text/plain', warnings: [], body: 'ok' }
  return undefined
}
