/** `kubectl cordon|uncordon|drain`. @see k8s.io/kubectl/pkg/cmd/drain/drain.go, pkg/drain */
import { build } from '../builder.ts'
import { infoOf, objectOf, type Info } from '../info.ts'
import { asKubectlError, exit, isNotFound, several, usage } from '../errors.ts'
import { dryRunOf, dryRunSuffix, writeQuery, type Command, type DryRun, type Factory } from '../factory.ts'
import { dryRunFlag, flag, selectorFlag, timeoutFlag } from '../flags/groups.ts'
import { at, object, objects, put, copy, text, type JsonObject } from '../json.ts'
import { twoWayPatch } from '../patch/diff.ts'
import { mappingForResource, objectPath } from '../resources.ts'
import { patchInfo, targetsOf } from './targets.ts'

async function setUnschedulable(f: Factory, info: Info, desired: boolean, dryRun: DryRun): Promise<void> {
  const node = objectOf(info)
  const word = desired ? 'cordoned' : 'uncordoned'
  if ((at(node, 'spec', 'unschedulable') === true) === desired) {
    f.out(`node/${info.name} already ${word}\n`)
    return
  }
  if (dryRun !== 'client') {
    const after = copy(node)
    if (desired) put(after, ['spec', 'unschedulable'], true)
    else delete object(after, 'spec').unschedulable
    await patchInfo(f, info, 'strategic', twoWayPatch(node, after), writeQuery({ dryRun }))
  }
  f.out(`node/${info.name} ${word}${dryRunSuffix(dryRun)}\n`)
}

/** Names of nodes, unless they are in the form `TYPE/NAME`. */
const namedNodes = (args: string[]): string[] =>
  args.some((one) => one.includes('/')) ? args : ['nodes', ...args]

async function nodesOf(f: Factory): Promise<Info[]> {
  if (f.args.length === 0 && f.flags.text('selector') === '')
    throw usage(`USAGE: ${f.path.split(' ').at(-1) ?? ''} NODE [flags]`, f.path)
  if (f.args.length > 0 && f.flags.text('selector') !== '')
    throw usage('error: cannot specify both a node name and a --selector option', f.path)
  const { infos, errors } = await (
    await build(f, { ...targetsOf(f), args: namedNodes(f.args), continueOnError: true, latest: true })
  ).infos()
  if (errors.length > 0) throw several(errors)
  return infos
}

const controllerOf = (pod: JsonObject) =>
  objects(pod, 'metadata', 'ownerReferences').find((one) => one.controller === true)
const usesEmptyDir = (pod: JsonObject) =>
  objects(pod, 'spec', 'volumes').some((one) => one.emptyDir !== undefined)
const finished = (pod: JsonObject) => ['Succeeded', 'Failed'].includes(text(pod, 'status', 'phase'))

/** Sorts a node's pods into those to evict and reasons not to drain. @see drain/filters.go */
function triage(
  f: Factory,
  pods: JsonObject[],
): { evict: JsonObject[]; refusals: string[]; warnings: string[] } {
  const found: Record<'daemon' | 'unmanaged' | 'local', string[]> = { daemon: [], unmanaged: [], local: [] }
  const evict: JsonObject[] = []
  for (const pod of pods) {
    const name = `${text(pod, 'metadata', 'namespace')}/${text(pod, 'metadata', 'name')}`
    const owner = controllerOf(pod)
    if (text(pod, 'metadata', 'annotations', 'kubernetes.io/config.mirror') !== '') continue
    if (text(owner, 'kind') === 'DaemonSet' && !finished(pod)) {
      found.daemon.push(name)
      continue
    }
    if (usesEmptyDir(pod) && !finished(pod)) found.local.push(name)
    if (owner === undefined && !finished(pod)) found.unmanaged.push(name)
    evict.push(pod)
  }
  const refusals: string[] = []
  const warnings: string[] = []
  const judge = (names: string[], allowed: boolean, refusal: string, warning: string) => {
    if (names.length === 0) return
    if (allowed) warnings.push(`${warning}: ${names.join(', ')}`)
    else refusals.push(`${refusal}: ${names.join(', ')}`)
  }
  judge(
    found.daemon,
    f.flags.bool('ignore-daemonsets'),
    'cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore)',
    'ignoring DaemonSet-managed Pods',
  )
  judge(
    found.local,
    f.flags.bool('delete-emptydir-data') || f.flags.bool('delete-local-data'),
    'cannot delete Pods with local storage (use --delete-emptydir-data to override)',
    'deleting Pods with local storage',
  )
  judge(
    found.unmanaged,
    f.flags.bool('force'),
    'cannot delete cannot delete Pods that declare no controller (use --force to override)',
    'deleting Pods that declare no controller',
  )
  return { evict, refusals, warnings }
}

