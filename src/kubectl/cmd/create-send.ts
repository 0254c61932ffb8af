/** What all generators of `create` share: their flags, the one NAME, sending what was made. @see create_*.go */
import { asKubectlError, plain, usage } from '../errors.ts'
import { dryRunOf, validationOf, writeQuery, type Factory } from '../factory.ts'
import { dryRunFlag, fieldManagerFlag, flag, printFlags, validateFlag } from '../flags/groups.ts'
import type { FlagSpec } from '../flags/pflag.ts'
import { isObject, put, type JsonObject } from '../json.ts'
import { operationPrinter } from '../printers/objects.ts'
import { collectionPath, mappingForResource } from '../resources.ts'
import { withLastApplied } from './apply.ts'

export const shared: FlagSpec[] = [
  ...printFlags,
  validateFlag,
  dryRunFlag,
  fieldManagerFlag('kubectl-create'),
  flag.bool('save-config', 'Keep the configuration in an annotation, for apply'),
]

/** cobra's MarkFlagRequired. */
export function requireFlags(f: Factory, names: string[]): void {
  const missing = names.filter((name) => !f.flags.changed(name))
  if (missing.length > 0)
    throw plain(`required flag(s) ${missing.map((name) => JSON.stringify(name)).join(', ')} not set`)
}

/** The one NAME argument, words after `--` left out. */
export function nameOf(f: Factory): string {
  const names = f.dash < 0 ? f.args : f.args.slice(0, f.dash)
  const [name] = names
  if (names.length !== 1 || name === undefined)
    throw usage(`exactly one NAME is required, got ${names.length}`, f.path)
  return name
}

export async function send(f: Factory, resource: string, made: JsonObject, failed?: string): Promise<void> {
  const mapping = mappingForResource(resource)
  const dryRun = dryRunOf(f)
  const print = operationPrinter(f, dryRun, true)
  const body = f.flags.bool('save-config') ? withLastApplied(made) : made
  if (mapping.namespaced && f.enforceNamespace) put(body, ['metadata', 'namespace'], f.namespace)
  if (dryRun === 'client') {
    print('created', body)
    return
  }
  const query = writeQuery({
    fieldManager: f.flags.text('field-manager'),
    dryRun,
    fieldValidation: validationOf(f),
  })
  const answer = await f.client
    .call({ method: 'POST', path: collectionPath(mapping, f.namespace), body, query })
    .catch((error: unknown) => {
      if (failed === undefined) throw error
      throw plain(`${failed}: ${asKubectlError(error).message}`)
    })
  print('created', isObject(answer) ? answer : body)
}
