/** `kubectl apply --prune`: deletes what was applied before and is in the files no more. @see k8s.io/kubectl/pkg/cmd/apply/prune.go, util/prune/prune.go */
import { plain } from '../errors.ts'
import { klog, writeQuery, type DryRun, type Factory } from '../factory.ts'
import { isObject, objects, text, type JsonObject } from '../json.ts'
import { collectionPath, mappingForKind, objectPath, type ResourceMapping } from '../resources.ts'
import { propagationOf } from './delete.ts'

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'

const usual = [
  'v1 ConfigMap', 'v1 Endpoints', 'v1 PersistentVolumeClaim', 'v1 Pod', 'v1 ReplicationController', 'v1 Secret',
  'v1 Service', 'batch/v1 Job', 'batch/v1 CronJob', 'networking.k8s.io/v1 Ingress', 'apps/v1 DaemonSet',
  'apps/v1 Deployment', 'apps/v1 ReplicaSet', 'apps/v1 StatefulSet', 'v1 Namespace', 'v1 PersistentVolume',
] // prettier-ignore

export interface Pruning {
  mappings: ResourceMapping[]
  /** The types were not named. */
  usual: boolean
}

/** `core/v1/Service` */
function mappingOf(spec: string): ResourceMapping {
  const [group = '', version, kind, ...more] = spec.split('/')
  if (version === undefined || kind === undefined || more.length > 0)
    throw plain(`invalid GroupVersionKind format: ${spec}, please follow <group/version/kind>`)
  const apiVersion = group === 'core' || group === '' ? version : `${group}/${version}`
  const found = mappingForKind(apiVersion, kind)
  if (found === undefined)
    throw plain(`no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`)
  return found
}

/** What `--prune` asks for; refused before anything is applied. */
export function pruningOf(f: Factory): Pruning | undefined {
  if (!f.flags.bool('prune')) return undefined
  if (f.flags.text('selector') === '' && !f.flags.bool('all'))
    throw plain(
      'all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector',
    )
  const listed = f.flags.list('prune-allowlist')
  if (listed.length > 0) return { mappings: listed.map(mappingOf), usual: false }
  const mappings = usual.map((one) => mappingForKind(...(one.split(' ') as [string, string])))
  return { mappings: mappings.filter((one) => one !== undefined), usual: true }
}

export interface Applied {
  /** Uids of what was applied. */
  visited: ReadonlySet<string>
  namespaces: string[]
  dryRun: DryRun
  print(operation: string, object: JsonObject): void
}

export async function prune(f: Factory, { mappings, usual: all }: Pruning, applied: Applied): Promise<void> {
  if (all)
    f.err(
      `${klog(f.host, 'W', 'prune.go:71')}Deprecated: kubectl apply will no longer prune non-namespaced resources by default when used with the --namespace flag in a future release. To preserve the current behaviour, list the resources you want to target explicitly in the --prune-allowlist flag.\n`,
    )
  for (const namespace of applied.namespaces)
    for (const mapping of mappings) if (mapping.namespaced) await pruneType(f, mapping, namespace, applied)
  for (const mapping of mappings) if (!mapping.namespaced) await pruneType(f, mapping, '', applied)
}

async function pruneType(
  f: Factory,
  mapping: ResourceMapping,
  namespace: string,
  applied: Applied,
): Promise<void> {
  const labelSelector = f.flags.text('selector')
  const answer = await f.client.get(
    collectionPath(mapping, namespace),
    labelSelector === '' ? {} : { labelSelector },
  )
  for (const item of objects(answer, 'items')) {
    if (text(item, 'metadata', 'annotations', LAST_APPLIED) === '') continue
    if (applied.visited.has(text(item, 'metadata', 'uid'))) continue
    if (applied.dryRun !== 'client') await remove(f, mapping, item, applied.dryRun)
    applied.print('pruned', { apiVersion: text(answer, 'apiVersion'), kind: mapping.kind, ...item })
  }
}

async function remove(f: Factory, mapping: ResourceMapping, item: JsonObject, dryRun: DryRun): Promise<void> {
  const body: JsonObject = { propagationPolicy: propagationOf(f) }
  const grace = f.flags.int('grace-period')
  if (grace >= 0) body.gracePeriodSeconds = grace
  if (dryRun === 'server') body.dryRun = ['All']
  const path = objectPath(mapping, text(item, 'metadata', 'namespace'), text(item, 'metadata', 'name'))
  const answer = await f.client.call({ method: 'DELETE', path, body, query: writeQuery({}) })
  if (!isObject(answer)) throw plain('the server gave no answer')
}
