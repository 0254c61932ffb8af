/**
 * YAML as sigs.k8s.io/yaml reads it: YAML 1.1 scalars, keys of objects in order, duplicate keys told with their line.
 */
import { isMap, isScalar, isSeq, parseAllDocuments, type Node, LineCounter } from 'yaml'
import { NumberText } from './json.ts'

export type ParsedYaml = { ok: true; value: unknown; strict: string[] } | { ok: false; error: string }

/** The library's error codes in the words of Go's yaml package. */
const MESSAGES: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'found character that cannot start any token',
  BLOCK_AS_IMPLICIT_KEY: 'mapping values are not allowed in this context',
  UNEXPECTED_TOKEN: 'did not find expected node content',
  MISSING_CHAR: "did not find expected ',' or ']'",
  BAD_INDENT: 'did not find expected key',
  MULTILINE_IMPLICIT_KEY: "could not find expected ':'",
}

export function parseYaml(text: string): ParsedYaml {
  const lines = new LineCounter()
  const options = { version: '1.1' as const, uniqueKeys: false, lineCounter: lines, merge: true }
  // Of several documents only the first counts.
  const [first] = parseAllDocuments(text, options)
  if (!first) return { ok: true, value: null, strict: [] }
  const [error] = first.errors
  if (error) {
    // Of a key that stands too deep, the place is where it is found to be a key: its colon.
    const key = first.errors.find(({ code }) => code === 'MULTILINE_IMPLICIT_KEY')
    const at = error.code === 'BLOCK_AS_IMPLICIT_KEY' && key ? key.pos[1] : error.pos[0]
    const { line } = lines.linePos(at)
    const unclosed = error.code === 'BAD_INDENT' && /flow/i.test(error.message)
    const words = unclosed
      ? MESSAGES.UNEXPECTED_TOKEN
      : (MESSAGES[error.code] ?? error.message.split(' at line')[0] ?? '')
    return { ok: false, error: `yaml: line ${line}: ${words}` }
  }
  const strict: string[] = []
  const value = first.contents === null ? null : valueOf(first.contents as Node, lines, strict)
  return { ok: true, value, strict }
}

function valueOf(node: unknown, lines: LineCounter, strict: string[]): unknown {
  if (isSeq(node)) return node.items.map((item) => valueOf(item, lines, strict))
  if (isMap(node)) {
    const entries: [string, unknown][] = []
    const seen = new Set<string>()
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : ''
      if (seen.has(name)) {
        const at = isScalar(key) ? (key.range?.[0] ?? 0) : 0
        strict.push(`line ${lines.linePos(at).line}: key "${name}" already set in map`)
      }
      seen.add(name)
      entries.push([name, valueOf(value, lines, strict)])
    }
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
  }
  if (!isScalar(node)) return null
  const { value, source } = node
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    return new NumberText(source ?? String(value))
  return value instanceof Object && 'toISOString' in value ? (source ?? null) : value
}
