/** `kubectl scale`. @see k8s.io/kubectl/pkg/cmd/scale/scale.go, pkg/scale/scale.go */
import { build } from '../builder.ts'
import { objectOf, type Info } from '../info.ts'
import { plain, several } from '../errors.ts'
import { dryRunOf, writeQuery, type Command, type Factory } from '../factory.ts'
import {
  dryRunFlag,
  filenameFlags,
  flag,
  printFlags,
  recordFlag,
  selectorFlag,
  timeoutFlag,
} from '../flags/groups.ts'
import { int, isObject, put, text } from '../json.ts'
import { operationPrinter } from '../printers/objects.ts'
import { objectPath } from '../resources.ts'
import { CHANGE_CAUSE, patchInfo, patchTypes, records, targetsOf } from './targets.ts'

interface Precondition {
  size: number
  resourceVersion: string
}

async function scaleWith(
  f: Factory,
  info: Info,
  replicas: number,
  only: Precondition,
  query: Record<string, string>,
) {
  const path = `${objectPath(info.mapping, info.namespace, info.name)}/scale`
  if (only.size < 0 && only.resourceVersion === '') {
    const body = { spec: { replicas } }
    await f.client.call({ method: 'PATCH', path, query, body, contentType: patchTypes.merge })
    return
  }
  const scale = await f.client.get(path)
  const size = int(scale, 'spec', 'replicas')
  if (only.size >= 0 && size !== only.size) throw plain(`Expected replicas to be ${only.size}, was ${size}`)
  const version = text(scale, 'metadata', 'resourceVersion')
  if (only.resourceVersion !== '' && version !== only.resourceVersion)
    throw plain(`Expected resource version to be ${only.resourceVersion}, was ${version}`)
  put(scale, ['spec', 'replicas'], replicas)
  await f.client.call({ method: 'PUT', path, query, body: scale })
}

async function run(f: Factory): Promise<void> {
  if (!f.flags.changed('replicas')) throw plain('required flag(s) "replicas" not set')
  const replicas = f.flags.int('replicas')
  if (replicas < 0)
    throw plain('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0')
  const only = { size: f.flags.int('current-replicas'), resourceVersion: f.flags.text('resource-version') }
  if (only.size < -1) throw plain('The --current-replicas must specify an integer of -1 or greater')
  const dryRun = dryRunOf(f)
  const print = operationPrinter(f, dryRun)
  const result = await build(f, { ...targetsOf(f), continueOnError: true })
  const { infos, errors } = await result.infos()
  if (only.resourceVersion !== '' && infos.length > 1)
    throw plain('cannot use --resource-version with multiple resources')
  let count = 0
  for (const info of infos) {
    count++
    if (dryRun === 'client') {
      print('scaled', objectOf(info))
      continue
    }
    await scaleWith(f, info, replicas, only, writeQuery({ dryRun }))
    const before = objectOf(info)
    if (records(f)) {
      const body = { metadata: { annotations: { [CHANGE_CAUSE]: f.commandLine } } }
      await patchInfo(f, info, 'merge', body)
    }
    print('scaled', isObject(before) ? before : objectOf(info))
  }
  // What was found is scaled all the same.
  if (errors.length > 0) throw several(errors)
  if (count === 0) throw plain('no objects passed to scale')
}

export const scale: Command = {
  name: 'scale',
  short: 'Set a new size for a deployment, replica set, or replication controller',
  use: '[--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME)',
  flags: [
    ...printFlags,
    ...filenameFlags,
    selectorFlag,
    flag.bool('all', 'Select all resources of the types'),
    { name: 'replicas', type: 'int', default: '-1', usage: 'The new number of replicas' },
    { name: 'current-replicas', type: 'int', default: '-1', usage: 'Only if this is the present size' },
    flag.text('resource-version', 'Only if the object has this version'),
    timeoutFlag('0s'),
    dryRunFlag,
    recordFlag,
  ],
  run,
}
