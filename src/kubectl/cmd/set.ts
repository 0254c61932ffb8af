/**
 * What the `set` commands share: fetch, change a copy, send the difference.
 * @see k8s.io/kubectl/pkg/cmd/set/helper.go (CalculatePatches), polymorphichelpers/updatepodspec.go
 */
import { build } from '../builder.ts'
import { objectOf, slashName, type Info } from '../info.ts'
import { asKubectlError, plain, several, type KubectlError } from '../errors.ts'
import { writeQuery, type DryRun, type Factory } from '../factory.ts'
import {
  dryRunFlag,
  fieldManagerFlag,
  filenameFlags,
  flag,
  printFlags,
  recordFlag,
  selectorFlag,
} from '../flags/groups.ts'
import type { FlagSpec } from '../flags/pflag.ts'
import { copy, isObject, objects, put, type JsonObject } from '../json.ts'
import { twoWayPatch } from '../patch/diff.ts'
import { operationPrinter } from '../printers/objects.ts'
import { asTyped } from '../typed.ts'
import { CHANGE_CAUSE, patchInfo, records, targetsOf } from './targets.ts'

export const setFlags: FlagSpec[] = [
  ...printFlags,
  ...filenameFlags,
  selectorFlag,
  flag.bool('local', 'Do not contact the server'),
  dryRunFlag,
  recordFlag,
  fieldManagerFlag('kubectl-set'),
]

/** Where the pod spec stands in each kind that has one. */
const podSpecPaths: Record<string, string[]> = {
  Pod: ['spec'],
  Deployment: ['spec', 'template', 'spec'],
  ReplicaSet: ['spec', 'template', 'spec'],
  ReplicationController: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
}

export const hasPodSpec = (info: Info): boolean => podSpecPaths[info.mapping.kind] !== undefined

/** The pod spec inside an object the caller owns. @param goType `v1.Service`, for the refusal */
export function podSpecOf(object: JsonObject, info: Info): JsonObject {
  const path = podSpecPaths[info.mapping.kind]
  if (path === undefined)
    throw plain(
      `the object is not a pod or does not have a pod template: *${info.mapping.version}.${info.mapping.kind}`,
    )
  let current = object
  for (const key of path) {
    const next = current[key]
    if (isObject(next)) current = next
    else current = current[key] = {}
  }
  return current
}

export const containersOf = (spec: JsonObject, field: 'containers' | 'initContainers'): JsonObject[] =>
  objects(spec, field)

/** Containers whose name matches a glob: `*` stands for any run of characters. */
export function selectContainers(spec: JsonObject, glob: string): JsonObject[] {
  const pattern = new RegExp(`^${glob.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`)
  return [...containersOf(spec, 'containers'), ...containersOf(spec, 'initContainers')].filter(
    (one) => typeof one.name === 'string' && pattern.test(one.name),
  )
}

export interface SetPlan {
  resources: string[]
  dryRun: DryRun
  /** `image updated` */
  operation: string
  failed: string
  /** Changes the copy; what it collects is reported after everything else. */
  change(object: JsonObject, info: Info, errors: KubectlError[]): void
  /** Runs once the objects are there. */
  check?(): void
  /** Prints also when nothing changed. */
  always?: boolean
  /** A change that fails is reported without the object's name. */
  bareErrors?: boolean
}

export async function runSet(f: Factory, plan: SetPlan): Promise<void> {
  const local = f.flags.has('local') && f.flags.bool('local')
  const result = await build(f, {
    ...targetsOf(f, plan.resources),
    local,
    latest: !local,
  })
  const { infos, errors } = await result.infos()
  const [refusal] = errors
  if (refusal) throw refusal
  plan.check?.()
  const print = operationPrinter(f, plan.dryRun, true)
  const failures: KubectlError[] = []
  const changed: { info: Info; after: JsonObject; patch: JsonObject }[] = []
  for (const info of infos) {
    const before = local ? asTyped(objectOf(info)) : objectOf(info)
    const after = copy(before)
    try {
      plan.change(after, info, failures)
    } catch (error) {
      const { message } = asKubectlError(error)
      failures.push(plain(plan.bareErrors ? message : `error: ${slashName(info)} ${message}`))
      continue
    }
    const patch = twoWayPatch(before, after)
    if (Object.keys(patch).length === 0 && !plan.always) continue
    if (records(f)) {
      put(after, ['metadata', 'annotations', CHANGE_CAUSE], f.commandLine)
      changed.push({ info, after, patch: twoWayPatch(before, after) })
    } else changed.push({ info, after, patch })
  }
  for (const { info, after, patch } of changed) {
    if (local || plan.dryRun === 'client') {
      print(plan.operation, after)
      continue
    }
    const query = writeQuery({ fieldManager: f.flags.text('field-manager'), dryRun: plan.dryRun })
    try {
      print(plan.operation, await patchInfo(f, info, 'strategic', patch, query))
    } catch (error) {
      failures.push(plain(`${plan.failed}: ${asKubectlError(error).message}`))
    }
  }
  if (failures.length > 0) throw several(failures)
}
