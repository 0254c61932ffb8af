/** `kubectl edit`. @see k8s.io/kubectl/pkg/cmd/util/editor/editoptions.go */
import { build } from '../builder.ts'
import { describeResource, objectOf, type Info } from '../info.ts'
import { asKubectlError, hasReason, plain, several, type KubectlError } from '../errors.ts'
import { validationOf, writeQuery, type Command, type Factory } from '../factory.ts'
import {
  fieldManagerFlag,
  filenameFlags,
  flag,
  printFlags,
  recordFlag,
  validateFlag,
} from '../flags/groups.ts'
import {
  compactJson,
  compareText,
  copy,
  isObject,
  objects,
  parseJson,
  put,
  text,
  type JsonObject,
} from '../json.ts'
import { createVerifier } from '../manifests.ts'
import { twoWayPatch } from '../patch/diff.ts'
import { operationPrinter } from '../printers/objects.ts'
import { toYaml } from '../printers/yaml.ts'
import { collectionPath, groupResource } from '../resources.ts'
import { readYaml } from '../yaml-input.ts'
import { CHANGE_CAUSE, patchInfo, records, targetsOf } from './targets.ts'

const HEADER = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
`
const APPLIED_HEADER = `# Please edit the 'last-applied-configuration' annotations below.
# Lines beginning with a '#' will be ignored, and an empty file will abort the edit.
#
`
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'
const FILE = '/tmp/kubectl-edit-1234567890.yaml'

const withoutComments = (source: string): string =>
  source.split('\n').filter((line) => !/^\s*#/.test(line)).join('\n').trim() // prettier-ignore

function editable(f: Factory, info: Info, mode: Mode): JsonObject {
  const out = copy(objectOf(info))
  if (mode === 'create' && info.mapping.namespaced) put(out, ['metadata', 'namespace'], info.namespace)
  if (!f.flags.bool('show-managed-fields') && isObject(out.metadata)) delete out.metadata.managedFields
  return out
}

/** Why the file is opened again, as comments. */
function reasons(info: Info, error: KubectlError): string {
  const { failure } = error
  const causes = failure.kind === 'status' ? (failure.status.details?.causes ?? []) : []
  const lines = causes.map((cause) => `# * ${cause.field ?? ''}: ${cause.message ?? ''}`)
  if (lines.length === 0) lines.push(...error.message.split('\n').map((line) => `# * ${line}`))
  return `# ${describeResource(info)} was not valid:\n${lines.toSorted(compareText).join('\n')}\n#\n`
}

interface Session {
  infos: Info[]
  originals: JsonObject[]
  /** What is edited: the object, the configuration that was applied last, or what a file is to create. */
  mode: Mode
}

type Mode = 'edit' | 'applied' | 'create'

/** The objects of an edited file, or why it is none: the client's validation, before anything is sent. */
function parseEdited(source: string, session: Session): JsonObject[] | string {
  const parsed = readYaml(source)
  if (!parsed.ok) return parsed.error
  const { value } = parsed
  if (!isObject(value)) return 'invalid object to validate'
  const missing = ['apiVersion', 'kind'].filter((field) => text(value, field) === '').map((field) => `${field} not set`) // prettier-ignore
  if (missing.length > 0) return missing.length > 1 ? `[${missing.join(', ')}]` : (missing[0] ?? '')
  return session.infos.length === 1 ? [value] : objects(value, 'items')
}

const queryOf = (f: Factory): Record<string, string> =>
  writeQuery({ fieldManager: f.flags.text('field-manager'), fieldValidation: validationOf(f) })

/** Sends the difference of one object; false when there is none. */
async function save(
  f: Factory,
  info: Info,
  original: JsonObject,
  edited: JsonObject,
  mode: Mode,
): Promise<boolean> {
  if (mode !== 'create' && text(edited, 'metadata', 'name') !== info.name)
    throw plain('At least one of apiVersion, kind and name was changed')
  if (mode === 'applied') {
    const annotations = { [LAST_APPLIED]: `${compactJson(edited)}\n` }
    await patchInfo(f, info, 'merge', { metadata: { annotations } }, queryOf(f))
    operationPrinter(f)('edited', edited)
    return true
  }
  const after = copy(edited)
  if (mode === 'create') {
    const path = collectionPath(info.mapping, info.namespace)
    const answer = await f.client.call({ method: 'POST', path, body: after, query: queryOf(f) })
    operationPrinter(f)('created', isObject(answer) ? answer : after)
    return true
  }
  let patch = twoWayPatch(original, after)
  if (Object.keys(patch).length === 0) return false
  if (records(f)) {
    put(after, ['metadata', 'annotations', CHANGE_CAUSE], f.commandLine)
    patch = twoWayPatch(original, after)
  }
  const query = queryOf(f)
  const subresource = f.flags.text('subresource')
  const answer = await patchInfo(f, info, 'strategic', patch, subresource ? { ...query, subresource } : query)
  operationPrinter(f)('edited', answer)
  return true
}

