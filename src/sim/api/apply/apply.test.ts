import { describe, expect, it } from 'vitest'
import { createRandom } from '../../random.ts'
import type { ApiRequest, ApiServer } from '../contract.ts'
import { createApiServer } from '../server.ts'
import { setDevFreeze } from '../store/freeze.ts'
import type { Deployment } from '../types/apps.ts'
import type { ManagedFieldsEntry, Status } from '../types/meta.ts'
import { compare } from './compare.ts'
import { merged, pruned } from './merge.ts'
import { difference, pathsOf, union } from './fieldset.ts'
import { fieldsOf } from './fields.ts'

setDevFreeze(true)

const PODS: { kind: 'struct'; struct: string } = { kind: 'struct', struct: 'v1.PodSpec' }
const WEB = '/apis/apps/v1/namespaces/default/deployments/web'

const server = (): ApiServer =>
  createApiServer({ now: () => 0, epochSeconds: 1_767_603_600, random: createRandom(7) })

function ask<T = Deployment>(api: ApiServer, request: ApiRequest): T {
  const answer = api.handle(request)
  if (answer.kind !== 'response') throw new Error('a watch')
  return answer.response.body as T
}

const configuration = (spec: object = {}, image = 'nginx:1.27'): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image }] } },
    ...spec,
  },
})

const apply = <T = Deployment>(api: ApiServer, manager: string, body: object, query: object = {}): T =>
  ask<T>(api, {
    method: 'PATCH',
    path: WEB,
    query: { fieldManager: manager, ...query },
    contentType: 'application/apply-patch+yaml',
    body: JSON.stringify(body),
  })

const patch = <T = Deployment>(api: ApiServer, manager: string, body: object, path = WEB): T =>
  ask<T>(api, {
    method: 'PATCH',
    path,
    query: { fieldManager: manager },
    contentType: 'application/merge-patch+json',
    body: JSON.stringify(body),
  })

const create = (api: ApiServer, body: object, more: Partial<ApiRequest> = {}): Deployment =>
  ask(api, {
    method: 'POST',
    path: '/apis/apps/v1/namespaces/default/deployments',
    body: JSON.stringify(body),
    ...more,
  })

const owners = ({ metadata }: Deployment): Record<string, string[]> =>
  Object.fromEntries(
    (metadata.managedFields ?? []).map((entry: ManagedFieldsEntry) => [
      `${entry.manager} ${entry.operation}${entry.subresource ? ` ${entry.subresource}` : ''}`,
      pathsOf(entry.fieldsV1 as Parameters<typeof pathsOf>[0]),
    ]),
  )

