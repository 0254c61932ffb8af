/** `kubectl rollout undo`: wholly the client's work. @see polymorphichelpers/rollback.go */
import { build } from '../builder.ts'
import { objectOf, type Info } from '../info.ts'
import { plain } from '../errors.ts'
import { dryRunOf, writeQuery, type DryRun, type Factory } from '../factory.ts'
import { at, copy, equal, object, remove, strings, type Json, type JsonObject } from '../json.ts'
import { operationPrinter } from '../printers/objects.ts'
import { hasRevisions, templateOf, templateText, unsupported } from './rollout-history.ts'
import { revisionsOf, type Revision } from './rollout-revisions.ts'
import { patchInfo, targetsOf } from './targets.ts'

/** Annotations of the Deployment that a rollback leaves alone; all others come from the ReplicaSet. */
const kept = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
]

function chooseRevision(revisions: Revision[], wanted: number, kind: string, name: string): Revision {
  if (wanted !== 0) {
    const found = revisions.find((one) => one.number === wanted)
    if (found === undefined) throw plain(`unable to find specified revision ${wanted} in history`)
    return found
  }
  const previous = revisions.at(-2)
  if (previous === undefined) {
    throw plain(
      kind === 'Deployment'
        ? `no rollout history found for deployment "${name}"`
        : 'no last revision to roll back to',
    )
  }
  return previous
}

function withoutHash(template: JsonObject): JsonObject {
  const out = copy(template)
  remove(out, 'metadata', 'labels', 'pod-template-hash')
  return out
}

function annotationsAfter(deployment: JsonObject, replicaSet: JsonObject): JsonObject {
  const out: JsonObject = {}
  const own = strings(deployment, 'metadata', 'annotations')
  for (const name of kept) if (own[name] !== undefined) out[name] = own[name]
  for (const [name, value] of Object.entries(strings(replicaSet, 'metadata', 'annotations')))
    if (!kept.includes(name)) out[name] = value
  return out
}

async function undoOne(f: Factory, info: Info, wanted: number, dryRun: DryRun): Promise<void> {
  if (!hasRevisions(info)) throw plain(unsupported(info, 'rollbacker'))
  const { kind } = info.mapping
  if (wanted < 0) throw plain(`unable to find specified revision ${wanted} in history`)
  const { owner, revisions } = await revisionsOf(f, info)
  const target = chooseRevision(revisions, wanted, kind, info.name)
  const print = operationPrinter(f, dryRun, true)
  if (dryRun === 'client') {
    const prefix = kind === 'Deployment' ? '' : 'will roll back to '
    print(prefix + templateText(target.template, ''), objectOf(info))
    return
  }
  if (at(owner, 'spec', 'paused') === true)
    throw plain(
      "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
    )
  if (equal(withoutHash(target.template), withoutHash(templateOf(owner)))) {
    print(`skipped rollback (current template already matches revision ${wanted})`, objectOf(info))
    return
  }
  // A rollback prints the object as it was found, before the patch.
  const found = objectOf(info)
  const query = writeQuery({ dryRun })
  if (kind === 'Deployment') {
    const operations: Json[] = [
      { op: 'replace', path: '/spec/template', value: withoutHash(target.template) },
      { op: 'replace', path: '/metadata/annotations', value: annotationsAfter(owner, target.object) },
    ]
    await patchInfo(f, info, 'json', operations, query)
  } else await patchInfo(f, info, 'strategic', object(target.object, 'data'), query)
  print('rolled back', found)
}

export async function runUndo(f: Factory): Promise<void> {
  if (f.args.length === 0 && f.flags.list('filename').length === 0)
    throw plain('required resource not specified')
  const dryRun = dryRunOf(f)
  const wanted = f.flags.int('to-revision')
  const result = await build(f, {
    ...targetsOf(f),
    allowEmptySelector: true,
    latest: true,
    continueOnError: true,
  })
  await result.visit((info) => undoOne(f, info, wanted, dryRun))
}
