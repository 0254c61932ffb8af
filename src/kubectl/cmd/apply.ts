/** `kubectl apply -f`. @see k8s.io/kubectl/pkg/cmd/apply/{apply,patcher}.go, util/apply.go */
import { build } from '../builder.ts'
import { objectOf, type Info } from '../info.ts'
import {
  asKubectlError,
  isNotFound,
  plain,
  several,
  usage,
  verbatim,
  withSource,
  type KubectlError,
} from '../errors.ts'
import { dryRunOf, validationOf, writeQuery, type Command, type DryRun, type Factory } from '../factory.ts'
import {
  dryRunFlag,
  fieldManagerFlag,
  filenameFlags,
  flag,
  printFlags,
  recordFlag,
  selectorFlag,
  validateFlag,
} from '../flags/groups.ts'
import {
  compactJson,
  compareText,
  indentJson,
  copy,
  equal,
  isObject,
  object,
  parseJson,
  put,
  text,
  type JsonObject,
} from '../json.ts'
import { threeWayPatch } from '../patch/diff.ts'
import { operationPrinter, outputFormat } from '../printers/objects.ts'
import { collectionPath, objectPath } from '../resources.ts'
import { applySubcommands } from './apply-last.ts'
import { prune, pruningOf } from './apply-prune.ts'
import { deleteFlags, propagationOf } from './delete.ts'
import { CHANGE_CAUSE, patchInfo, patchTypes, records, targetsOf } from './targets.ts'

export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'

/** The manifest as it is remembered: without the memory itself, keys sorted, a line feed at the end. */
export function lastAppliedText(manifest: JsonObject): string {
  const plainObject = copy(manifest)
  const annotations = object(plainObject, 'metadata', 'annotations')
  delete annotations[LAST_APPLIED]
  put(plainObject, ['metadata', 'annotations'], annotations)
  return `${compactJson(plainObject)}\n`
}

/** The manifest with its memory in the annotation. */
export function withLastApplied(manifest: JsonObject): JsonObject {
  const out = copy(manifest)
  const memory = lastAppliedText(manifest)
  put(out, ['metadata', 'annotations', LAST_APPLIED], memory)
  return out
}

interface Plan {
  dryRun: DryRun
  query: Record<string, string>
  print(operation: string, object: JsonObject): void
}

function manifestOf(f: Factory, info: Info): JsonObject {
  const manifest = copy(objectOf(info))
  if (info.mapping.namespaced) put(manifest, ['metadata', 'namespace'], info.namespace)
  if (records(f)) put(manifest, ['metadata', 'annotations', CHANGE_CAUSE], f.commandLine)
  return manifest
}

async function applyOne(f: Factory, info: Info, plan: Plan): Promise<void> {
  if (text(objectOf(info), 'metadata', 'generateName') !== '' && info.name === '')
    throw plain(
      `from ${text(objectOf(info), 'metadata', 'generateName')}: cannot use generate name with apply`,
    )
  const manifest = manifestOf(f, info)
  const path = objectPath(info.mapping, info.namespace, info.name)
  if (f.flags.bool('server-side')) return serverSide(f, info, manifest, plan)
  let live: JsonObject
  try {
    if (info.name === '') throw plain('resource name may not be empty')
    live = await f.client.get(path)
  } catch (error) {
    const failure = asKubectlError(error)
    if (!isNotFound(failure)) {
      throw plain(
        `error when retrieving current configuration of:\nResource: "${info.mapping.group}/${info.mapping.version}, Resource=${info.mapping.resource}", GroupVersionKind: "${info.mapping.group}/${info.mapping.version}, Kind=${info.mapping.kind}"\nName: "${info.name}", Namespace: "${info.namespace}"\nfrom server for: "${info.source}": ${failure.message}`,
      )
    }
    await checkNamespace(f, info, plan)
    return create(f, info, withLastApplied(manifest), plan)
  }
  if (plan.dryRun === 'client') {
    plan.print('configured', live)
    return
  }
  const memory = text(live, 'metadata', 'annotations', LAST_APPLIED)
  if (memory === '') {
    f.err(
      `Warning: resource ${info.mapping.resource}/${info.name} is missing the ${LAST_APPLIED} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.\n`,
    )
  }
  const original = parseJson(memory)
  const patch = threeWayPatch(isObject(original) ? original : {}, withLastApplied(manifest), live)
  if (Object.keys(patch).length === 0) {
    plan.print('unchanged', live)
    return
  }
  try {
    info.object = live
    const answer = await patchInfo(f, info, 'strategic', patch, plan.query)
    plan.print(equal(answer, live) ? 'unchanged' : 'configured', answer)
  } catch (error) {
    const source = `error when applying patch:\n${compactJson(patch)}\nto:\nResource: "${info.mapping.group}/${info.mapping.version}, Resource=${info.mapping.resource}", GroupVersionKind: "${info.mapping.group}/${info.mapping.version}, Kind=${info.mapping.kind}"\nName: "${info.name}", Namespace: "${info.namespace}"\nfor: "${info.source}"`
    throw sourced(asKubectlError(error), source, info.source)
  }
}

function sourced(error: KubectlError, words: string, file: string): KubectlError {
  if (error.failure.kind !== 'status')
    return plain(`${words}: error when patching "${file}": ${error.message}`)
  const { status } = error.failure
  const named = withSource(error, 'patching', file)
  if (status.reason === 'Invalid') return named
  return verbatim(
    `Error from server${status.reason ? ` (${status.reason})` : ''}: ${words}: ${named.message}`,
  )
}

