import { describe, expect, it } from 'vitest'
import { createCluster } from '../../../sim/cluster.ts'
import { REALISTIC } from '../../../sim/latencies.ts'
import { placeOf } from './fields.ts'
import { fieldsAt, openApiPath, type OpenApi } from './schema.ts'

/** As the API of the page serves it. */
function documentOf(apiVersion: string): OpenApi {
  const { api } = createCluster({ seed: 1, epochSeconds: 0, nodes: [], images: {}, latencies: REALISTIC })
  const answer = api.handle({ method: 'GET', path: openApiPath(apiVersion) })
  if (answer.kind !== 'response') throw new Error('a document is no watch')
  return answer.response.body as OpenApi
}

const names = (apiVersion: string, kind: string, ...path: string[]): string[] =>
  fieldsAt(documentOf(apiVersion), apiVersion, kind, path).map(({ name }) => name)

const MANIFEST = `apiVersion: v1
kind: Service
spec:
  
---
apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      containers:
      - name: a
        livenessProbe:
          
        ports:
        - containerPort: 80
          
`.split('\n')

/** The fields offered in a line of the manifest at its indentation. */
const offered = (line: number): string[] => {
  const { apiVersion, kind, path } = placeOf(MANIFEST, line, (MANIFEST[line] ?? '').length)
  return names(apiVersion, kind, ...path)
}

describe('completion by the API’s schema', () => {
  it('offers the fields of a kind, through lists, maps and references', () => {
    expect(names('apps/v1', 'Deployment')).toEqual(['apiVersion', 'kind', 'metadata', 'spec', 'status'])
    expect(names('apps/v1', 'Deployment', 'spec')).toContain('progressDeadlineSeconds')
    expect(names('apps/v1', 'Deployment', 'spec', 'strategy', 'rollingUpdate')).toEqual([
      'maxUnavailable',
      'maxSurge',
    ])
    const container = names('apps/v1', 'Deployment', 'spec', 'template', 'spec', 'containers')
    expect(container).toEqual(expect.arrayContaining(['image', 'startupProbe', 'volumeMounts', 'envFrom']))
    expect(names('v1', 'Service', 'spec')).toContain('externalTrafficPolicy')
    expect(names('autoscaling/v2', 'HorizontalPodAutoscaler', 'spec', 'behavior', 'scaleUp')).toContain(
      'policies',
    )
  })

  it('offers nothing where keys are free or the API knows no such field', () => {
    expect(names('apps/v1', 'Deployment', 'metadata', 'labels')).toEqual([])
    expect(names('apps/v1', 'Deployment', 'spec', 'replicas')).toEqual([])
    expect(names('apps/v1', 'Deployment', 'spec', 'nothing')).toEqual([])
    expect(names('apps/v1', 'Nothing', 'spec')).toEqual([])
  })

  it('names types as explain does, and knows whose value stands below', () => {
    const spec = fieldsAt(documentOf('apps/v1'), 'apps/v1', 'Deployment', ['spec'])
    expect(spec).toContainEqual({ name: 'replicas', type: 'integer', nested: false })
    expect(spec).toContainEqual({ name: 'template', type: 'PodTemplateSpec', nested: true })
    const pod = fieldsAt(documentOf('v1'), 'v1', 'Pod', ['spec'])
    expect(pod).toContainEqual({ name: 'containers', type: '[]Container', nested: true })
    expect(pod).toContainEqual({ name: 'nodeSelector', type: 'map[string]string', nested: true })
  })

  it('goes by the object that the line stands in', () => {
    expect(offered(3)).toContain('clusterIP')
    expect(offered(13)).toContain('httpGet')
    expect(offered(16)).toEqual(['name', 'hostPort', 'containerPort', 'protocol', 'hostIP'])
  })
})
