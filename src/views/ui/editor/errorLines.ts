/**
 * Where in a YAML text an error of kubectl or the API belongs: by the line it names, or by the field it names.
 * Positions are those of the `yaml` package, so comments and flow style are no obstacle.
 */
import { isCollection, isMap, isScalar, LineCounter, parseAllDocuments, type Document, type Node } from 'yaml'

export interface LineError {
  /** From 1; null: it is about the whole text. */
  line: number | null
  message: string
}

/** `spec.template.spec.containers[0].image` → its steps */
const steps = (path: string): (string | number)[] =>
  [...path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map((match) =>
    match[2] === undefined ? (match[1] ?? '') : Number(match[2]),
  )

/** The line of the deepest part of `path` that stands in the document. */
function lineOfPath(document: Document, path: string, counter: LineCounter): number | null {
  let node: Node | null = document.contents
  let at: number | null = null
  for (const step of steps(path)) {
    if (!isCollection(node)) break
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      if (!pair) break
      at = (isScalar(pair.key) ? pair.key.range?.[0] : undefined) ?? at
    }
    const next: unknown = node.get(step, true)
    node = (next as Node | undefined) ?? null
    if (node?.range && typeof step === 'number') at = node.range[0]
  }
  return at === null ? null : counter.linePos(at).line
}

/** Syntax errors of the text itself, in the parser's words. */
export function syntaxErrors(text: string): LineError[] {
  const counter = new LineCounter()
  return parseAllDocuments(text, { lineCounter: counter, version: '1.1' }).flatMap((document) =>
    document.errors.map((error) => ({
      line: counter.linePos(error.pos[0]).line,
      message: error.message.split('\n')[0] ?? error.message,
    })),
  )
}

const KIND = /^(?:\S+: )?The (\w+) "([^"]*)" is invalid/

/** What kubectl wrote to stderr (or put above the text as `# ` lines), each message at its line. */
export function apiErrors(stderr: string, text: string): LineError[] {
  const counter = new LineCounter()
  const documents = parseAllDocuments(text, { lineCounter: counter, version: '1.1' })
  const found: LineError[] = []
  let kind: string | null = null
  const at = (path: string): number | null => {
    for (const document of documents) {
      if (kind !== null && document.get('kind') !== kind) continue
      const line = lineOfPath(document, path, counter)
      if (line !== null) return line
    }
    return null
  }
  for (const raw of stderr.split('\n')) {
    const message = raw.replace(/^#\s?/, '').trim()
    if (message === '') continue
    kind = KIND.exec(message)?.[1] ?? kind
    const named = /yaml: line (\d+)/.exec(message)?.[1]
    const unknown = /unknown field "([\w.[\]]+)"/.exec(message)?.[1]
    const field = /(?:^|: |\* )((?:spec|metadata|status)(?:[\w.]|\[\d+\])*): /.exec(message)?.[1]
    const line = named ? Number(named) : at(unknown ?? field ?? '')
    found.push({ line, message })
  }
  return found
}

/** How many documents of a kind there are. */
export function countKind(text: string, kind: string): number {
  return parseAllDocuments(text, { version: '1.1' }).filter((document) => document.get('kind') === kind)
    .length
}
