import { describe, expect, it } from 'vitest'
import { createRandom } from '../../random.ts'
import type { ApiResponse } from '../contract.ts'
import { createApiServer } from '../server.ts'
import type { Status } from '../types/meta.ts'

const PATH = '/apis/apps/v1/namespaces/default/deployments'
const DEPLOYMENT = {
  metadata: { name: 'web', finalizers: ['example.com/a'] },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'web', image: 'nginx', args: ['a', 'b'] }] },
    },
  },
}

function patched(type: string, patch: unknown, query: Record<string, string> = {}): ApiResponse {
  const api = createApiServer({ now: () => 0, epochSeconds: 1_767_603_600, random: createRandom(7) })
  api.handle({ method: 'POST', path: PATH, body: JSON.stringify(DEPLOYMENT) })
  const body = typeof patch === 'string' ? patch : JSON.stringify(patch)
  const contentType = `application/${type}-patch+json`
  const answer = api.handle({ method: 'PATCH', path: `${PATH}/web`, contentType, body, query })
  if (answer.kind !== 'response') throw new Error('a watch')
  return answer.response
}

const message = ({ status, body }: ApiResponse): string => `${status} ${(body as Status).message ?? ''}`
const strategic = (patch: unknown): string => message(patched('strategic-merge', patch))
const podSpec = (spec: unknown): unknown => ({ spec: { template: { spec } } })
const REJECTED = '422 the server rejected our request due to an error in our request'

describe('strategic merge patches that cannot be merged', () => {
  it.each([
    [{ $patch: 'merge' }, '500 unknown patch type: merge in map: map[$patch:merge]'],
    [{ spec: { $patch: 5 } }, '500 unknown patch type: %!s(int64=5) in map: map[$patch:5]'],
    [{ spec: { $retainKeys: 'x' } }, '400 invalid patch format of retainKeys'],
    [{ $retainKeys: [], spec: { paused: true } }, '400 invalid patch format of retainKeys'],
    [
      podSpec({ '$setElementOrder/containers': 'web' }),
      '500 expected a []interface {}, but received a string',
    ],
    [
      podSpec({ '$setElementOrder/containers': [{ name: 'web' }], containers: null }),
      '500 expected a []interface {}, but received a %!s(<nil>)',
    ],
    [
      podSpec({ '$setElementOrder/boxes': [] }),
      '500 unable to find api field in struct PodSpec for the json field "boxes"',
    ],
    [podSpec({ '$setElementOrder/nodeName': [] }), '500 expected slice or array type, but got: struct'],
    [podSpec({ $setElementOrder: [] }), '400 invalid patch format of setElementOrder list'],
    [podSpec({ $deleteFromPrimitiveList: [] }), '400 invalid patch format of primitive list'],
    [
      podSpec({ '$setElementOrder/containers': [1], containers: [{ name: 'web' }] }),
      '500 expected a map[string]interface {}, but received a int64',
    ],
    [
      podSpec({ containers: [{ name: 'a', $patch: 'merge' }] }),
      '500 merging lists cannot yet be specified in the patch',
    ],
    [
      podSpec({ containers: [{ $patch: 'delete' }] }),
      '500 map: map[$patch:delete] does not contain declared merge key: name',
    ],
    [
      { metadata: { finalizers: ['b', 5] } },
      '500 list element types are not identical: [[example.com/a] [b 5]]',
    ],
    [
      { metadata: { finalizers: [{ a: 1.5 }] } },
      '500 list element types are not identical: [[example.com/a] [map[a:1.5]]]',
    ],
  ])('[API-31] %j', (patch, text) => {
    expect(strategic(patch)).toBe(text)
  })

  it('[API-31] lists in lists are not of the type of the others', () => {
    expect(strategic(podSpec({ containers: [[]] }))).toMatch(/^500 list element types are not identical/)
  })

  it('[API-14] takes plain values away from a list that is otherwise replaced', () => {
    const response = patched('strategic-merge', {
      metadata: { '$deleteFromPrimitiveList/finalizers': ['example.com/a'] },
    })
    expect((response.body as { metadata: { finalizers?: string[] } }).metadata.finalizers).toBeUndefined()
  })
})

