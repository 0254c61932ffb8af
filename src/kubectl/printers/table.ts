/**
 * The server's Table as text. @see k8s.io/cli-runtime/pkg/printers/tableprinter.go, kubectl/pkg/cmd/get/table_printer.go
 */
import {
  isObject,
  list,
  object,
  objects,
  sortedKeys,
  strings,
  text,
  type Json,
  type JsonObject,
} from '../json.ts'
import { lowerGroupKind, type ResourceMapping } from '../resources.ts'
import { ageOf } from './duration.ts'
import { goValue } from '../go-value.ts'

export interface TableOptions {
  wide: boolean
  noHeaders: boolean
  withKind: ResourceMapping | undefined
  withNamespace: boolean
  labelColumns: string[]
  showLabels: boolean
  /** Seconds since 1970, for answers that are no Tables. */
  now: number
}

interface Column {
  name: string
  priority: number
}

interface Row {
  cells: Json[]
  object: JsonObject
}

export const isTable = (value: JsonObject): boolean => text(value, 'kind') === 'Table'
export const tableRows = (value: JsonObject): JsonObject[] => objects(value, 'rows')

/** A printer with memory: the columns of the first Table hold for later ones, the header comes once. */
export function createTablePrinter(options: TableOptions) {
  let columns: Column[] = []
  let headerDone = false

  function read(value: JsonObject): Row[] {
    if (isTable(value)) {
      const defined = objects(value, 'columnDefinitions')
      if (defined.length > 0)
        columns = defined.map((one) => ({ name: text(one, 'name'), priority: Number(one.priority ?? 0) }))
      return tableRows(value).map((row) => ({ cells: list(row, 'cells'), object: object(row, 'object') }))
    }
    columns = [
      { name: 'Name', priority: 0 },
      { name: 'Age', priority: 0 },
    ]
    const items = Array.isArray(value.items) ? objects(value, 'items') : [value]
    return items.map((item) => ({
      cells: [
        text(item, 'metadata', 'name'),
        ageOf(text(item, 'metadata', 'creationTimestamp'), options.now),
      ],
      object: item,
    }))
  }

  const visible = (column: Column) => options.wide || column.priority === 0

  function header(event: string): string {
    const names = columns.filter(visible).map((column) => column.name.toUpperCase())
    if (options.withNamespace) names.unshift('NAMESPACE')
    for (const label of options.labelColumns) names.push((label.split('/').at(-1) ?? '').toUpperCase())
    if (options.showLabels) names.push('LABELS')
    if (event !== '') names.unshift('EVENT')
    return `${names.join('\t')}\n`
  }

  function line(row: Row, event: string): string {
    const all = row.cells.map(cellText)
    // Whichever column holds the name: of events it is the last one, of wide tables.
    const named = columns.findIndex(({ name }) => name.toLowerCase() === 'name')
    if (options.withKind && named >= 0) all[named] = `${lowerGroupKind(options.withKind)}/${all[named] ?? ''}`
    const cells = all.filter((_, i) => visible(columns[i] ?? { name: '', priority: 0 }))
    if (options.withNamespace) cells.unshift(text(row.object, 'metadata', 'namespace'))
    const labels = strings(row.object, 'metadata', 'labels')
    for (const label of options.labelColumns) cells.push(labels[label] ?? '')
    if (options.showLabels) cells.push(sortedKeys(labels).map((key) => `${key}=${labels[key] ?? ''}`).join(',') || '<none>') // prettier-ignore
    if (event !== '') cells.unshift(event.padEnd(8))
    return `${cells.join('\t')}\n`
  }

  /** Text with tabs; '' when there is no row. `event`: the type to show in the first column. */
  return (value: JsonObject, event = ''): string => {
    const rows = read(value)
    if (rows.length === 0) return ''
    let out = ''
    if (!headerDone && !options.noHeaders) out = header(event)
    headerDone = true
    return out + rows.map((row) => line(row, event)).join('')
  }
}

function cellText(cell: Json): string {
  const whole = isObject(cell) || Array.isArray(cell) ? goValue(cell) : String(cell)
  const cut = /[\f\n\r]/.exec(whole)
  return cut ? `${whole.slice(0, cut.index)}...` : whole
}
