/** `kubectl rollout history`. @see k8s.io/kubectl/pkg/cmd/rollout/rollout_history.go, polymorphichelpers/history.go */
import { build } from '../builder.ts'
import type { Info } from '../info.ts'
import { plain } from '../errors.ts'
import type { Factory } from '../factory.ts'
import { copy, object, put, type JsonObject } from '../json.ts'
import { describePodTemplate } from '../describe/template.ts'
import { createWriter } from '../describe/writer.ts'
import { describeColumns } from '../printers/columns.ts'
import { noPrinter, outputFormat, structuredPrinter } from '../printers/objects.ts'
import { groupKind, lowerGroupKind } from '../resources.ts'
import { revisionsOf, type Revision } from './rollout-revisions.ts'
import { CHANGE_CAUSE, targetsOf } from './targets.ts'

const formats =
  'go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,yaml'

/** What the kinds without a history say. */
export function unsupported(info: Info, thing: 'history' | 'rollbacker'): string {
  const { kind } = info.mapping
  const known = ['Pod', 'ReplicaSet', 'ReplicationController', 'Job', 'CronJob'].includes(kind)
  if (!known)
    return `error retrieving ${thing} for "${kind}", no visitor method exists for { ${groupKind(info.mapping)}}`
  const viewer = thing === 'history' ? 'history viewer' : 'rollbacker'
  return `no ${viewer} has been implemented for "${groupKind(info.mapping)}"`
}

export const hasRevisions = (info: Info): boolean =>
  ['Deployment', 'DaemonSet', 'StatefulSet'].includes(info.mapping.kind)

/** The template of a revision, its change cause shown as an annotation, with raw tabs. */
export function templateText(template: JsonObject, cause: string): string {
  const shown = copy(template)
  if (cause !== '') put(shown, ['metadata', 'annotations', CHANGE_CAUSE], cause)
  const w = createWriter()
  describePodTemplate(w, shown)
  return w.raw()
}

function viewHistory(revisions: Revision[], revision: number, kind: string): string {
  if (revisions.length === 0) return 'No rollout history found.'
  if (revision > 0) {
    const found = revisions.find((one) => one.number === revision)
    if (found === undefined) throw plain('unable to find the specified revision')
    // Of ControllerRevisions the change cause is in the list only.
    return templateText(found.template, kind === 'Deployment' ? found.cause : '')
  }
  const rows = revisions.map((one) => `${one.number}\t${one.cause || '<none>'}\n`).join('')
  return describeColumns().format(`REVISION\tCHANGE-CAUSE\n${rows}`)
}

export async function runHistory(f: Factory): Promise<void> {
  const revision = f.flags.int('revision')
  if (f.args.length === 0 && f.flags.list('filename').length === 0)
    throw plain('required resource not specified')
  if (revision < 0) throw plain(`revision must be a positive integer: ${revision}`)
  const { format } = outputFormat(f)
  const printer = format === '' ? undefined : structuredPrinter(f, true)
  if (format !== '' && printer === undefined) throw noPrinter(f.flags.text('output'), formats)
  const result = await build(f, {
    ...targetsOf(f),
    allowEmptySelector: true,
    latest: true,
    continueOnError: true,
  })
  await result.visit(async (info) => {
    if (!hasRevisions(info)) throw plain(unsupported(info, 'history'))
    const { revisions } = await revisionsOf(f, info)
    if (printer) {
      const chosen = revision > 0 ? revisions.filter((one) => one.number === revision) : revisions
      if (revision > 0 && chosen.length === 0) throw plain('unable to find the specified revision')
      for (const one of chosen) f.out(printer(one.shown))
      return
    }
    const history = viewHistory(revisions, revision, info.mapping.kind)
    const which = revision > 0 ? `with revision #${revision}` : ''
    f.out(`${lowerGroupKind(info.mapping)}/${info.name} ${which}\n${history}\n`)
  })
}

export const templateOf = (value: JsonObject): JsonObject => object(value, 'spec', 'template')