describe('what a strategic merge patch makes', () => {
  const refused = (patch: string, why: string): string =>
    `422  "" is invalid: patch: Invalid value: ${JSON.stringify(patch)}: ${why}`
  it.each([
    [{ spec: { replicas: 'x' } }, 'map[spec:map[replicas:x]]', 'unrecognized type: int32'],
    [{ spec: { replicas: 1.5 } }, 'map[spec:map[replicas:1.5]]', 'cannot convert float64 to int32'],
    [{ spec: { paused: 1 } }, 'map[spec:map[paused:1]]', 'unrecognized type: bool'],
    [{ spec: { template: [] } }, 'map[spec:map[template:[]]]', 'cannot restore struct from: slice'],
    [{ metadata: { labels: 'a' } }, 'map[metadata:map[labels:a]]', 'cannot restore map from string'],
    [
      { metadata: { labels: { a: 1 } } },
      'map[metadata:map[labels:map[a:1]]]',
      'cannot convert int64 to string',
    ],
    [
      podSpec({ $retainKeys: ['containers'], containers: {} }),
      'map[spec:map[template:map[spec:map[containers:map[]]]]]',
      'cannot restore slice from map',
    ],
  ])('[API-31] %j', (patch, shown, why) => {
    expect(strategic(patch)).toBe(refused(shown, why))
  })

  it('[API-31] a whole float is an integer, and what it calls itself is not looked at', () => {
    const response = patched('strategic-merge', '{"kind":"ReplicaSet","spec":{"replicas":3.0}}')
    expect(response.body).toMatchObject({ kind: 'Deployment', spec: { replicas: 3 } })
  })

  it('[API-31] unknown fields are warned of in alphabetical order', () => {
    const { warnings } = patched('strategic-merge', { spec: { zeta: 1, alpha: 2 }, beta: 3 })
    const said = (field: string): string => `299 - "unknown field \\"${field}\\""`
    expect(warnings).toEqual(['beta', 'spec.alpha', 'spec.zeta'].map(said))
  })
})

describe('patches read strictly', () => {
  const TWICE = '{"spec":{"replicas":1,"replicas":2}}'
  const said = '299 - "duplicate field \\"spec.replicas\\""'
  it.each(['merge', 'strategic-merge'])('[API-32] %s: a key said twice', (type) => {
    expect(patched(type, TWICE)).toMatchObject({ warnings: [said], body: { spec: { replicas: 2 } } })
    expect(patched(type, TWICE, { fieldValidation: 'Ignore' }).warnings).toEqual([])
    expect(message(patched(type, TWICE, { fieldValidation: 'Strict' }))).toMatch(
      /strict decoding error: duplicate field "spec\.replicas"$/,
    )
  })

  it('[API-32] operations may have no other fields', () => {
    const operation = '{"op":"replace","path":"spec/paused","value":true,"why":1,"op":"add"}'
    expect(patched('json', `[${operation}]`).warnings).toEqual([
      '299 - "json patch duplicate field \\"[0].op\\""',
      '299 - "json patch unknown field \\"[0].why\\""',
      '299 - "unknown field \\"paused\\""',
    ])
  })

  it('[API-32] 10,000 operations are the limit', () => {
    const operations = (count: number): unknown =>
      Array.from({ length: count }, () => ({ op: 'test', path: '/kind', value: 'Deployment' }))
    expect(message(patched('json', operations(10_000)))).toBe('200 ')
    expect(message(patched('json', operations(10_001)))).toBe(
      '413 Request entity too large: The allowed maximum operations in a JSON patch is 10000, got 10001',
    )
  })

  it.each([
    ['json', '{}', '400 json: cannot unmarshal object into Go value of type jsonpatch.Patch'],
    ['json', '[1]', '400 json: cannot unmarshal number into Go value of type jsonpatch.Operation'],
    ['json', '[{"op":5}]', REJECTED],
    ['merge', '{', '400 Invalid JSON Patch'],
  ])('[API-32] %s %s when nothing is validated', (type, patch, text) => {
    expect(message(patched(type, patch, { fieldValidation: 'Ignore' }))).toBe(text)
  })
})

describe('options', () => {
  const INVALID = '422 PatchOptions.meta.k8s.io "" is invalid: '
  it.each([
    [{ fieldManager: 'ä'.repeat(65) }, `${INVALID}fieldManager: Too long: may not be more than 128 bytes`],
    [
      { fieldManager: 'ä\u200b' },
      `${INVALID}fieldManager: Invalid value: "ä\u200b": invalid character U+200B (at position 2)`,
    ],
    [{ dryRun: '' }, `${INVALID}dryRun: Unsupported value: [""]: supported values: "All"`],
    [{ dryRun: 'Some' }, `${INVALID}dryRun: Unsupported value: ["Some"]: supported values: "All"`],
    [
      { fieldValidation: 'warn' },
      `${INVALID}fieldValidation: Unsupported value: "warn": supported values: "", "Ignore", "Strict", "Warn"`,
    ],
  ])('[API-33] %j', (query, text) => {
    expect(message(patched('merge', {}, query))).toBe(text)
  })

  it.each([
    ['1.5', 'invalid syntax'],
    ['9223372036854775808', 'value out of range'],
  ])('[API-33] limit=%s', (limit, why) => {
    const api = createApiServer({ now: () => 0, epochSeconds: 1_767_603_600, random: createRandom(7) })
    for (const method of ['GET', 'DELETE'] as const) {
      const answer = api.handle({ method, path: PATH, query: { limit } })
      if (answer.kind !== 'response') throw new Error('a watch')
      expect(message(answer.response)).toBe(`400 strconv.ParseInt: parsing "${limit}": ${why}`)
    }
  })
})
