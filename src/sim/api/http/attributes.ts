/**
 * What authorisation knows of a request, from its path alone: whether there is such a resource is asked later.
 * @see k8s.io/apiserver/pkg/endpoints/request/requestinfo.go, v1.35
 */
import type { ApiRequest } from '../contract.ts'
import { pathSegment } from '../validation/names.ts'
import { isTrue } from './query.ts'
import { unescaped } from './route.ts'

export interface Attributes {
  verb: string
  /** undefined: a path that is no resource's, such as /version. */
  resource?: { group: string; resource: string; subresource?: string; namespace?: string; name?: string }
}

const VERBS: Readonly<Record<string, string>> = {
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
  GET: 'get',
  HEAD: 'get',
}
const NAMESPACE_PARTS = ['status', 'finalize']

/** The object that a list is narrowed to. */
function exactName(selector = ''): string | undefined {
  const found = /(?:^|,)metadata\.name==?([^,=!]+)(?:,|$)/.exec(selector)?.[1]
  return found !== undefined && pathSegment(found).length === 0 ? found : undefined
}

/** A verb for one object that names none is one for all of them. */
function verbOfMany(verb: string, { query = {} }: ApiRequest): string {
  if (verb === 'get') return isTrue(query.watch) ? 'watch' : 'list'
  return verb === 'delete' ? 'deletecollection' : verb
}

export function attributesOf(request: ApiRequest): Attributes {
  const [root, ...parts] = request.path
    .split('/')
    .filter((part) => part !== '')
    .map(unescaped)
  const isApi = (root === 'api' && parts.length > 1) || (root === 'apis' && parts.length > 2)
  if (!isApi) return { verb: request.method.toLowerCase() }
  const group = root === 'apis' ? (parts.shift() ?? '') : ''
  parts.shift()
  const watched = parts[0] === 'watch' && parts.length > 1
  if (watched) parts.shift()
  let namespace: string | undefined
  if (parts[0] === 'namespaces' && parts[1] !== undefined) {
    namespace = parts[1]
    if (parts[2] !== undefined && !NAMESPACE_PARTS.includes(parts[2])) parts.splice(0, 2)
  }
  const [resource = '', name, subresource] = parts
  const verb = watched ? 'watch' : (VERBS[request.method] ?? '')
  const many = name === undefined && !watched
  const selected = many && verb === 'get' ? exactName(request.query?.fieldSelector) : name
  return {
    verb: many ? verbOfMany(verb, request) : verb,
    resource: {
      group,
      resource,
      ...(subresource === undefined ? {} : { subresource }),
      ...(namespace === undefined ? {} : { namespace }),
      ...(selected === undefined ? {} : { name: selected }),
    },
  }
}