describe('managers of what clients write', () => {
  it('[API-19] own what they change; who had it loses it', () => {
    const api = server()
    expect(
      owners(create(api, configuration(), { query: { fieldManager: 'alice' } }))['alice Update'],
    ).toEqual(expect.arrayContaining(['.spec.replicas', '.spec.template.spec.containers[name="web"].image']))
    const { 'alice Update': alice, 'bob Update': bob } = owners(patch(api, 'bob', { spec: { replicas: 5 } }))
    expect(bob).toEqual(['.spec.replicas'])
    expect(alice).not.toContain('.spec.replicas')
    const status = patch(api, 'ctl', { status: { replicas: 1 } }, `${WEB}/status`)
    expect(owners(status)['ctl Update status']).toEqual(['.status.replicas'])
  })

  it('[API-19] are called by fieldManager, by the User-Agent or unknown', () => {
    const named = (more: Partial<ApiRequest>): string | undefined =>
      create(server(), configuration(), more).metadata.managedFields?.[0]?.manager
    expect(named({ query: { fieldManager: 'me' }, userAgent: 'kubectl/v1.35.4' })).toBe('me')
    expect(named({ userAgent: 'kubectl/v1.35.4 (linux/amd64)' })).toBe('kubectl')
    expect(named({})).toBe('unknown')
  })

  it('[API-19] own nothing by changing nothing, and time alone is no change', () => {
    const api = server()
    const { metadata } = create(api, configuration(), { query: { fieldManager: 'alice' } })
    const same = patch(api, 'bob', { spec: { replicas: 1 } })
    expect(same.metadata.resourceVersion).toBe(metadata.resourceVersion)
    expect(Object.keys(owners(same))).toEqual(['alice Update'])
  })

  it('[API-19] are forgotten when a client empties them, and no update brings them back', () => {
    const api = server()
    create(api, configuration())
    expect(patch(api, 'x', { metadata: { managedFields: [] } }).metadata.managedFields).toBeUndefined()
    expect(patch(api, 'x', { spec: { replicas: 4 } }).metadata.managedFields).toBeUndefined()
    // An apply finds an owner for what is there: nobody in particular.
    expect(Object.keys(owners(apply(api, 'me', configuration())))).toEqual([
      'me Apply',
      'before-first-apply Update',
    ])
  })

  it('[API-19] are not tracked for what the cluster itself writes', () => {
    const api = server()
    const made = api.create('deployments', 'default', configuration())
    expect(made.ok && made.object.metadata.managedFields).toBeUndefined()
    expect(patch(api, 'x', { spec: { replicas: 4 } }).metadata.managedFields).toBeUndefined()
  })

  it('[API-19] beyond ten the oldest updaters are melted into one', () => {
    const api = server()
    create(api, configuration(), { query: { fieldManager: 'm00' } })
    for (let i = 1; i <= 11; i++) patch(api, `m${10 + i}`, { metadata: { labels: { [`l${i}`]: 'x' } } })
    const names = Object.keys(owners(patch(api, 'zoe', { spec: { paused: true } })))
    expect(names).toHaveLength(10)
    expect(names).toContain('ancient-changes Update')
    expect(names).toContain('zoe Update')
  })
})

describe('apply', () => {
  it('[API-18] conflicts with whoever owns a field with another value, and takes it by force', () => {
    const api = server()
    apply(api, 'alice', configuration({ replicas: 3, minReadySeconds: 1 }))
    patch(api, 'bob', { spec: { replicas: 7 } })
    const wanted = configuration({ replicas: 8, minReadySeconds: 2 })
    const refused = apply<Status>(api, 'carol', wanted)
    expect(refused.message).toBe(
      'Apply failed with 2 conflicts: conflicts with "alice":\n- .spec.minReadySeconds\nconflicts with "bob" using apps/v1:\n- .spec.replicas',
    )
    const forced = owners(apply(api, 'carol', wanted, { force: 'true' }))
    expect(Object.keys(forced)).toEqual(['alice Apply', 'carol Apply'])
    expect(forced['alice Apply']).not.toContain('.spec.minReadySeconds')
  })

  it('[API-18] takes away what its manager names no more, with what is below it, unless others own it', () => {
    const api = server()
    const rolling = { strategy: { rollingUpdate: { maxSurge: 2 } }, paused: true }
    apply(api, 'alice', configuration({ ...rolling, replicas: 3 }))
    apply(api, 'bob', configuration({ paused: true }))
    const { spec } = apply(api, 'alice', configuration())
    expect(spec.strategy.rollingUpdate).toEqual({ maxSurge: '25%', maxUnavailable: '25%' })
    expect(spec.paused).toBe(true)
    expect(spec.replicas).toBe(1)
  })

  it('[API-20] the owner of a scale owns the replicas of its object, without a time', () => {
    const api = server()
    apply(api, 'student', configuration({ replicas: 3 }))
    patch(api, 'kubectl-scale', { spec: { replicas: 8 } }, `${WEB}/scale`)
    expect(apply<Status>(api, 'student', configuration({ replicas: 3 })).message).toBe(
      'Apply failed with 1 conflict: conflict with "kubectl-scale" with subresource "scale" using apps/v1: .spec.replicas',
    )
    const { metadata } = apply(api, 'student', configuration())
    const scaler = metadata.managedFields?.find(({ subresource }) => subresource === 'scale')
    expect(scaler).toEqual({
      manager: 'kubectl-scale',
      operation: 'Update',
      apiVersion: 'apps/v1',
      fieldsType: 'FieldsV1',
      fieldsV1: { 'f:spec': { 'f:replicas': {} } },
      subresource: 'scale',
    })
  })

  it('[API-20] a scale can be applied, and conflicts', () => {
    const api = server()
    apply(api, 'student', configuration({ replicas: 3 }))
    const scale = (force: string): Status =>
      ask<Status>(api, {
        method: 'PATCH',
        path: `${WEB}/scale`,
        query: { fieldManager: 'other', force },
        contentType: 'application/apply-patch+yaml',
        body: JSON.stringify({
          apiVersion: 'autoscaling/v1',
          kind: 'Scale',
          metadata: { name: 'web' },
          spec: { replicas: 9 },
        }),
      })
    expect(scale('false').message).toBe(
      'Apply failed with 1 conflict: conflict with "student": .spec.replicas',
    )
    expect(scale('true')).toMatchObject({ spec: { replicas: 9 } })
    expect(owners(ask(api, { method: 'GET', path: WEB }))['other Apply scale']).toEqual(['.spec.replicas'])
  })

  it('[API-21] kubectl takes over what client-side apply has set and nobody changed, and keeps its annotation', () => {
    const last = 'kubectl.kubernetes.io/last-applied-configuration'
    const made = configuration({ replicas: 3 }) as Deployment
    const api = server()
    create(
      api,
      { ...made, metadata: { name: 'web', annotations: { [last]: `${JSON.stringify(made)}\n` } } },
      { query: { fieldManager: 'kubectl-client-side-apply' } },
    )
    const next = apply(api, 'kubectl', configuration({ replicas: 3 }, 'nginx:1.28'))
    expect(next.spec.template.spec.containers[0]?.image).toBe('nginx:1.28')
    expect(next.metadata.annotations?.[last]).toContain('"image":"nginx:1.28","name":"web"')
    expect(apply<Status>(api, 'me', configuration({ replicas: 3 }, 'nginx:1.29')).code).toBe(409)
  })
})

