/** `kubectl get`. @see k8s.io/kubectl/pkg/cmd/get/get.go, get_flags.go */
import { build } from '../builder.ts'
import { objectOf, type Info } from '../info.ts'
import { isNotFound, plain, several, usage, KubectlError } from '../errors.ts'
import type { Command, Factory } from '../factory.ts'
import {
  allNamespacesFlag,
  fieldSelectorFlag,
  filenameFlags,
  flag,
  printFlags,
  selectorFlag,
} from '../flags/groups.ts'
import { object } from '../json.ts'
import { tableColumns } from '../printers/columns.ts'
import { customColumns } from '../printers/custom-columns.ts'
import { getFormats, noPrinter, outputFormat, structuredPrinter } from '../printers/objects.ts'
import { createTablePrinter, isTable, tableRows } from '../printers/table.ts'
import { groupResource, type ResourceMapping } from '../resources.ts'
import { planOf, tableOptionsOf } from './get-plan.ts'
import { watch } from './get-watch.ts'
import { sortBy, sortPath } from './sort.ts'

/** The single failures out of aggregates. */
const flat = (errors: KubectlError[]): KubectlError[] =>
  errors.flatMap((error) =>
    error.failure.kind === 'several' ? error.failure.failures.map((one) => new KubectlError(one)) : [error],
  )

/** The same line once. */
function distinct(errors: KubectlError[]): KubectlError[] {
  const seen = new Set<string>()
  return errors.filter((error) => !seen.has(error.message) && seen.add(error.message))
}

function sortInfos(infos: Info[], expression: string): Info[] {
  const path = sortPath(expression)
  const missing = () =>
    plain(`couldn't find any field with path "${path ?? expression}" in the list of objects`)
  if (infos.length > 1 && infos.some((info) => isTable(objectOf(info)))) throw missing()
  const [only] = infos
  if (only === undefined || !isTable(objectOf(only))) return infos
  const rows =
    path === undefined ? undefined : sortBy(tableRows(objectOf(only)), (row) => object(row, 'object'), path)
  return [{ ...only, object: { ...objectOf(only), rows: rows ?? [] } }]
}

function printHuman(f: Factory, infos: Info[]): boolean {
  const withKind =
    f.flags.bool('show-kind') || new Set(infos.map((info) => groupResource(info.mapping))).size > 1
  let last: ResourceMapping | undefined
  let written = false
  let separate = false
  let pending = ''
  // Rows of one type are aligned together, however many answers they came in.
  const flush = () => {
    const text = tableColumns().format(pending)
    if (separate && text !== '') f.out('\n')
    f.out(text)
    written ||= text !== ''
    pending = ''
  }
  let print: ReturnType<typeof createTablePrinter> | undefined
  for (const info of infos) {
    const value = objectOf(info)
    const subresource = f.flags.text('subresource') !== ''
    if (isTable(value) && tableRows(value).length === 0) continue
    if (Array.isArray(value.items) && value.items.length === 0) continue
    if (print === undefined || last !== info.mapping) {
      flush()
      separate = last !== undefined && !f.flags.bool('no-headers') && written
      print = createTablePrinter(tableOptionsOf(f, info.mapping, withKind && !subresource))
      last = info.mapping
    }
    pending += print(value)
  }
  flush()
  return written
}

function printStructured(f: Factory, infos: Info[], single: boolean, sort: string): void {
  const { format, template } = outputFormat(f)
  let items = infos.map(objectOf)
  if (sort !== '') {
    const path = sortPath(sort)
    const sorted = path === undefined ? undefined : sortBy(items, (item) => item, path)
    if (sorted === undefined)
      throw plain(`couldn't find any field with path "${path ?? sort}" in the list of objects`)
    items = sorted
  }
  if (format === 'custom-columns' || format === 'custom-columns-file') {
    customColumns(f, template, format.endsWith('file'))(items)
    return
  }
  const printer = structuredPrinter(f)
  if (printer === undefined) throw noPrinter(f.flags.text('output'), getFormats)
  const [only] = items
  if (single && only !== undefined && items.length === 1) f.out(printer(only))
  else if (format === 'name') f.out(items.map(printer).join(''))
  else f.out(printer({ apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } }))
}

