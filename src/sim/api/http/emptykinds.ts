/**
 * Kinds that discovery names and this cluster has none of: their lists are empty, `kubectl get all` asks for them.
 * Simplified: none of them can be created.
 */
import type { ApiRequest, ApiResponse } from '../contract.ts'
import { failure } from '../errors.ts'
import { columnsOf } from '../table/columns.ts'
import { shapeOf } from './representation.ts'
import { respond, respondStatus } from './respond.ts'

const EMPTY: Readonly<Record<string, string>> = {
  'apps/v1/statefulsets': 'StatefulSet',
  'apps/v1/daemonsets': 'DaemonSet',
  'apps/v1/controllerrevisions': 'ControllerRevision',
  'batch/v1/jobs': 'Job',
  'batch/v1/cronjobs': 'CronJob',
  'v1/secrets': 'Secret',
  'v1/persistentvolumeclaims': 'PersistentVolumeClaim',
}

const PATH = /^\/(?:api|apis\/([^/]+))\/(v\d+)(?:\/namespaces\/[^/]+)?\/([a-z]+)(?:\/([^/]+))?$/

/** undefined: the path is of no such kind. */
export function answerEmptyKind(
  { method, path, accept }: ApiRequest,
  version: number,
): ApiResponse | undefined {
  const [, group, apiVersion = '', resource = '', name] = PATH.exec(path) ?? []
  const groupVersion = group === undefined ? apiVersion : `${group}/${apiVersion}`
  const kind = EMPTY[`${groupVersion}/${resource}`]
  if (kind === undefined || method !== 'GET') return undefined
  if (name !== undefined) {
    const subject = group === undefined ? resource : `${resource}.${group}`
    const details = { name, ...(group === undefined ? {} : { group }), kind: resource }
    return respondStatus(failure(404, 'NotFound', `${subject} "${name}" not found`, details))
  }
  const metadata = { resourceVersion: String(version) }
  if (shapeOf(accept) !== 'table')
    return respond(200, { kind: `${kind}List`, apiVersion: groupVersion, metadata, items: [] })
  const columnDefinitions = columnsOf(resource)
  return respond(200, { kind: 'Table', apiVersion: 'meta.k8s.io/v1', metadata, columnDefinitions, rows: [] })
}
