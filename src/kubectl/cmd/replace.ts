/** `kubectl replace`. @see k8s.io/kubectl/pkg/cmd/replace/replace.go */
import { build } from '../builder.ts'
import { objectOf, type Info } from '../info.ts'
import { asKubectlError, isNotFound, plain, several, withSource } from '../errors.ts'
import { dryRunOf, validationOf, writeQuery, type Command, type Factory } from '../factory.ts'
import {
  dryRunFlag,
  fieldManagerFlag,
  filenameFlags,
  flag,
  printFlags,
  recordFlag,
  validateFlag,
} from '../flags/groups.ts'
import { copy, isObject, put, text, type JsonObject } from '../json.ts'
import { createVerifier } from '../manifests.ts'
import { operationPrinter } from '../printers/objects.ts'
import { collectionPath, objectPath } from '../resources.ts'
import { withLastApplied } from './apply.ts'
import { deletedLine, deleteFlags, deleteInfo, propagationOf, waitGone } from './delete.ts'
import { sendRaw } from './raw.ts'
import { CHANGE_CAUSE, records, targetsOf } from './targets.ts'

function manifestOf(f: Factory, info: Info): JsonObject {
  const body = copy(objectOf(info))
  if (info.mapping.namespaced) put(body, ['metadata', 'namespace'], info.namespace)
  if (records(f)) put(body, ['metadata', 'annotations', CHANGE_CAUSE], f.commandLine)
  return f.flags.bool('save-config') ? withLastApplied(body) : body
}

type Print = ReturnType<typeof operationPrinter>

async function replaceOne(f: Factory, info: Info, print: Print): Promise<void> {
  const dryRun = dryRunOf(f)
  const body = manifestOf(f, info)
  if (dryRun === 'client') {
    print('replaced', body)
    return
  }
  const path = objectPath(info.mapping, info.namespace, info.name)
  const subresource = f.flags.text('subresource')
  try {
    if (info.name === '') throw plain('resource name may not be empty')
    // Without a version of its own the file takes the place of whatever is there.
    if (text(body, 'metadata', 'resourceVersion') === '')
      put(
        body,
        ['metadata', 'resourceVersion'],
        text(await f.client.get(path), 'metadata', 'resourceVersion'),
      )
    const query = writeQuery({
      fieldManager: f.flags.text('field-manager'),
      dryRun,
      fieldValidation: validationOf(f),
    })
    const answer = await f.client.call({
      method: 'PUT',
      path: subresource ? `${path}/${subresource}` : path,
      body,
      query,
    })
    print('replaced', isObject(answer) ? answer : body)
  } catch (error) {
    throw withSource(asKubectlError(error), 'replacing', info.source)
  }
}

/** Deletes, waits, creates. */
async function forceReplace(f: Factory, infos: Info[], print: Print): Promise<void> {
  const dryRun = dryRunOf(f)
  const grace = f.flags.int('grace-period')
  const how = { policy: propagationOf(f), grace, force: false, dryRun, output: f.flags.text('output') }
  const gone: { info: Info; uid: string }[] = []
  for (const info of infos) {
    try {
      gone.push({ info, uid: await deleteInfo(f, info, how) })
      f.out(deletedLine(info, how))
    } catch (error) {
      if (!isNotFound(asKubectlError(error))) throw error
    }
  }
  const timeout = f.flags.duration('timeout')
  for (const { info, uid } of gone)
    await waitGone(f, info, uid, f.host.now() + (timeout > 0 ? timeout / 1000 : 300))
  const verify = createVerifier(f)
  for (const info of infos) {
    await verify(text(objectOf(info), 'apiVersion'))
    const body = manifestOf(f, info)
    const query = writeQuery({
      fieldManager: f.flags.text('field-manager'),
      dryRun,
      fieldValidation: validationOf(f),
    })
    const answer = await f.client.call({
      method: 'POST',
      path: collectionPath(info.mapping, info.namespace),
      body,
      query,
    })
    print('replaced', isObject(answer) ? answer : body)
  }
}

async function run(f: Factory): Promise<void> {
  const print = operationPrinter(f, dryRunOf(f))
  if (f.flags.list('filename').length === 0 && f.flags.text('kustomize') === '') {
    throw plain('must specify one of -f and -k')
  }
  if (f.flags.text('raw') !== '') return sendRaw(f, 'PUT')
  if (f.flags.int('grace-period') >= 0 && !f.flags.bool('force'))
    throw plain('--grace-period must have --force specified')
  if (f.flags.duration('timeout') !== 0 && !f.flags.bool('force'))
    throw plain('--timeout must have --force specified')
  if (f.flags.bool('force') && dryRunOf(f) !== 'none')
    throw plain('--dry-run can not be used when --force is set')
  if (f.flags.bool('force')) {
    const quiet: Factory = {
      ...f,
      flags: { ...f.flags, has: (name) => name !== 'validate' && f.flags.has(name) },
    }
    const { infos, errors } = await (
      await build(quiet, { ...targetsOf(f, []), continueOnError: true })
    ).infos()
    if (errors.length > 0) throw several(errors)
    return forceReplace(f, infos, print)
  }
  const result = await build(f, { ...targetsOf(f, []), continueOnError: true })
  await result.visit((info) => replaceOne(f, info, print))
}

export const replace: Command = {
  name: 'replace',
  short: 'Replace a resource by file name or stdin',
  use: '-f FILENAME',
  flags: [
    ...printFlags,
    ...filenameFlags,
    ...deleteFlags.filter((one) => !filenameFlags.includes(one)),
    flag.bool('save-config', 'Keep the configuration in an annotation, for apply'),
    flag.text('subresource', 'Subresource to replace'),
    flag.text('raw', 'URI to put to'),
    validateFlag,
    dryRunFlag,
    recordFlag,
    fieldManagerFlag('kubectl-replace'),
  ],
  run,
}
