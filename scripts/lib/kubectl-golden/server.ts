/** A fake API server over one fixture, answering as the recorded one did. */
import type { ApiRequest, ApiResponse, StreamEvent } from '../../../src/sim/api/contract.ts'
import { at, copy, int, isObject, put, text, type Json, type JsonObject } from '../../../src/kubectl/json.ts'
import { jsonPatch, JsonPatchError } from '../../../src/kubectl/patch/json-patch.ts'
import { jsonMergePatch, mergePatch, MissingMergeKey } from '../../../src/kubectl/patch/merge.ts'
import { apiVersionOf, groupKind, groupResource } from '../../../src/kubectl/resources.ts'
import { goJsonError } from './go-json.ts'
import { injected } from './injected.ts'
import { withDefaults } from './defaults.ts'
import { discovery, openapi, versionInfo } from './discovery.ts'
import { execIn, logsOf } from './programs.ts'
import { route, scaleOf, type Target } from './route.ts'
import { parseSelectors } from './selector.ts'
import { invalid, ok, refuse } from './status.ts'
import type { FixtureStore, Stored } from './store.ts'
import { tableOf } from './table.ts'
import { dropUnknown, unknownFields, validate } from './validate.ts'

const ENDPOINTS = 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice'

const notFound = ({ mapping, name }: Target): ApiResponse =>
  refuse('NotFound', `${groupResource(mapping)} "${name}" not found`, { name, kind: mapping.resource })
const noSuchPath: ApiResponse = {
  status: 404,
  contentType: 'text/plain',
  warnings: [],
  body: '404 page not found',
}

export interface FixtureServer {
  handle(request: ApiRequest): ApiResponse
  /** Removes what was deleted gracefully. */
  reap(): void
  /** An object of the server's streams, in the form the request asks for. */
  shaped(request: ApiRequest, event: StreamEvent): StreamEvent
}

