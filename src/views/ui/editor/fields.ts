/** Field names CodeMirror offers: what the API knows below the parent of the line being written. */
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { openApi } from '../../../store/openapi.ts'
import { fieldsAt, openApiPath, type FieldChoice, type OpenApi } from './schema.ts'

/** Of an object whose kind is not written yet. */
const UNKNOWN: readonly FieldChoice[] = [
  { name: 'apiVersion', type: 'string', nested: false },
  { name: 'kind', type: 'string', nested: false },
  { name: 'metadata', type: 'ObjectMeta', nested: true },
]

/** Names of the fields above a line, outermost first, by indentation; the last document's kind before it all. */
export function pathAt(lines: readonly string[], index: number, indent: number): string[] {
  const path: string[] = []
  let below = indent
  let at = index - 1
  for (; at >= 0 && lines[at] !== '---'; at--) {
    const match = /^(\s*(?:- )*)([\w.-]+):\s*(?:#.*)?$/.exec(lines[at] ?? '')
    if (!match?.[1] && !match?.[2]) continue
    const dash = (match[1] ?? '').includes('-')
    const depth = (match[1] ?? '').length
    // A list may stand at the indentation of its field.
    const isParent = depth < below || (!dash && depth === below && /^\s*- /.test(lines[index] ?? ''))
    if (!isParent || depth >= below + 1) continue
    path.unshift(match[2] ?? '')
    below = depth
  }
  return path
}

interface Place {
  apiVersion: string
  kind: string
  /** Fields above the line, outermost first. */
  path: string[]
}

/** Where a line stands: in which object of the file, below which fields. */
export function placeOf(lines: readonly string[], index: number, indent: number): Place {
  const start = lines.lastIndexOf('---', index) + 1
  const end = lines.indexOf('---', index)
  const object = lines.slice(start, end < 0 ? undefined : end).join('\n')
  const [, apiVersion = ''] = /^apiVersion:\s*["']?([\w./-]+)/m.exec(object) ?? []
  const [, kind = ''] = /^kind:\s*["']?(\w+)/m.exec(object) ?? []
  return { apiVersion, kind, path: pathAt(lines, index, indent) }
}

async function choices({ apiVersion, kind, path }: Place): Promise<readonly FieldChoice[]> {
  if (apiVersion === '' || kind === '') return path.length === 0 ? UNKNOWN : []
  const document = await openApi(openApiPath(apiVersion))
  // It is the API's own answer: the store hands it on as it came.
  return document === null ? [] : fieldsAt(document as OpenApi, apiVersion, kind, path)
}

const completionOf = ({ name, type, nested }: FieldChoice): Completion => ({
  label: name,
  type: 'property',
  detail: type,
  apply: nested ? `${name}:` : `${name}: `,
})

export async function completeField(context: CompletionContext): Promise<CompletionResult | null> {
  const line = context.state.doc.lineAt(context.pos)
  const written = /^(\s*(?:- )?)([\w-]*)$/.exec(line.text.slice(0, context.pos - line.from))
  if (!written || (written[2] === '' && !context.explicit)) return null
  const lines = context.state.doc.toString().split('\n')
  const place = placeOf(lines, line.number - 1, (written[1] ?? '').length)
  const options = (await choices(place)).map(completionOf)
  if (options.length === 0 || context.aborted) return null
  return { from: context.pos - (written[2] ?? '').length, options, validFor: /^[\w-]*$/ }
}
