/** `kubectl rollout pause|resume|restart`. @see polymorphichelpers/object{pauser,resumer,restarter}.go */
import { build } from '../builder.ts'
import { describeResource, objectOf, type Info } from '../info.ts'
import { asKubectlError, plain, several, type KubectlError } from '../errors.ts'
import { writeQuery, type Factory } from '../factory.ts'
import { at, copy, put, remove, type JsonObject } from '../json.ts'
import { twoWayPatch } from '../patch/diff.ts'
import { operationPrinter } from '../printers/objects.ts'
import { rfc3339 } from '../../sim/time.ts'
import { patchInfo, targetsOf } from './targets.ts'

export type Toggle = 'pause' | 'resume' | 'restart'

const words = {
  pause: { operation: 'paused', doing: 'pausing' },
  resume: { operation: 'resumed', doing: 'resuming' },
  restart: { operation: 'restarted', doing: 'restarting' },
}
const restartable = new Set(['Deployment', 'DaemonSet', 'StatefulSet'])

/** Changes the copy, or says why not. */
function toggle(f: Factory, object: JsonObject, info: Info, what: Toggle): string | undefined {
  const { kind } = info.mapping
  if (what === 'restart' ? !restartable.has(kind) : kind !== 'Deployment')
    return `${words[what].doing} is not supported`
  const paused = at(object, 'spec', 'paused') === true
  if (what === 'pause') {
    if (paused) return 'is already paused'
    put(object, ['spec', 'paused'], true)
  } else if (what === 'resume') {
    if (!paused) return 'is not paused'
    remove(object, 'spec', 'paused')
  } else {
    if (paused) return "can't restart paused deployment (run rollout resume first)"
    put(
      object,
      ['spec', 'template', 'metadata', 'annotations', 'kubectl.kubernetes.io/restartedAt'],
      rfc3339(f.host.now()),
    )
  }
  return undefined
}

export async function runToggle(f: Factory, what: Toggle): Promise<void> {
  if (f.args.length === 0 && f.flags.list('filename').length === 0)
    throw plain('required resource not specified')
  const result = await build(f, {
    ...targetsOf(f),
    allowEmptySelector: true,
    latest: true,
    continueOnError: true,
  })
  const { infos, errors } = await result.infos()
  const failures: KubectlError[] = [...errors]
  if (infos.length === 0 && errors.length === 0) f.err(`No resources found in ${f.namespace} namespace.\n`)
  const print = operationPrinter(f, 'none', true)
  for (const info of infos) {
    const before = objectOf(info)
    const after = copy(before)
    const refusal = toggle(f, after, info, what)
    if (refusal !== undefined) {
      failures.push(plain(`error: ${describeResource(info)} ${refusal}`))
      continue
    }
    const query = writeQuery({ fieldManager: f.flags.text('field-manager') })
    try {
      print(words[what].operation, await patchInfo(f, info, 'strategic', twoWayPatch(before, after), query))
    } catch (error) {
      failures.push(plain(`failed to patch: ${asKubectlError(error).message}`))
    }
  }
  if (failures.length > 0)
    throw several(failures.map((one) => (one.failure.kind === 'plain' ? plain(one.message) : one)))
}
