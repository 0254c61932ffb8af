/** The errors that the recorded server injected, by capture (named in the captures' README). */
import type { ApiRequest, ApiResponse } from '../../../src/sim/api/contract.ts'
import { groupResource, type ResourceMapping } from '../../../src/kubectl/resources.ts'
import { refuse } from './status.ts'

interface Target {
  mapping: ResourceMapping
  namespace: string
  name: string
}

const verbs: Record<string, string> = {
  GET: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
}

export function injected(capture: string, request: ApiRequest, target: Target): ApiResponse | undefined {
  const { mapping, name } = target
  const reads = request.method === 'GET'
  if (capture.startsWith('err-unauthorized')) return refuse('Unauthorized', 'Unauthorized')
  if (capture.startsWith('err-500'))
    return refuse('InternalError', 'Internal error occurred: etcdserver: request timed out')
  if (
    capture.startsWith('err-forbidden-') &&
    (!reads || capture.includes('list') || capture.includes('get'))
  ) {
    const verb = reads && name === '' ? 'list' : (verbs[request.method] ?? '')
    const what = name === '' ? groupResource(mapping) : `${groupResource(mapping)} "${name}"`
    const place = name === '' || !reads ? ` in the namespace "${target.namespace}"` : ''
    return refuse(
      'Forbidden',
      `${what} is forbidden: User "alice" cannot ${verb} resource "${mapping.resource}" in API group "${mapping.group}"${place}`,
    )
  }
  if (capture.startsWith('err-quota') && request.method === 'POST')
    return refuse(
      'Forbidden',
      `pods "web" is forbidden: exceeded quota: team-quota, requested: pods=1, used: pods=5, limited: pods=5`,
    )
  if (capture.startsWith('err-conflict-patch') && request.method === 'PATCH')
    return refuse(
      'Conflict',
      `Operation cannot be fulfilled on ${groupResource(mapping)} "${name}": the object has been modified; please apply your changes to the latest version and try again`,
    )
  return undefined
}

/** The recorded server ended the watch by itself. */
export const closesWatch = (capture: string): boolean => capture.includes('watch-closed')
