/**
 * YAML and JSON as kubectl reads them: documents split at `---`, values by YAML 1.1, errors in go-yaml's words.
 * @see k8s.io/apimachinery/pkg/util/yaml/decoder.go, sigs.k8s.io/yaml
 */
import { parseDocument, type YAMLParseError } from 'yaml'
import { isObject, parseJson, type Json } from './json.ts'

export type Parsed = { ok: true; value: Json } | { ok: false; error: string }

const goMessages: Record<string, string> = {
  MISSING_CHAR: 'did not find expected key',
  BAD_INDENT: 'did not find expected key',
  BLOCK_AS_IMPLICIT_KEY: 'mapping values are not allowed in this context',
  IMPOSSIBLE: 'did not find expected key',
  BAD_ALIAS: 'did not find expected alphabetic or numeric character',
  TAB_AS_INDENT: 'found character that cannot start any token',
  UNEXPECTED_TOKEN: 'did not find expected node content',
  MULTILINE_IMPLICIT_KEY: "could not find expected ':'",
  BAD_SCALAR_START: 'found character that cannot start any token',
  BLOCK_IN_FLOW: 'did not find expected node content',
  BAD_DQ_ESCAPE: 'found unknown escape character',
}

/** Whether the error stands where an unfinished flow collection or quote meets the end of the text. */
function goError(source: string, errors: readonly YAMLParseError[], error: YAMLParseError): string {
  const line = error.linePos?.[0].line ?? 1
  const open = /(^|[\s:[{,])([[{])[^\]}]*$/.exec(source)
  if (open && source.slice(error.pos[0]).trim() === '') {
    const rest = source.slice((open.index ?? 0) + open[0].indexOf(open[2] ?? '') + 1).trim()
    if (rest === '')
      return `yaml: line ${source.slice(0, open.index).split('\n').length}: did not find expected node content`
    return `yaml: line ${line}: did not find expected ',' or '${open[2] === '[' ? ']' : '}'}'`
  }
  if (/closing .quote|end of.*quote/i.test(error.message))
    return `yaml: line ${line}: found unexpected end of stream`
  const message = goMessage(source, errors, error)
  // Where the key of several lines ends, whose colon is one too many.
  const end = Math.max(line, ...errors.map((one) => (one.pos[0] === error.pos[0] ? (one.linePos?.[1]?.line ?? 1) : 1))) // prettier-ignore
  const shown = /^(mapping values|could not)/.test(message) ? end : line
  // go-yaml counts from 0, and its scanner's errors one on; where that is 0 it names no line.
  const at = message.startsWith('did not find') || shown === 1 ? shown - 1 : shown
  return at > 0 ? `yaml: line ${at}: ${message}` : `yaml: ${message}`
}

/** The last value before a tab is plain text, which goes on where the tab is not. */
const PLAIN_BEFORE_TAB = /(?:^|[:-] +)[^\s"'[{|>&*!#-](?:[^\n]*[^:\s])?\n\s*$/

function goMessage(source: string, errors: readonly YAMLParseError[], error: YAMLParseError): string {
  const before = source.slice(0, error.pos[0])
  const mapped = goMessages[error.code] ?? 'did not find expected key'
  if (error.message.startsWith('Sequence item without -')) return "did not find expected '-' indicator"
  const [, close] = /^Flow .* end with a ([\]}])/.exec(error.message) ?? []
  if (close !== undefined) return `did not find expected ',' or '${close}'`
  if (error.code === 'TAB_AS_INDENT' && PLAIN_BEFORE_TAB.test(before))
    return 'found a tab character that violates indentation'
  if (error.code !== 'MULTILINE_IMPLICIT_KEY') return mapped
  if (errors.some((one) => one.message.includes('block-seq-ind'))) return 'did not find expected key'
  return before.trim() === '' ? 'mapping values are not allowed in this context' : mapped
}

export function readYaml(source: string): Parsed {
  const parsed = parseDocument(source, {
    version: '1.1',
    merge: true,
    uniqueKeys: false,
    logLevel: 'silent',
    customTags: (tags) =>
      tags.filter(
        (tag) =>
          typeof tag === 'string' || !/timestamp|binary|set|omap|pairs|intTime|floatTime/.test(tag.tag),
      ),
  })
  const [error] = parsed.errors
  if (error) return { ok: false, error: goError(source, parsed.errors, error) }
  try {
    return { ok: true, value: normalize(parsed.toJS({ maxAliasCount: 100 }) as unknown) }
  } catch (error) {
    const [, anchor] = /Unresolved alias.*: (\S+)$/.exec(error instanceof Error ? error.message : '') ?? []
    if (anchor !== undefined) return { ok: false, error: `yaml: unknown anchor '${anchor}' referenced` }
    return { ok: false, error: 'yaml: document contains excessive aliasing' }
  }
}

/** Only JSON is left: keys are text, dates and big numbers are what JSON can hold. */
function normalize(value: unknown): Json {
  if (Array.isArray(value)) return value.map(normalize)
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'object' && value !== null) {
    const out: Record<string, Json> = {}
    for (const [key, item] of Object.entries(value)) out[key] = normalize(item)
    return out
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

/** The documents of one file, empty ones left out. */
export function readDocuments(source: string): Parsed[] {
  if (/^\s*[{[]/.test(source)) {
    const value = parseJson(source)
    if (value !== undefined) return [{ ok: true, value }]
  }
  const out: Parsed[] = []
  for (const part of source.split(/^---(?=\s|$)[^\n]*\n?/m)) {
    if (part.replace(/^\s*#.*$/gm, '').trim() === '') continue
    const parsed = readYaml(part)
    out.push(parsed)
    if (!parsed.ok) break
  }
  return out.filter((one) => !one.ok || isObject(one.value) || one.value !== null)
}
