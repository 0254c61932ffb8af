/** `kubectl describe`. @see k8s.io/kubectl/pkg/cmd/describe/describe.go */
import { build } from '../builder.ts'
import { objectOf, type Info } from '../info.ts'
import { asKubectlError, isNotFound, plain, several, type KubectlError } from '../errors.ts'
import type { Command, Factory } from '../factory.ts'
import { allNamespacesFlag, filenameFlags, flag, selectorFlag } from '../flags/groups.ts'
import { text, type JsonObject } from '../json.ts'
import { describeBudget, describeCronJob, describeJob } from '../describe/batch.ts'
import {
  describeConfigMap,
  describeGeneric,
  describeSecret,
  describeServiceAccount,
} from '../describe/generic.ts'
import { describeNode } from '../describe/node.ts'
import { describePod } from '../describe/pod.ts'
import {
  describeAutoscaler,
  describeLimitRange,
  describeNamespace,
  describeQuota,
} from '../describe/policy.ts'
import { describeEndpoints, describeEndpointSlice, describeService } from '../describe/service.ts'
import {
  describeDaemonSet,
  describeDeployment,
  describeReplicaSet,
  describeStatefulSet,
} from '../describe/workload.ts'
import { apiVersionOf, objectPath } from '../resources.ts'
import { targetsOf } from './targets.ts'

type Describer = (f: Factory, info: Info, value: JsonObject) => Promise<string>

const describers: Record<string, Describer> = {
  ConfigMap: describeConfigMap,
  CronJob: describeCronJob,
  DaemonSet: describeDaemonSet,
  Deployment: describeDeployment,
  Endpoints: describeEndpoints,
  EndpointSlice: describeEndpointSlice,
  HorizontalPodAutoscaler: describeAutoscaler,
  Job: describeJob,
  LimitRange: describeLimitRange,
  Namespace: describeNamespace,
  Node: describeNode,
  Pod: describePod,
  PodDisruptionBudget: describeBudget,
  ReplicaSet: describeReplicaSet,
  ReplicationController: describeReplicaSet,
  ResourceQuota: describeQuota,
  Secret: describeSecret,
  Service: describeService,
  ServiceAccount: describeServiceAccount,
  StatefulSet: describeStatefulSet,
}

/** The object again, typed, and its text. */
async function describeInfo(f: Factory, info: Info): Promise<string> {
  const { mapping, namespace, name } = info
  const value = {
    apiVersion: apiVersionOf(mapping),
    kind: mapping.kind,
    ...(await f.client.get(objectPath(mapping, namespace, name))),
  }
  return (describers[mapping.kind] ?? describeGeneric)(f, info, value)
}

/** Every object whose name begins so; the refusal of the exact name when there is none. */
async function describePrefix(
  f: Factory,
  refusal: KubectlError,
  type: string,
  prefix: string,
): Promise<void> {
  const options = {
    args: [type],
    allowEmptySelector: true,
    limit: 500,
    allNamespaces: f.flags.bool('all-namespaces'),
  }
  const result = await build(f, options)
  const { infos } = await result.infos()
  let found = false
  for (const info of infos) {
    if (!info.name.startsWith(prefix)) continue
    found = true
    f.out(`${await describeInfo(f, info)}\n`)
  }
  if (!found) throw refusal
}

async function run(f: Factory): Promise<void> {
  const targets = targetsOf(f)
  if (f.args.length === 0 && (targets.filenames?.length ?? 0) === 0) {
    throw plain(
      'You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.',
    )
  }
  const result = await build(f, {
    ...targets,
    allowEmptySelector: true,
    limit: f.flags.int('chunk-size'),
    continueOnError: true,
    latest: true,
  })
  const { infos, errors } = await result.infos()
  const [refusal] = errors
  const [type = '', prefix] = f.args
  if (refusal && errors.length === 1) {
    if (isNotFound(refusal) && f.args.length === 2 && prefix !== undefined)
      return describePrefix(f, refusal, type, prefix)
    if (infos.length === 0) throw refusal
  }
  const failures: KubectlError[] = [...errors]
  let first = true
  for (const info of infos) {
    try {
      const described = await describeInfo(f, {
        ...info,
        name: info.name || text(objectOf(info), 'metadata', 'name'),
      })
      f.out(first ? described : `\n\n${described}`)
      first = false
    } catch (error) {
      failures.push(asKubectlError(error))
    }
  }
  if (infos.length === 0 && failures.length === 0) {
    const namespaced = !targets.allNamespaces && result.mappings.every((mapping) => mapping.namespaced)
    f.err(namespaced ? `No resources found in ${f.namespace} namespace.\n` : 'No resources found\n')
  }
  if (failures.length > 0) throw several(failures)
}

export const describe: Command = {
  name: 'describe',
  short: 'Show details of a specific resource or group of resources',
  use: '(-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME)',
  flags: [
    ...filenameFlags,
    selectorFlag,
    allNamespacesFlag,
    flag.bool('show-events', 'Show the events of the objects', true),
    { name: 'chunk-size', type: 'int64', default: '500', usage: 'Return large lists in pieces of this size' },
  ],
  run,
}
