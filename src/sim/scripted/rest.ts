/** Requests of the scenarios' users: REST, as kubectl would send them. */
import type { ApiRequest, ApiServer, PatchType } from '../api/contract.ts'
import { KINDS } from '../api/registry/kinds.ts'
import type { Resource } from '../api/resources.ts'
import type { Status } from '../api/types/meta.ts'

const NAMESPACE = 'default'

const PATCH_TYPES: Readonly<Record<PatchType, string>> = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
}

function pathOf(resource: Resource, name?: string): string {
  const { group, version } = KINDS[resource]
  const base = group === '' ? `/api/${version}` : `/apis/${group}/${version}`
  const collection = `${base}/namespaces/${NAMESPACE}/${resource}`
  return name === undefined ? collection : `${collection}/${name}`
}

/** The refusal's message, or undefined when the request was answered well. */
function send(api: ApiServer, request: ApiRequest): string | undefined {
  const answer = api.handle(request)
  if (answer.kind !== 'response' || answer.response.status < 400) return undefined
  return (answer.response.body as Status | undefined)?.message ?? String(answer.response.status)
}

const json = (body: unknown): Pick<ApiRequest, 'contentType' | 'body'> => ({
  contentType: 'application/json',
  body: JSON.stringify(body),
})

export const post = (api: ApiServer, resource: Resource, object: unknown): string | undefined =>
  send(api, { method: 'POST', path: pathOf(resource), ...json(object) })

export const patch = (
  api: ApiServer,
  resource: Resource,
  name: string,
  type: PatchType,
  body: unknown,
): string | undefined =>
  send(api, { method: 'PATCH', path: pathOf(resource, name), ...json(body), contentType: PATCH_TYPES[type] })

export const remove = (
  api: ApiServer,
  resource: Resource,
  name: string,
  propagationPolicy?: string,
): string | undefined =>
  send(api, {
    method: 'DELETE',
    path: pathOf(resource, name),
    ...(propagationPolicy === undefined
      ? {}
      : json({ kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy })),
  })