/** The configurations applied last, of the objects that have one. */
function appliedSession(infos: Info[]): Session {
  const session: Session = { infos: [], originals: [], mode: 'applied' }
  for (const info of infos) {
    const source = text(objectOf(info), 'metadata', 'annotations', LAST_APPLIED)
    const memory = parseJson(source)
    if (!isObject(memory)) continue
    if (text(memory, 'kind') === '')
      throw plain(`unable to decode "edited-file": Object 'Kind' is missing in '${source.trim()}'`)
    session.infos.push(info)
    session.originals.push(memory)
  }
  if (session.infos.length === 0)
    throw plain(
      'no last-applied-configuration annotation found on resources, to create the annotation, use command `kubectl apply set-last-applied --create-annotation`',
    )
  return session
}

export async function runEdit(f: Factory, mode: Mode): Promise<void> {
  const editor = f.host.env('KUBE_EDITOR') ?? f.host.env('EDITOR') ?? 'vi'
  const result = await build(f, {
    ...targetsOf(f),
    allowEmptySelector: true,
    latest: mode !== 'create',
    continueOnError: true,
  })
  const { infos, errors } = await result.infos()
  if (errors.length > 0) throw several(errors)
  if (infos.length === 0) {
    f.err('Edit cancelled, no objects found.\n')
    return
  }
  const session: Session =
    mode === 'applied'
      ? appliedSession(infos)
      : { infos, originals: infos.map((info) => editable(f, info, mode)), mode }
  const [only] = session.originals
  const original =
    session.originals.length === 1 && only
      ? toYaml(only)
      : toYaml({ apiVersion: 'v1', items: session.originals, kind: 'List', metadata: {} })
  const verify = createVerifier(f)
  let source = (mode === 'applied' ? APPLIED_HEADER : HEADER) + original
  let failed = false
  for (;;) {
    const edited = await f.host.edit(source, FILE, editor)
    if (edited !== null && typeof edited === 'object')
      throw plain(`there was a problem with the editor ${JSON.stringify(editor)}`)
    if (edited === null || withoutComments(edited) === withoutComments(failed ? source : original)) {
      if (failed) {
        f.err(`A copy of your changes has been stored to "${FILE}"\n`)
        throw plain('Edit cancelled, no valid changes were saved.')
      }
      for (const info of infos) await verify(text(objectOf(info), 'apiVersion'))
      f.err('Edit cancelled, no changes made.\n')
      return
    }
    const next = await trySave(f, session, edited, verify)
    if (next === undefined) return
    source = next
    failed = true
  }
}

/** Undefined when all is saved, else the text to open again. */
async function trySave(
  f: Factory,
  session: Session,
  edited: string,
  verify: (apiVersion: string) => Promise<void>,
): Promise<string | undefined> {
  const [first] = session.infos
  if (first === undefined) return undefined
  const reopen = (info: Info, error: KubectlError) => {
    f.err(`error: ${groupResource(info.mapping)} "${info.name}" is invalid\n`)
    return HEADER + reasons(info, error) + edited.replace(/^(\s*#.*\n)*/, '')
  }
  const values = parseEdited(edited, session)
  if (typeof values === 'string')
    return reopen(first, plain(`<nil>: Invalid value: "The edited file failed validation": ${values}`))
  for (const value of values) await verify(text(value, 'apiVersion'))
  let changes = 0
  for (const [i, info] of session.infos.entries()) {
    const value = values.find((one) => text(one, 'metadata', 'name') === info.name) ?? values[i] ?? {}
    try {
      if (await save(f, info, session.originals[i] ?? {}, value, session.mode)) changes++
    } catch (error) {
      const failure = asKubectlError(error)
      if (hasReason(failure, 'Invalid') || hasReason(failure, 'BadRequest')) return reopen(info, failure)
      f.err(`A copy of your changes has been stored to "${FILE}"\n`)
      if (session.mode === 'create') throw failure
      throw plain(
        `${describeResource(info)} could not be patched: ${failure.message}\nYou can run \`kubectl replace -f ${FILE}\` to try this update again.`,
      )
    }
  }
  if (changes === 0) f.err('Edit cancelled, no changes made.\n')
  return undefined
}

export const edit: Command = {
  name: 'edit',
  short: 'Edit a resource on the server',
  use: '(RESOURCE/NAME | -f FILENAME)',
  flags: [
    ...printFlags,
    ...filenameFlags,
    flag.bool('output-patch', 'Show the patch'),
    flag.bool('windows-line-endings', 'Use the line endings of Windows'),
    flag.bool('save-config', 'Keep the configuration in an annotation, for apply'),
    flag.text('subresource', 'Subresource to edit'),
    validateFlag,
    recordFlag,
    fieldManagerFlag('kubectl-edit'),
  ],
  run: (f) => runEdit(f, 'edit'),
}
