/** `kubectl patch`. @see k8s.io/kubectl/pkg/cmd/patch/patch.go */
import { build } from '../builder.ts'
import { objectOf, type Info } from '../info.ts'
import { asKubectlError, plain, several, type KubectlError } from '../errors.ts'
import { dryRunOf, writeQuery, type Command, type DryRun, type Factory } from '../factory.ts'
import { dryRunFlag, fieldManagerFlag, filenameFlags, flag, printFlags, recordFlag } from '../flags/groups.ts'
import { copy, equal, isObject, text, type Json, type JsonObject } from '../json.ts'
import { jsonPatch } from '../patch/json-patch.ts'
import { jsonMergePatch, mergePatch } from '../patch/merge.ts'
import { operationPrinter } from '../printers/objects.ts'
import { objectPath } from '../resources.ts'
import { readYaml } from '../yaml-input.ts'
import { CHANGE_CAUSE, patchInfo, patchTypes, records, targetsOf } from './targets.ts'

type PatchType = 'json' | 'merge' | 'strategic'

/** The patch as it is sent: JSON text goes out as typed, YAML is turned into JSON. */
function patchText(f: Factory): string {
  const file = f.flags.text('patch-file')
  const source = file === '' ? f.flags.text('patch') : f.host.readFile(file)
  if (source === undefined) throw plain(`unable to read patch file: open ${file}: no such file or directory`)
  if (/^\s*[{[]/.test(source)) return source
  const parsed = readYaml(source)
  if (!parsed.ok) throw plain(`unable to parse ${JSON.stringify(source)}: ${parsed.error}`)
  return JSON.stringify(parsed.value)
}

function applyLocally(object: JsonObject, type: PatchType, source: string): JsonObject {
  let patch: Json
  try {
    patch = JSON.parse(source) as Json
  } catch {
    throw plain('invalid character in patch')
  }
  const done =
    type === 'json'
      ? jsonPatch(object, Array.isArray(patch) ? patch : [])
      : type === 'merge'
        ? jsonMergePatch(object, patch)
        : mergePatch(object, isObject(patch) ? patch : {})
  return isObject(done) ? done : object
}

async function patchOne(
  f: Factory,
  info: Info,
  type: PatchType,
  source: string,
  dryRun: DryRun,
): Promise<void> {
  const subresource = f.flags.text('subresource')
  const before = copy(objectOf(info))
  if (f.flags.bool('local') || dryRun === 'client') {
    const after = applyLocally(before, type, source)
    operationPrinter(f)(equal(before, after) ? 'patched (no change)' : 'patched', after)
    return
  }
  const path = objectPath(info.mapping, info.namespace, info.name)
  const query = writeQuery({ fieldManager: f.flags.text('field-manager'), dryRun })
  const answer = await f.client.call({
    method: 'PATCH',
    path: subresource ? `${path}/${subresource}` : path,
    query,
    rawBody: source,
    contentType: patchTypes[type],
  })
  const after = isObject(answer) ? answer : {}
  const same = equal(before, after)
  if (records(f) && text(after, 'metadata', 'annotations', CHANGE_CAUSE) !== f.commandLine) {
    await patchInfo(f, info, 'merge', { metadata: { annotations: { [CHANGE_CAUSE]: f.commandLine } } }, query)
  }
  operationPrinter(f)(same ? 'patched (no change)' : 'patched', after)
}

async function run(f: Factory): Promise<void> {
  const given = ['patch', 'patch-file'].filter((name) => f.flags.text(name) !== '')
  if (given.length === 2) throw plain('cannot specify --patch and --patch-file together')
  if (given.length === 0)
    throw plain('must specify --patch or --patch-file containing the contents of the patch')
  if (f.flags.bool('local') && f.args.length > 0) throw plain('cannot specify --local and server resources')
  const type = (f.flags.text('type') || 'strategic').toLowerCase()
  if (type !== 'json' && type !== 'merge' && type !== 'strategic')
    throw plain(`--type must be one of [json merge strategic], not ${JSON.stringify(f.flags.text('type'))}`)
  const source = patchText(f)
  const dryRun = dryRunOf(f)
  const local = f.flags.bool('local')
  const subresource = f.flags.text('subresource')
  const result = await build(f, {
    ...targetsOf(f),
    continueOnError: true,
    latest: !local,
    ...(subresource ? { subresource } : {}),
  })
  const errors: KubectlError[] = []
  let count = 0
  await result
    .visit(async (info) => {
      count++
      await patchOne(f, info, type, source, dryRun)
    })
    .catch((error: unknown) => errors.push(asKubectlError(error)))
  if (errors.length > 0) throw several(errors)
  if (count === 0) throw plain('no objects passed to patch')
}

export const patch: Command = {
  name: 'patch',
  short: 'Update fields of a resource',
  use: '(-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE]',
  flags: [
    ...printFlags,
    ...filenameFlags,
    { ...flag.text('patch', 'The patch, as JSON or YAML'), short: 'p' },
    flag.text('patch-file', 'File that holds the patch'),
    flag.text('type', 'json, merge or strategic', 'strategic'),
    flag.bool('local', 'Do not contact the server'),
    flag.text('subresource', 'Subresource to patch'),
    dryRunFlag,
    recordFlag,
    fieldManagerFlag('kubectl-patch'),
  ],
  run,
}
