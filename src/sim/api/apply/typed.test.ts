import { describe, expect, it } from 'vitest'
import { createRandom } from '../../random.ts'
import type { ApiResponse } from '../contract.ts'
import { createApiServer } from '../server.ts'
import type { Status } from '../types/meta.ts'

function applied(path: string, configuration: object): string {
  const api = createApiServer({ now: () => 0, epochSeconds: 1_767_603_600, random: createRandom(7) })
  const body = JSON.stringify({ metadata: { name: 'web', namespace: 'default' }, ...configuration })
  const contentType = 'application/apply-patch+yaml'
  const answer = api.handle({ method: 'PATCH', path, contentType, body, query: { fieldManager: 'me' } })
  if (answer.kind !== 'response') throw new Error('a watch')
  return `${answer.response.status} ${(answer.response.body as Status).message ?? ''}`
}

const deployment = (spec: unknown): string =>
  applied('/apis/apps/v1/namespaces/default/deployments/web', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    spec,
  })
const ofPod = (spec: unknown): string => deployment({ template: { spec } })

const UNTYPED = '500 failed to create typed patch object (default/web; apps/v1, Kind=Deployment): '
const POD = `${UNTYPED}.spec.template.spec`

describe('a configuration of another type', () => {
  it.each([
    ['web', '.spec: expected map, got &{web}'],
    [{ replicas: true }, '.spec.replicas: expected numeric (int or float), got bool'],
    [{ replicas: [1] }, '.spec.replicas: expected numeric (int or float), got []interface {}'],
    [{ paused: 'no' }, '.spec.paused: expected boolean, got &{no}'],
    [{ selector: { matchLabels: [] } }, '.spec.selector.matchLabels: expected map, got &{[]}'],
    [
      { selector: { matchLabels: { app: 5 } } },
      '.spec.selector.matchLabels.app: expected string, got &value.valueUnstructured{Value:5}',
    ],
    [
      { selector: { matchLabels: { app: { a: ['b', null] } } } },
      '.spec.selector.matchLabels.app: expected string, got &value.valueUnstructured{Value:map[string]interface {}{"a":[]interface {}{"b", interface {}(nil)}}}',
    ],
    [
      { strategy: { rollingUpdate: { maxSurge: [] } } },
      '.spec.strategy.rollingUpdate.maxSurge: expected any scalar, got &{[]}',
    ],
    [
      { replicas: 'x', paused: 1 },
      'errors:\n  .spec.paused: expected boolean, got &{1}\n  .spec.replicas: expected numeric (int or float), got string',
    ],
  ])('[API-36] %j', (spec, why) => {
    expect(deployment(spec)).toBe(UNTYPED + why)
  })

  it.each([
    [{ containers: { name: 'web' } }, '.containers: expected list, got &{map[name:web]}'],
    [
      { containers: ['web'] },
      '.containers: element 0: associative list with keys may not have non-map elements',
    ],
    [
      { containers: [null] },
      '.containers: element 0: associative list with keys may not have a null element',
    ],
    [
      { containers: [{ name: 'web', imag: 1 }] },
      '.containers[name="web"].imag: field not declared in schema',
    ],
    [
      { containers: [{ name: 'web', env: [{ name: 'PORT', value: 80 }] }] },
      '.containers[name="web"].env[name="PORT"].value: expected string, got &value.valueUnstructured{Value:80}',
    ],
    [
      { containers: [{ name: 'web', args: [1] }] },
      '.containers[name="web"].args[0]: expected string, got &value.valueUnstructured{Value:1}',
    ],
    [
      { containers: [{ ports: [{ containerPort: 80 }, { protocol: 'TCP', containerPort: 80 }] }] },
      '.containers[name=""].ports: duplicate entries for key [containerPort=80,protocol="TCP"]',
    ],
  ])('[API-36] %j', (spec, why) => {
    expect(ofPod(spec)).toBe(POD + why)
  })

  it('[API-36] a kind without a group, and what can only not be converted', () => {
    const data = { apiVersion: 'v1', kind: 'ConfigMap', data: { PORT: 1 } }
    expect(applied('/api/v1/namespaces/default/configmaps/web', data)).toBe(
      '500 failed to create typed patch object (default/web; /v1, Kind=ConfigMap): .data.PORT: expected string, got &value.valueUnstructured{Value:1}',
    )
    const type = 'apps/v1, Kind=Deployment'
    expect(deployment({ replicas: 1.5 })).toBe(
      `500 failed to convert new object (default/web; ${type}) to proper version: unable to convert unstructured object to ${type}: cannot convert float64 to int32`,
    )
  })
})

describe('keys said twice', () => {
  const body = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata:\n  a: one\n  a: two\n'
  const ask = (fieldValidation: string): ApiResponse => {
    const api = createApiServer({ now: () => 0, epochSeconds: 1_767_603_600, random: createRandom(7) })
    const path = '/api/v1/namespaces/default/configmaps/web'
    const contentType = 'application/apply-patch+yaml'
    const query = { fieldManager: 'me', fieldValidation }
    const answer = api.handle({ method: 'PATCH', path, contentType, body, query })
    if (answer.kind !== 'response') throw new Error('a watch')
    return answer.response
  }

  it('[API-32] in a configuration are warned of, or refused', () => {
    const said = 'line 6: key "a" already set in map'
    expect(ask('Warn')).toMatchObject({ status: 201, body: { data: { a: 'two' } } })
    expect(ask('Warn').warnings).toEqual([`299 - "${said.replaceAll('"', '\\"')}"`])
    expect(ask('Ignore').warnings).toEqual([])
    expect(ask('Strict').body).toMatchObject({
      code: 400,
      message: `error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n  ${said}`,
    })
  })
})
