/** `kubectl events`. @see k8s.io/kubectl/pkg/cmd/events/{events,event_printer}.go */
import { asKubectlError, exit, plain, verbatim } from '../errors.ts'
import type { Command, Factory } from '../factory.ts'
import { allNamespacesFlag, flag, printFlags } from '../flags/groups.ts'
import { mappingFor } from '../builder.ts'
import { interval, timeOf } from '../describe/events.ts'
import { goSort } from '../go-sort.ts'
import { isObject, objects, text, type Json, type JsonObject } from '../json.ts'
import { tableColumns } from '../printers/columns.ts'
import { noPrinter, outputFormat, structuredPrinter } from '../printers/objects.ts'
import { apiVersionOf } from '../resources.ts'

const lastTime = (event: JsonObject): number =>
  timeOf(
    text(event, 'series', 'lastObservedTime') || text(event, 'lastTimestamp') || text(event, 'eventTime'),
  )

async function selectorOf(f: Factory): Promise<string | undefined> {
  const target = f.flags.text('for')
  if (target === '') return undefined
  const [type = '', name = '', ...rest] = target.split('/')
  if (type === '' || name === '' || rest.length > 0) throw plain('--for must be in resource/name form')
  const mapping = await mappingFor(f, type).catch((error: unknown) => {
    throw verbatim(asKubectlError(error).message)
  })
  return `involvedObject.kind=${mapping.kind},involvedObject.apiVersion=${apiVersionOf(mapping)},involvedObject.name=${name}`
}

function rowOf(f: Factory, event: JsonObject, all: boolean): string {
  const kind = text(event, 'involvedObject', 'kind')
  const cells = [
    interval(event, f.host.now()),
    text(event, 'type'),
    text(event, 'reason'),
    `${kind}/${text(event, 'involvedObject', 'name')}`,
    text(event, 'message').trim(),
  ]
  if (all) cells.unshift(text(event, 'metadata', 'namespace'))
  return `${cells.join('\t')}\n`
}

async function run(f: Factory): Promise<void> {
  const all = f.flags.bool('all-namespaces')
  const types = f.flags.list('types')
  for (const type of types)
    if (!['normal', 'warning'].includes(type.toLowerCase()))
      throw plain('valid --types are Normal or Warning')
  const { format } = outputFormat(f)
  const printer = format === '' ? undefined : structuredPrinter(f, true)
  if (format !== '' && printer === undefined) throw noPrinter(f.flags.text('output'), 'json,yaml')
  const fieldSelector = await selectorOf(f)
  const path = all ? '/api/v1/events' : `/api/v1/namespaces/${f.namespace}/events`
  const wanted = (event: JsonObject) =>
    types.length === 0 || types.some((type) => type.toLowerCase() === text(event, 'type').toLowerCase())
  const columns = tableColumns()
  let headed = f.flags.bool('no-headers')
  const show = (items: JsonObject[]) => {
    const header = `${all ? 'NAMESPACE\t' : ''}LAST SEEN\tTYPE\tREASON\tOBJECT\tMESSAGE\n`
    f.out(columns.format((headed ? '' : header) + items.map((event) => rowOf(f, event, all)).join('')))
    headed = true
  }
  if (f.flags.bool('watch')) return watchEvents(f, path, fieldSelector, wanted, show)
  const query: Record<string, string> = { limit: String(f.flags.int('chunk-size')) }
  if (fieldSelector !== undefined) query.fieldSelector = fieldSelector
  const answer = await f.client.get(path, query)
  const events = goSort(objects(answer, 'items').filter(wanted), (a, b) => lastTime(a) < lastTime(b))
  // A typed list has no names to print.
  if (printer && format === 'name') return
  if (printer) f.out(printer({ apiVersion: 'v1', items: events, kind: 'EventList', metadata: {} }))
  else if (events.length > 0) show(events)
  else f.err(all ? 'No events found.\n' : `No events found in ${f.namespace} namespace.\n`)
}

/** The watch begins with what is there already: nothing is listed first. */
async function watchEvents(
  f: Factory,
  path: string,
  fieldSelector: string | undefined,
  wanted: (event: JsonObject) => boolean,
  show: (items: JsonObject[]) => void,
): Promise<void> {
  const query: Record<string, string> = { watch: 'true' }
  if (fieldSelector !== undefined) query.fieldSelector = fieldSelector
  const stream = await f.client.watch({ method: 'GET', path, query })
  try {
    for (let event = await stream.next(); event; event = await stream.next()) {
      const value = event.object as Json
      if (event.type !== 'DELETED' && event.type !== 'BOOKMARK' && isObject(value) && wanted(value))
        show([value])
    }
  } finally {
    stream.close()
  }
  if (f.host.interrupted()) throw exit(1)
}

export const events: Command = {
  name: 'events',
  short: 'List events',
  use: '[(-o|--output=)json|yaml|kyaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file] [--for TYPE/NAME] [--watch] [--types=Normal,Warning]',
  flags: [
    ...printFlags,
    allNamespacesFlag,
    { ...flag.bool('watch', 'Watch for new events'), short: 'w' },
    flag.text('for', 'TYPE/NAME that the events are about'),
    { name: 'types', type: 'stringSlice', usage: 'Normal, Warning' },
    flag.bool('no-headers', 'Without the line of headers'),
    { name: 'chunk-size', type: 'int64', default: '500', usage: 'Return large lists in pieces of this size' },
  ],
  run,
}
