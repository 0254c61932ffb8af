import { describe, expect, it } from 'vitest'
import { createRandom } from '../../random.ts'
import { createApiServer } from '../server.ts'
import type { Status } from '../types/meta.ts'

function refusal(body: string): string {
  const api = createApiServer({ now: () => 0, epochSeconds: 1_767_603_600, random: createRandom(7) })
  const answer = api.handle({ method: 'POST', path: '/apis/apps/v1/namespaces/default/deployments', body })
  if (answer.kind !== 'response') throw new Error('a watch')
  return (answer.response.body as Status).message ?? ''
}
const UNRECOGNIZED = 'the object provided is unrecognized (must be of type Deployment): '
const scanned = (body: string): string =>
  refusal(body)
    .replace(`${UNRECOGNIZED}couldn't get version/kind; json parse error: `, '')
    .replace(/ \(\S+\)$/, '')

const DEPLOYMENT = JSON.stringify({
  metadata: { name: 'web' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'web', image: 'nginx' }] },
    },
  },
})

function patched(type: string, body: string): string {
  const api = createApiServer({ now: () => 0, epochSeconds: 1_767_603_600, random: createRandom(7) })
  const path = '/apis/apps/v1/namespaces/default/deployments'
  api.handle({ method: 'POST', path, body: DEPLOYMENT })
  const contentType = `application/${type}-patch+json`
  const answer = api.handle({ method: 'PATCH', path: `${path}/web`, contentType, body })
  if (answer.kind !== 'response') throw new Error('a watch')
  return `${answer.response.status} ${(answer.response.body as Status).message ?? ''}`
}

describe('patches', () => {
  const MAP = 'into Go value of type map[string]interface {}'
  it.each([
    ['json', 'null', '200 '],
    ['json', '[null]', '422 the server rejected our request due to an error in our request'],
    [
      'json',
      '[{"op":5}]',
      '400 error decoding patch: json: cannot unmarshal number into Go struct field jsonPatchOp.op of type string',
    ],
    ['merge', 'null', '400 Invalid JSON Patch'],
    ['merge', '[]', `400 error decoding patch: json: cannot unmarshal array ${MAP}`],
    ['merge', '{', '400 error decoding patch: unexpected end of JSON input'],
    ['strategic-merge', 'null', '200 '],
    ['strategic-merge', '[]', `400 json: cannot unmarshal array ${MAP}`],
    ['strategic-merge', '{', '400 unexpected end of JSON input'],
  ])('[API-30] %s %s', (type, body, message) => {
    expect(patched(type, body)).toBe(message)
  })

  it('[API-30] a kind that is no text is none of the patched object', () => {
    expect(patched('merge', '{"kind":5}')).toMatch(
      /: couldn't get version\/kind; json parse error: json: cannot unmarshal number into Go struct field \.kind of type string$/,
    )
  })
})

describe('bodies', () => {
  it.each([
    ['{"a":1.}', "invalid character '}' after decimal point in numeric literal"],
    ['{"a":1e+x}', "invalid character 'x' in exponent of numeric literal"],
    ['{"a":-}', "invalid character '}' in numeric literal"],
    ['{"a":"\\u12g4"}', String.raw`invalid character 'g' in \u hexadecimal character escape`],
    ['{"a":é}', "invalid character 'Ã' looking for beginning of value"],
    ['{"a":"\n"}', String.raw`invalid character '\n' in string literal`],
    ['{"a":"\u0001"}', String.raw`invalid character '\x01' in string literal`],
  ])('[API-30] %s: %s', (body, message) => {
    expect(scanned(body).split(' (')[0]).toBe(message)
  })

  it('[API-30] thirty bytes of it are quoted, not characters', () => {
    expect(refusal('[éééééééééééééééé')).toMatch(/ \(5b(c3a9){14}c3 \.\.\.\)$/)
    expect(refusal('{éééééééééééééééé')).toMatch(/ \(\{é{14}\ufffd \.\.\.\)$/)
  })

  it('[API-30] a version of three parts is none', () => {
    expect(refusal('{"apiVersion":"a/b/c"}')).toBe(
      `${UNRECOGNIZED}unexpected GroupVersion string: a/b/c ({"apiVersion":"a/b/c"})`,
    )
  })

  it.each([
    ['apps/v1', 'StatefulSet', 'v1.StatefulSet'],
    ['batch/v1', 'Job', 'v1.Job'],
    ['v1', 'Secret', 'v1.Secret'],
    ['v1', 'List', 'v1.List'],
    ['apps/v1', 'DeploymentList', 'v1.DeploymentList'],
    ['extensions/v1beta1', 'Ingress', 'v1beta1.Ingress'],
  ])('[API-30] %s %s is known and is no Deployment', (apiVersion, kind, type) => {
    const version = type.split('.')[0] ?? ''
    expect(refusal(JSON.stringify({ apiVersion, kind }))).toBe(
      `${kind} in version "${version}" cannot be handled as a Deployment: converting (${type}) to (apps.Deployment): unknown conversion`,
    )
  })

  it('[API-30] no ReplicaSet ever was in apps/v1beta1', () => {
    expect(refusal('{"apiVersion":"apps/v1beta1","kind":"ReplicaSet"}')).toMatch(
      /: no kind "ReplicaSet" is regist/,
    )
  })
})
