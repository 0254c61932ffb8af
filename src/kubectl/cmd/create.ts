/** `kubectl create -f` and its generators. @see k8s.io/kubectl/pkg/cmd/create */
import { build } from '../builder.ts'
import { objectOf, type Info } from '../info.ts'
import { asKubectlError, plain, usage, withSource } from '../errors.ts'
import { dryRunOf, validationOf, writeQuery, type Command, type Factory } from '../factory.ts'
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
import { copy, isObject, put, type JsonObject } from '../json.ts'
import { operationPrinter } from '../printers/objects.ts'
import { collectionPath } from '../resources.ts'
import { withLastApplied } from './apply.ts'
import { generators } from './create-generators.ts'
import { runEdit } from './edit.ts'
import { sendRaw } from './raw.ts'
import { CHANGE_CAUSE, records, targetsOf } from './targets.ts'

async function createOne(f: Factory, info: Info): Promise<JsonObject> {
  let body = copy(objectOf(info))
  if (records(f)) put(body, ['metadata', 'annotations', CHANGE_CAUSE], f.commandLine)
  const dryRun = dryRunOf(f)
  if (info.mapping.namespaced) put(body, ['metadata', 'namespace'], info.namespace)
  if (f.flags.bool('save-config')) body = withLastApplied(body)
  if (dryRun === 'client') return body
  const query = writeQuery({
    fieldManager: f.flags.text('field-manager'),
    dryRun,
    fieldValidation: validationOf(f),
  })
  const answer = await f.client
    .call({ method: 'POST', path: collectionPath(info.mapping, info.namespace), body, query })
    .catch((error: unknown) => {
      throw withSource(asKubectlError(error), 'creating', info.source)
    })
  return isObject(answer) ? answer : body
}

async function run(f: Factory): Promise<void> {
  if (f.flags.list('filename').length === 0 && f.flags.text('kustomize') === '') {
    if (f.args.length > 0) throw usage(`Unexpected args: [${f.args.join(' ')}]`, f.path)
    throw plain('must specify one of -f and -k')
  }
  if (f.args.length > 0) throw usage(`Unexpected args: [${f.args.join(' ')}]`, f.path)
  if (f.flags.text('raw') !== '') return sendRaw(f, 'POST')
  if (f.flags.bool('edit')) return runEdit(f, 'create')
  const print = operationPrinter(f, dryRunOf(f))
  const result = await build(f, { ...targetsOf(f, []), continueOnError: true })
  let count = 0
  await result.visit(async (info) => {
    print('created', await createOne(f, info))
    count++
  })
  if (count === 0) throw plain('no objects passed to create')
}

export const create: Command = {
  name: 'create',
  short: 'Create a resource from a file or from stdin',
  use: '-f FILENAME',
  commands: generators,
  flags: [
    ...printFlags,
    ...filenameFlags,
    selectorFlag,
    flag.bool('edit', 'Edit the object before it is created'),
    flag.bool('save-config', 'Keep the configuration in an annotation, for apply'),
    flag.bool('windows-line-endings', 'Use the line endings of Windows'),
    flag.text('raw', 'URI to post to'),
    validateFlag,
    dryRunFlag,
    recordFlag,
    fieldManagerFlag('kubectl-create'),
  ],
  run,
}
