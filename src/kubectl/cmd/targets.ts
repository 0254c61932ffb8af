/** The flags by which commands name their objects, and the calls that most of them share. */
import { type BuilderOptions, type Info, objectOf } from '../info.ts'
import { plain } from '../errors.ts'
import type { Factory } from '../factory.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { refuseKustomization } from '../kustomization.ts'
import { objectPath } from '../resources.ts'

/** Commands whose `--all` says nothing where objects are named. @see resource.Builder.ResourceTypeOrNameArgs */
const widening: ReadonlySet<string> = new Set(['annotate', 'label', 'scale', 'set', 'wait'])

/** Builder options from whichever of the usual flags the command has. */
export function targetsOf(f: Factory, args: string[] = f.args): BuilderOptions {
  const flag = (name: string) => (f.flags.has(name) && f.flags.changed(name) ? f.flags.text(name) : undefined)
  const files = f.flags.has('filename') && f.flags.list('filename').length > 0
  if (files && f.flags.text('kustomize') !== '') throw plain('only one of -f or -k can be specified')
  const directory = flag('kustomize')
  if (directory) refuseKustomization(f.host, directory)
  return {
    args,
    filenames: f.flags.has('filename') ? f.flags.list('filename') : [],
    recursive: f.flags.has('recursive') && f.flags.bool('recursive'),
    selector: flag('selector') || undefined,
    fieldSelector: flag('field-selector') || undefined,
    all: f.flags.has('all') && f.flags.bool('all') && !widening.has(f.path.split(' ')[1] ?? ''),
    widen: f.flags.has('all') && f.flags.bool('all'),
    allNamespaces: f.flags.has('all-namespaces') && f.flags.bool('all-namespaces'),
  }
}

export const patchTypes = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const

export async function patchInfo(
  f: Factory,
  info: Info,
  type: keyof typeof patchTypes,
  body: Json,
  query: Record<string, string> = {},
): Promise<JsonObject> {
  const answer = await f.client.call({
    method: 'PATCH',
    path: objectPath(info.mapping, info.namespace, info.name),
    query,
    body,
    contentType: patchTypes[type],
  })
  info.object = isObject(answer) ? answer : {}
  return objectOf(info)
}

export const CHANGE_CAUSE = 'kubernetes.io/change-cause'
export const records = (f: Factory): boolean => f.flags.has('record') && f.flags.bool('record')