describe('typed values', () => {
  const list = (...names: string[]): object => ({ containers: names.map((name) => ({ name })) })

  it('[API-22] a merged list has the order of the configuration, others where they stood', () => {
    expect(merged(list('a', 'x', 'b'), list('b', 'a'), PODS, '')).toEqual(list('x', 'b', 'a'))
    expect(merged(list('a', 'b'), list('new', 'b'), PODS, '')).toEqual(list('a', 'new', 'b'))
    expect(merged({ tolerations: [{ key: 'a' }] }, { tolerations: [{ key: 'b' }] }, PODS, '')).toEqual({
      tolerations: [{ key: 'b' }],
    })
  })

  it('[API-22] maps and keyed lists are compared field by field, atomic ones as a whole', () => {
    const before = { nodeSelector: { a: '1' }, containers: [{ name: 'web', image: 'x' }] }
    const after = { nodeSelector: { a: '2' }, containers: [{ name: 'web', image: 'y' }, { name: 'new' }] }
    const { added, modified, removed } = compare(before, after, PODS)
    expect(pathsOf(modified)).toEqual(['.nodeSelector', '.containers[name="web"].image'])
    expect(pathsOf(added)).toEqual(['.containers[name="new"]', '.containers[name="new"].name'])
    expect(removed).toEqual({})
    expect(pathsOf(compare({}, { securityContext: {} }, PODS).added)).toEqual(['.securityContext'])
  })

  it('[API-22] sets of fields keep a field apart from what is below it', () => {
    const whole = { 'f:a': { '.': {}, 'f:b': {} } }
    expect(difference(whole, { 'f:a': {} })).toEqual({ 'f:a': { 'f:b': {} } })
    expect(difference(whole, { 'f:a': { 'f:b': {} } })).toEqual({ 'f:a': {} })
    expect(union({ 'f:a': {} }, { 'f:a': { 'f:b': {} } })).toEqual(whole)
  })

  it('[API-22] pruning takes items of lists only when nobody names them', () => {
    const value = list('a', 'b', 'c')
    const last = fieldsOf(list('a', 'b'), PODS, '')
    expect(pruned(value, last, fieldsOf(list('b'), PODS, ''), PODS)).toEqual(list('b', 'c'))
  })
})