/** A missing object's namespace is looked at before the object is made; only its absence matters, and only later. */
async function checkNamespace(f: Factory, info: Info, plan: Plan): Promise<void> {
  if (!info.mapping.namespaced || info.namespace === 'default' || plan.dryRun === 'client') return
  await f.client.get(`/api/v1/namespaces/${info.namespace}`).catch((error: unknown) => {
    if (!isNotFound(asKubectlError(error))) throw error
  })
}

async function create(f: Factory, info: Info, manifest: JsonObject, plan: Plan): Promise<void> {
  if (plan.dryRun === 'client') {
    plan.print('created', manifest)
    return
  }
  const answer = await f.client
    .call({
      method: 'POST',
      path: collectionPath(info.mapping, info.namespace),
      body: manifest,
      query: plan.query,
    })
    .catch((error: unknown) => {
      throw withSource(asKubectlError(error), 'creating', info.source)
    })
  plan.print('created', isObject(answer) ? answer : manifest)
}

async function serverSide(f: Factory, info: Info, manifest: JsonObject, plan: Plan): Promise<void> {
  const query = { ...plan.query, force: String(f.flags.bool('force-conflicts')) }
  const answer = await f.client.call({
    method: 'PATCH',
    path: objectPath(info.mapping, info.namespace, info.name),
    query,
    body: manifest,
    contentType: patchTypes.apply,
  })
  plan.print('serverside-applied', isObject(answer) ? answer : manifest)
}

async function run(f: Factory): Promise<void> {
  if (f.args.length > 0) throw usage(`Unexpected args: [${f.args.join(' ')}]`, f.path)
  const dryRun = dryRunOf(f)
  if (f.flags.bool('server-side') && dryRun === 'client')
    throw plain("--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)")
  if (f.flags.bool('server-side') && f.flags.bool('force'))
    throw plain('--force cannot be used with --server-side')
  if (f.flags.bool('force-conflicts') && !f.flags.bool('server-side'))
    throw plain('--force-conflicts only works with --server-side')
  if (f.flags.list('filename').length === 0 && f.flags.text('kustomize') === '')
    throw plain('must specify one of -f and -k')
  const serverSideManager = f.flags.bool('server-side') && !f.flags.changed('field-manager')
  const fieldManager = serverSideManager ? 'kubectl' : f.flags.text('field-manager')
  const query = writeQuery({ fieldManager, dryRun, fieldValidation: validationOf(f) })
  propagationOf(f)
  const pruning = pruningOf(f)
  const result = await build(f, { ...targetsOf(f, []), continueOnError: true })
  const { infos, errors } = await result.infos()
  if (infos.length === 0 && errors.length === 0) throw plain('no objects passed to apply')
  const printer = appliedPrinter(f, dryRun, infos.length)
  const visited = new Set<string>()
  const print: Plan['print'] = (operation, value) => {
    visited.add(text(value, 'metadata', 'uid'))
    printer.print(operation, value)
  }
  const plan: Plan = { dryRun, query, print }
  for (const info of infos)
    await applyOne(f, info, plan).catch((error: unknown) => errors.push(asKubectlError(error)))
  printer.finish()
  if (errors.length > 0) throw several(errors)
  if (pruning)
    await prune(f, pruning, { visited, dryRun, namespaces: namespacesOf(infos), print: printer.print })
}

const namespacesOf = (infos: Info[]): string[] =>
  [...new Set(infos.map((info) => info.namespace))].filter((one) => one !== '').toSorted(compareText)

/** Lines as they come; with `-o` one List of everything, at the end. @see ApplyOptions.printObjects */
function appliedPrinter(f: Factory, dryRun: DryRun, count: number) {
  const print = operationPrinter(f, dryRun)
  const { format } = outputFormat(f)
  if (count < 2 || format === '' || format === 'name') return { print, finish: () => {} }
  const items: JsonObject[] = []
  const finish = () => {
    const all: JsonObject = { kind: 'List', apiVersion: 'v1', metadata: {}, items }
    if (items.length === 0) return
    // The List is a Go struct, its items are maps.
    const sorted = items.map((item) => parseJson(compactJson(item)) ?? null)
    if (format === 'json') f.out(`${indentJson({ ...all, items: sorted }, '    ', '', true)}\n`)
    else print('', all)
  }
  return { print: (_: string, value: JsonObject) => void items.push(value), finish }
}

export const apply: Command = {
  name: 'apply',
  short: 'Apply a configuration to a resource by file name or stdin',
  use: '(-f FILENAME | -k DIRECTORY)',
  commands: applySubcommands,
  flags: [
    ...printFlags,
    ...deleteFlags,
    ...filenameFlags.filter((one) => !deleteFlags.includes(one)),
    selectorFlag,
    flag.bool('all', 'Select all resources of the types (with --prune)'),
    flag.bool('overwrite', 'Resolve conflicts in favour of the file', true),
    flag.bool('openapi-patch', 'Use the OpenAPI schema for patches', true),
    flag.bool('prune', 'Delete objects that the files no longer hold'),
    { name: 'prune-allowlist', type: 'stringArray', usage: 'Types to prune' },
    flag.text('applyset', 'ApplySet to prune by'),
    flag.bool('server-side', 'Let the server merge'),
    flag.bool('force-conflicts', 'Take over fields of others'),
    flag.text('subresource', 'Subresource to apply to'),
    validateFlag,
    dryRunFlag,
    recordFlag,
    fieldManagerFlag('kubectl-client-side-apply'),
  ],
  run,
}
