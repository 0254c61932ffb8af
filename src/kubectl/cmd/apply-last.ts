/** `kubectl apply view-last-applied|set-last-applied|edit-last-applied`. @see k8s.io/kubectl/pkg/cmd/apply */
import { build } from '../builder.ts'
import { objectOf } from '../info.ts'
import { asKubectlError, plain, usage, verbatim, withSource } from '../errors.ts'
import { dryRunOf, type Command, type Factory } from '../factory.ts'
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
import { copy, indentJson, isObject, object, parseJson, put, text, type Json } from '../json.ts'
import { compactJson } from '../json.ts'
import { mergeDiff } from '../patch/merge-diff.ts'
import { operationPrinter } from '../printers/objects.ts'
import { toYaml } from '../printers/yaml.ts'
import { objectPath } from '../resources.ts'
import { runEdit } from './edit.ts'
import { patchInfo, targetsOf } from './targets.ts'

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'

async function view(f: Factory): Promise<void> {
  const format = f.flags.text('output')
  const result = await build(f, { ...targetsOf(f), latest: true })
  const memories: Json[] = []
  await result.visit((info) => {
    const memory = text(objectOf(info), 'metadata', 'annotations', LAST_APPLIED)
    // As upstream: an object that is named by no file is passed over in silence.
    if (memory === '' && info.source !== '')
      throw plain(
        `error when no last-applied-configuration annotation found on resource: ${info.name}\n ${JSON.stringify(info.source)}: <nil>`,
      )
    if (memory !== '') memories.push(parseJson(memory) ?? null)
    return Promise.resolve()
  })
  for (const value of memories) {
    if (format !== 'yaml' && format !== 'json')
      throw usage(`Unexpected -o output mode: ${format}, the flag 'output' must be one of yaml|json`, f.path)
    f.out(format === 'json' ? `${indentJson(value, '  ')}\n` : toYaml(value))
  }
}

async function setLast(f: Factory): Promise<void> {
  const dryRun = dryRunOf(f)
  const result = await build(f, { ...targetsOf(f, []), continueOnError: true })
  const { infos, errors } = await result.infos()
  const [refusal] = errors
  if (refusal) throw refusal
  const print = operationPrinter(f, dryRun)
  for (const info of infos) {
    const manifest = copy(objectOf(info))
    if (info.mapping.namespaced) put(manifest, ['metadata', 'namespace'], info.namespace)
    const path = objectPath(info.mapping, info.namespace, info.name)
    const live = await f.client.get(path).catch((error: unknown) => {
      throw withSource(asKubectlError(error), 'retrieving', '')
    })
    const has = text(live, 'metadata', 'annotations', LAST_APPLIED) !== ''
    if (!has && !f.flags.bool('create-annotation')) {
      throw verbatim(
        `error: no last-applied-configuration annotation found on resource: ${info.name}, to create the annotation, run the command with --create-annotation`,
      )
    }
    const memory = copy(manifest)
    const annotations = object(memory, 'metadata', 'annotations')
    delete annotations[LAST_APPLIED]
    const after = copy(live)
    put(after, ['metadata', 'annotations', LAST_APPLIED], `${compactJson(memory)}\n`)
    const patch = mergeDiff(live, after)
    if (dryRun === 'client') print('configured', live)
    else print('configured', isObject(patch) ? await patchInfo(f, info, 'merge', patch) : live)
  }
}

export const applySubcommands: Command[] = [
  {
    name: 'edit-last-applied',
    short: 'Edit latest last-applied-configuration annotations of a resource/object',
    use: '(RESOURCE/NAME | -f FILENAME)',
    flags: [
      ...printFlags,
      ...filenameFlags,
      recordFlag,
      flag.bool('windows-line-endings', 'Use the line endings of Windows'),
      fieldManagerFlag('kubectl-client-side-apply'),
      validateFlag,
    ],
    run: (f) => runEdit(f, 'applied'),
  },
  {
    name: 'view-last-applied',
    short: 'View the latest last-applied-configuration annotations of a resource/object',
    use: '(TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME)',
    flags: [
      { ...flag.text('output', 'yaml or json', 'yaml'), short: 'o' },
      selectorFlag,
      flag.bool('all', 'Select all resources of the types'),
      ...filenameFlags,
    ],
    run: view,
  },
  {
    name: 'set-last-applied',
    short: 'Set the last-applied-configuration annotation on a live object to match the contents of a file',
    use: '-f FILENAME',
    flags: [
      ...printFlags,
      ...filenameFlags,
      dryRunFlag,
      flag.bool('create-annotation', 'Add the annotation where it is missing'),
    ],
    run: setLast,
  },
]