/** Checks the format before anything is asked of the server. */
function checkFormat(f: Factory, format: string): void {
  if (format === '' || format === 'wide' || format.startsWith('custom-columns')) {
    if (format.startsWith('custom-columns'))
      customColumns(f, outputFormat(f).template, format.endsWith('file'))
    return
  }
  if (structuredPrinter(f) === undefined) throw noPrinter(f.flags.text('output'), getFormats)
}

function nothingFound(f: Factory, mappings: ResourceMapping[]): void {
  const namespaced = !f.flags.bool('all-namespaces') && mappings.every((mapping) => mapping.namespaced)
  f.err(namespaced ? `No resources found in ${f.namespace} namespace.\n` : 'No resources found\n')
}

async function run(f: Factory): Promise<void> {
  const raw = f.flags.text('raw')
  if (raw !== '') {
    if (f.args.length > 0) throw plain('arguments may not be passed when --raw is specified')
    if (f.flags.text('output') !== '') throw plain('--raw and --output are mutually exclusive')
    if (!raw.startsWith('/'))
      throw plain(`--raw must be a valid URL path: parse ${JSON.stringify(raw)}: invalid URI for request`)
    const [path = '', search = ''] = raw.split('?')
    const query = Object.fromEntries(
      search
        .split('&')
        .filter(Boolean)
        .map((part) => part.split('=') as [string, string]),
    )
    f.out(await f.client.text({ method: 'GET', path, query, accept: 'application/json, */*' }))
    return
  }
  if (f.args.length === 0 && f.flags.list('filename').length === 0) {
    f.err(
      'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\n',
    )
    throw usage(
      'Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).',
      f.path,
    )
  }
  const plan = planOf(f)
  checkFormat(f, plan.format)
  if (f.flags.bool('output-watch-events') && !f.flags.bool('watch') && !f.flags.bool('watch-only'))
    throw plain('--output-watch-events option can only be used with --watch or --watch-only')
  if (f.flags.bool('watch') || f.flags.bool('watch-only')) {
    if (plan.sort !== '')
      f.err('warning: --watch requested, --sort-by will be ignored for watch events received\n')
    return watch(f, plan)
  }
  const result = await build(f, plan.options)
  if (plan.options.subresource && !result.named)
    throw plain('subresource cannot be used when bulk resources are specified')
  const { infos, errors: failures } = await result.infos()
  const ignore = f.flags.bool('ignore-not-found')
  const errors = distinct(flat(failures).filter((error) => !ignore || !isNotFound(error)))
  if (!plan.human) {
    const [refusal] = errors
    if (refusal && (result.singleItemImplied || infos.length === 0)) throw several(errors)
    if (infos.length > 0 || !ignore) printStructured(f, infos, result.singleItemImplied, plan.sort)
    if (errors.length > 0) throw several(errors)
    return
  }
  const sorted = plan.sort === '' ? infos : sortInfos(infos, plan.sort)
  const printed = printHuman(f, sorted)
  if (errors.length > 0) throw several(errors)
  if (!printed && !ignore) nothingFound(f, result.mappings)
}

export const get: Command = {
  name: 'get',
  short: 'Display one or many resources',
  use: '[(-o|--output=)json|yaml|kyaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file|custom-columns|custom-columns-file|wide] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...)',
  flags: [
    ...printFlags,
    ...filenameFlags,
    selectorFlag,
    fieldSelectorFlag,
    allNamespacesFlag,
    { ...flag.bool('watch', 'After listing, watch for changes'), short: 'w' },
    flag.bool('watch-only', 'Watch for changes without listing first'),
    flag.bool('output-watch-events', 'Show the type of each event'),
    flag.bool('ignore-not-found', 'A missing object is no error'),
    flag.bool('no-headers', 'Without the line of headers'),
    flag.bool('show-kind', 'Show the kind before each name'),
    flag.bool('show-labels', 'Show all labels in the last column'),
    { name: 'label-columns', short: 'L', type: 'stringSlice', usage: 'Labels to show as columns' },
    flag.text('sort-by', 'JSONPath of the field to sort by'),
    flag.bool('server-print', 'Let the server make the columns', true),
    { name: 'chunk-size', type: 'int64', default: '500', usage: 'Return large lists in pieces of this size' },
    flag.text('raw', 'URI to request'),
    flag.text('subresource', 'Subresource to get'),
  ],
  run,
}