export function createFixtureServer(store: FixtureStore, captureName: string): FixtureServer {
  const warningsFor = (target: Target): string[] =>
    target.mapping.resource === 'endpoints' ? [ENDPOINTS] : []
  const wantsTable = (request: ApiRequest) => request.accept?.includes('as=Table') ?? false

  function listed(request: ApiRequest, target: Target): ApiResponse {
    const { limit, continue: from } = request.query ?? {}
    const selects = parseSelectors(request.query ?? {}, target.mapping.resource)
    if (typeof selects === 'string') return refuse('BadRequest', selects)
    const all = store.list(target.mapping.resource, target.namespace).filter((one) => selects(one.object))
    const start = Number(from ?? 0)
    const page = limit === undefined ? all : all.slice(start, start + Number(limit))
    const items = page.map((one) => one.object)
    const more = start + page.length < all.length ? { continue: String(start + page.length) } : {}
    const warnings = warningsFor(target)
    if (wantsTable(request)) {
      const table = tableOf(target.mapping, items, store.now, '5000')
      return ok({ ...table, metadata: { resourceVersion: '5000', ...more } }, 200, warnings)
    }
    return ok(
      {
        kind: `${target.mapping.kind}List`,
        apiVersion: apiVersionOf(target.mapping),
        metadata: { resourceVersion: '5000', ...more },
        items,
      },
      200,
      warnings,
    )
  }

  function fetched(request: ApiRequest, target: Target): ApiResponse {
    const stored = store.find(target.mapping.resource, target.namespace, target.name)
    if (stored === undefined) return notFound(target)
    // An evicted pod is seen once more, then it is gone.
    if (text(stored.object, 'metadata', 'deletionTimestamp') === 'evicted') store.remove(stored)
    if (target.subresource === 'log') return logsOf(stored.object, request.query ?? {})
    if (target.subresource === 'exec') {
      const { command = '', container = '' } = request.query ?? {}
      return execIn(stored.object, container, command.split('\n'))
    }
    if (target.subresource === 'scale') {
      if (!target.mapping.scale) return noSuchPath
      return wantsTable(request)
        ? ok(tableOf('scale', [scaleOf(stored)], store.now, ''))
        : ok(scaleOf(stored))
    }
    return wantsTable(request)
      ? ok(tableOf(target.mapping, [stored.object], store.now, ''), 200, warningsFor(target))
      : ok(stored.object, 200, warningsFor(target))
  }

  /** Unknown fields and wrong types, by the request's fieldValidation. */
  function decode(request: ApiRequest, target: Target, body: JsonObject): ApiResponse | string[] {
    const replicas = at(body, 'spec', 'replicas')
    const what = `${target.mapping.kind} in version "${target.mapping.version}" cannot be handled as a ${target.mapping.kind}`
    if (typeof replicas === 'string')
      return refuse(
        'BadRequest',
        `${what}: json: cannot unmarshal string into Go struct field ${target.mapping.kind}Spec.spec.replicas of type int32`,
      )
    const unknown = unknownFields(body)
    const mode = request.query?.fieldValidation ?? 'Warn'
    if (unknown.length > 0 && mode === 'Strict')
      return refuse(
        'BadRequest',
        `${what}: strict decoding error: ${unknown.map((path) => `unknown field "${path}"`).join(', ')}`,
      )
    dropUnknown(body)
    return mode === 'Ignore' ? [] : unknown.map((path) => `unknown field "${path}"`)
  }

  function created(request: ApiRequest, target: Target): ApiResponse {
    if (target.subresource === 'eviction') {
      const pod = store.find('pods', target.namespace, target.name)
      if (pod) put(pod.object, ['metadata', 'deletionTimestamp'], 'evicted')
      return pod
        ? ok({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 }, 201)
        : notFound(target)
    }
    const body = JSON.parse(request.body ?? '{}') as JsonObject
    if (target.mapping.resource.endsWith('reviews')) return ok({ ...body, status: { allowed: true } }, 201)
    const warnings = decode(request, target, body)
    if (!Array.isArray(warnings)) return warnings
    const name = text(body, 'metadata', 'name')
    const full = withDefaults(body)
    const causes = validate(full)
    if (causes.length > 0) return invalid(groupKind(target.mapping), name, causes)
    if (name !== '' && store.find(target.mapping.resource, target.namespace, name))
      return refuse('AlreadyExists', `${groupResource(target.mapping)} "${name}" already exists`, {
        name,
        kind: target.mapping.resource,
      })
    if (request.query?.dryRun === 'All')
      return ok(store.made(target.mapping, target.namespace, full), 201, warnings)
    return ok(store.add(target.mapping, target.namespace, full), 201, warnings)
  }

  function stored(
    request: ApiRequest,
    target: Target,
    one: Stored,
    object: JsonObject,
    warnings: string[] = [],
  ): ApiResponse {
    const causes = validate(object, one.object)
    if (causes.length > 0) return invalid(groupKind(target.mapping), target.name, causes)
    if (request.query?.dryRun === 'All') return ok(object, 200, warnings)
    return ok(store.replace(one, object), 200, warnings)
  }

  function replaced(request: ApiRequest, target: Target): ApiResponse {
    const one = store.find(target.mapping.resource, target.namespace, target.name)
    if (one === undefined) return notFound(target)
    const body = JSON.parse(request.body ?? '{}') as JsonObject
    const version = text(body, 'metadata', 'resourceVersion')
    if (version !== '' && version !== text(one.object, 'metadata', 'resourceVersion')) {
      return refuse(
        'Conflict',
        `Operation cannot be fulfilled on ${groupResource(target.mapping)} "${target.name}": the object has been modified; please apply your changes to the latest version and try again`,
      )
    }
    if (target.subresource === 'scale') return scaled(request, one, int(body, 'spec', 'replicas'))
    const warnings = decode(request, target, body)
    if (!Array.isArray(warnings)) return warnings
    const next = withDefaults({ ...one.object, ...body, status: one.object.status ?? {} })
    return stored(
      request,
      target,
      one,
      {
        ...next,
        status: one.object.status ?? {},
        metadata: {
          ...(isObject(one.object.metadata) ? one.object.metadata : {}),
          ...(isObject(body.metadata) ? body.metadata : {}),
        },
      },
      warnings,
    )
  }

  function scaled(request: ApiRequest, one: Stored, replicas: number): ApiResponse {
    const next = copy(one.object)
    put(next, ['spec', 'replicas'], replicas)
    if (request.query?.dryRun !== 'All') store.replace(one, next)
    return ok(scaleOf(one))
  }

  function patched(request: ApiRequest, target: Target): ApiResponse {
    const one = store.find(target.mapping.resource, target.namespace, target.name)
    const type = request.contentType ?? ''
    if (target.subresource === 'scale' && !target.mapping.scale) return noSuchPath
    if (one === undefined)
      return type.includes('apply') ? created(request, { ...target, subresource: '' }) : notFound(target)
    const source = request.body ?? ''
    const wrong = goJsonError(source)
    if (wrong !== undefined)
      return refuse('BadRequest', type.includes('strategic') ? wrong : `error decoding patch: ${wrong}`)
    const patch = JSON.parse(source) as Json
    if (type.includes('json-patch') && !Array.isArray(patch))
      return refuse(
        'BadRequest',
        `error decoding patch: json: cannot unmarshal ${goTypeName(patch)} into Go value of type []handlers.jsonPatchOp`,
      )
    if (!type.includes('json-patch') && !isObject(patch)) {
      const prefix =
        type.includes('merge-patch') && !type.includes('strategic') ? 'error decoding patch: ' : ''
      return refuse(
        'BadRequest',
        `${prefix}json: cannot unmarshal ${goTypeName(patch)} into Go value of type map[string]interface {}`,
      )
    }
    if (target.subresource === 'scale') return scaled(request, one, int(patch, 'spec', 'replicas'))
    let next: Json
    try {
      if (type.includes('json-patch')) next = jsonPatch(one.object, Array.isArray(patch) ? patch : [])
      else if (type.includes('strategic')) next = mergePatch(one.object, isObject(patch) ? patch : {})
      else next = jsonMergePatch(one.object, patch)
    } catch (error) {
      if (error instanceof JsonPatchError)
        return refuse('Invalid', 'the server rejected our request due to an error in our request', {})
      if (error instanceof MissingMergeKey) {
        return {
          ...refuse('', `map: map[image:x] does not contain declared merge key: ${error.message}`),
          status: 500,
        }
      }
      throw error
    }
    const value = isObject(next) ? next : {}
    const replicas = at(value, 'spec', 'replicas')
    if (typeof replicas === 'string') {
      const causes = [
        {
          reason: 'FieldValueInvalid',
          field: 'patch',
          message: `Invalid value: "map[spec:map[replicas:${replicas}]]": unrecognized type: int32`,
        },
      ]
      return { ...refuse('Invalid', `"" is invalid: ${causes[0]?.field ?? ''}`, { causes }), status: 422 }
    }
    const warnings = unknownFields(value).map((path) => `unknown field "${path}"`)
    dropUnknown(value)
    return stored(request, target, one, value, warnings)
  }

  function deleted(request: ApiRequest, target: Target): ApiResponse {
    const one = store.find(target.mapping.resource, target.namespace, target.name)
    if (one === undefined) return notFound(target)
    const body = JSON.parse(request.body ?? '{}') as JsonObject
    if (Array.isArray(body.dryRun)) return ok(one.object)
    if (target.mapping.resource === 'pods' && body.gracePeriodSeconds !== 0)
      put(one.object, ['metadata', 'deletionTimestamp'], 'going')
    else store.remove(one)
    return ok(one.object)
  }

  function dispatch(request: ApiRequest): ApiResponse {
    const known = discovery(request.path) ?? openapi(request.path) ?? versionInfo(request.path)
    if (known) return known
    const target = route(request.path)
    if (target === undefined) return noSuchPath
    const refusal = injected(captureName, request, target)
    if (refusal) return refusal
    if (request.method === 'GET')
      return target.name === '' ? listed(request, target) : fetched(request, target)
    if (request.method === 'POST') return created(request, target)
    if (request.method === 'PUT') return replaced(request, target)
    return request.method === 'PATCH' ? patched(request, target) : deleted(request, target)
  }

  return {
    handle: (request) => copy(dispatch(request) as unknown as Json) as unknown as ApiResponse,
    reap: () => store.reap(),
    shaped(request, event) {
      const target = route(request.path)
      const value = event.object as Json
      if (!wantsTable(request) || target === undefined || !isObject(value) || value.kind === 'Table')
        return event
      return { ...event, object: tableOf(target.mapping, [value], store.now, '') }
    },
  }
}

const goTypeName = (value: Json): string =>
  Array.isArray(value)
    ? 'array'
    : isObject(value)
      ? 'object'
      : typeof value === 'string'
        ? 'string'
        : typeof value === 'number'
          ? 'number'
          : 'bool'
