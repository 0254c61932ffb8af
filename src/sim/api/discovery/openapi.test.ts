import { describe, expect, it } from 'vitest'
import { SERVED } from '../registry/versions.ts'
import { openApiAnswer } from './openapi.ts'

interface Document {
  paths: Record<string, { patch: Record<string, unknown> & { parameters: { name: string }[] } }>
  components: { schemas: Record<string, { properties: Record<string, Record<string, unknown>> }> }
}

const documentAt = (path: string): Document => openApiAnswer(path)?.body as Document
const index = openApiAnswer('/openapi/v3')?.body as { paths: Record<string, { serverRelativeURL: string }> }

describe('/openapi/v3', () => {
  it('[API-90] leads from its index to a document with every kind of the group version', () => {
    for (const { group, version, kind } of SERVED) {
      const key = group === '' ? `api/${version}` : `apis/${group}/${version}`
      const { paths } = documentAt(index.paths[key]?.serverRelativeURL ?? '')
      const patches = Object.values(paths).map(({ patch }) => patch)
      const own = patches.find(
        (patch) => (patch['x-kubernetes-group-version-kind'] as { kind: string }).kind === kind.kind,
      )
      expect(own?.parameters.map(({ name }) => name)).toContain('fieldValidation')
    }
    expect(openApiAnswer('/openapi/v3/apis/none/v1')).toBeUndefined()
    expect(openApiAnswer('/openapi/v2')).toBeUndefined()
  })

  it('[API-90] names every type it refers to', () => {
    for (const { serverRelativeURL } of Object.values(index.paths)) {
      const document = documentAt(serverRelativeURL)
      const named = JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)
      for (const [, name = ''] of named) expect(document.components.schemas).toHaveProperty([name])
    }
  })

  it('[API-90] tells the merge keys that a strategic merge patch goes by', () => {
    const { schemas } = documentAt('/openapi/v3/apis/apps/v1').components
    expect(schemas['io.k8s.v1.PodSpec']?.properties['containers']).toMatchObject({
      type: 'array',
      'x-kubernetes-patch-strategy': 'merge',
      'x-kubernetes-patch-merge-key': 'name',
    })
    expect(schemas['io.k8s.v1.DeploymentSpec']?.properties['strategy']).toMatchObject({
      'x-kubernetes-patch-strategy': 'retainKeys',
    })
    expect(schemas['io.k8s.v1.DeploymentSpec']?.properties['replicas']).toEqual({
      type: 'integer',
      format: 'int32',
    })
  })
})