async function evictPod(f: Factory, info: Info): Promise<void> {
  const body: JsonObject = {
    kind: 'Eviction',
    apiVersion: 'policy/v1',
    metadata: { name: info.name, namespace: info.namespace },
    deleteOptions: {},
  }
  const grace = f.flags.int('grace-period')
  if (grace >= 0) body.deleteOptions = { gracePeriodSeconds: grace }
  await f.client
    .call({ method: 'POST', path: `${objectPath(info.mapping, info.namespace, info.name)}/eviction`, body })
    .catch((error: unknown) => {
      if (!isNotFound(asKubectlError(error))) throw error
    })
}

async function gone(f: Factory, info: Info): Promise<void> {
  const uid = text(objectOf(info), 'metadata', 'uid')
  for (;;) {
    const found = await f.client
      .get(objectPath(info.mapping, info.namespace, info.name))
      .catch((error: unknown) => {
        if (!isNotFound(asKubectlError(error))) throw error
        return undefined
      })
    if (found === undefined || text(found, 'metadata', 'uid') !== uid) break
    if (!(await f.host.sleep(1000))) throw exit(1)
  }
  f.out(`pod/${info.name} evicted\n`)
}

async function drainNode(f: Factory, info: Info, dryRun: DryRun): Promise<void> {
  const fieldSelector = `spec.nodeName=${info.name}`
  const pods = objects(await f.client.get('/api/v1/pods', { fieldSelector, limit: '500' }), 'items')
  const { evict, refusals, warnings } = triage(f, pods)
  if (refusals.length > 0) {
    const all = refusals.length > 1 ? `[${refusals.join(', ')}]` : (refusals[0] ?? '')
    f.err(
      `error: unable to drain node "${info.name}" due to error: ${all}, continuing command...\nThere are pending nodes to be drained:\n ${info.name}\n${refusals.join('\n')}\n`,
    )
    throw exit(1)
  }
  if (warnings.length > 0) f.err(`Warning: ${warnings.join('; ')}\n`)
  const infos = evict.map((pod) => infoOf(mappingForResource('pods'), pod))
  if (dryRun !== 'none') {
    for (const pod of infos) f.out(`evicting pod ${pod.namespace}/${pod.name}${dryRunSuffix(dryRun)}\n`)
    return
  }
  if (infos.length > 0) await f.client.call({ method: 'GET', path: '/api/v1' }).catch(() => null)
  for (const pod of infos) {
    f.out(`evicting pod ${pod.namespace}/${pod.name}\n`)
    await evictPod(f, pod)
  }
  for (const pod of infos) await gone(f, pod)
}

async function drain(f: Factory): Promise<void> {
  const dryRun = dryRunOf(f)
  const nodes = await nodesOf(f)
  for (const info of nodes) await setUnschedulable(f, info, true, dryRun)
  for (const info of nodes) {
    await drainNode(f, info, dryRun)
    f.out(`node/${info.name} drained${dryRunSuffix(dryRun)}\n`)
  }
}

const shared = [selectorFlag, dryRunFlag]
const cordonCommand = (name: 'cordon' | 'uncordon', short: string): Command => ({
  name,
  short,
  use: 'NODE',
  flags: shared,
  run: async (f) => {
    const dryRun = dryRunOf(f)
    for (const info of await nodesOf(f)) await setUnschedulable(f, info, name === 'cordon', dryRun)
  },
})

export const nodeCommands: Command[] = [
  cordonCommand('cordon', 'Mark node as unschedulable'),
  cordonCommand('uncordon', 'Mark node as schedulable'),
  {
    name: 'drain',
    short: 'Drain node in preparation for maintenance',
    use: 'NODE',
    flags: [
      ...shared,
      flag.bool('force', 'Also pods that no controller brings back'),
      flag.bool('ignore-daemonsets', 'Leave pods of DaemonSets alone'),
      flag.bool('delete-emptydir-data', 'Also pods with emptyDir volumes'),
      flag.bool('delete-local-data', 'The old name of --delete-emptydir-data'),
      flag.bool('disable-eviction', 'Delete instead of evicting'),
      flag.text('pod-selector', 'Label selector of the pods'),
      { name: 'grace-period', type: 'int', default: '-1', usage: 'Seconds given to each pod' },
      {
        name: 'chunk-size',
        type: 'int64',
        default: '500',
        usage: 'Return large lists in pieces of this size',
      },
      {
        name: 'skip-wait-for-delete-timeout',
        type: 'int',
        default: '0',
        usage: 'Do not wait for pods deleted longer ago',
      },
      timeoutFlag('0s'),
    ],
    run: drain,
  },
]
