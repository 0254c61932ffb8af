/** `-o custom-columns=H:.path,…`. @see k8s.io/kubectl/pkg/cmd/get/customcolumn.go */
import { plain } from '../errors.ts'
import type { Factory } from '../factory.ts'
import { findResults, relaxedPath } from '../jsonpath/evaluate.ts'
import { parsePath, PathError, type PathNode } from '../jsonpath/parse.ts'
import type { JsonObject } from '../json.ts'
import { tableColumns } from './columns.ts'
import { goValue } from '../go-value.ts'

interface CustomColumn {
  header: string
  path: string
}

function specOf(source: string): CustomColumn[] {
  if (source === '') throw plain('custom-columns format specified but no custom columns given')
  return source.split(',').map((part) => {
    const colon = part.indexOf(':')
    if (colon < 0) throw plain(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`)
    const expression = part.slice(colon + 1)
    const path = relaxedPath(expression)
    if (path === undefined)
      throw plain(
        `unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'`,
      )
    return { header: part.slice(0, colon), path }
  })
}

/** A file holds the headers in its first line and the paths in its second. */
function specFromFile(f: Factory, path: string): CustomColumn[] {
  const source = f.host.readFile(path)
  if (source === undefined) throw plain(`open ${path}: no such file or directory`)
  const [headers = '', paths = ''] = source.split('\n')
  const specs = paths.trim().split(/\s+/)
  return headers.trim().split(/\s+/).map((header, i) => ({ header, path: relaxedPath(specs[i] ?? '') ?? '' })) // prettier-ignore
}

export function customColumns(
  f: Factory,
  template: string | undefined,
  fromFile: boolean,
): (items: JsonObject[]) => void {
  const columns = fromFile ? specFromFile(f, template ?? '') : specOf(template ?? '')
  const format = tableColumns()
  return (items) => {
    const header = f.flags.bool('no-headers') ? '' : `${columns.map((column) => column.header).join('\t')}\n`
    let parsed: PathNode[][]
    try {
      parsed = columns.map((column) => parsePath(column.path))
    } catch (error) {
      f.out(format.format(header))
      if (error instanceof PathError) throw plain(error.message)
      throw error
    }
    const rows = items.map((item) => parsed.map((nodes) => cell(nodes, item)).join('\t'))
    f.out(format.format(header + (rows.length > 0 ? `${rows.join('\n')}\n` : '')))
  }
}

function cell(nodes: PathNode[], item: JsonObject): string {
  const [values = []] = findResults(nodes, item, { allowMissingKeys: true })
  return values.length === 0
    ? '<none>'
    : values.map((value) => (value === null ? '<nil>' : goValue(value))).join(',')
}
