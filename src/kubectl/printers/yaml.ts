/**
 * YAML as sigs.k8s.io/yaml writes it: keys sorted, lists not indented under their key, strings quoted when they would be
 * read as something else, lines folded after column 80.
 * @see sigs.k8s.io/yaml/goyaml.v2 encode.go, emitterc.go
 */
import { isObject, sortedKeys, type Json } from '../json.ts'

const BEST_WIDTH = 80

const resolvesOtherwise =
  /^(|~|null|Null|NULL|[yYnN]|yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF|<<|\.nan|\.NaN|\.NAN|[-+]?\.(inf|Inf|INF)|[-+]?(0b[01_]+|0x[\da-fA-F_]+|0o?[0-7_]+|\d[\d_]*)|[-+]?(\d[\d_]*\.?[\d_]*|\.[\d_]+)([eE][-+]?\d+)?|[-+]?\d[\d_]*(:[0-5]?\d)+(\.[\d_]*)?|\d{4}-\d{1,2}-\d{1,2}([Tt ].*)?)$/

// eslint-disable-next-line no-control-regex -- the set of characters that YAML calls printable
const unprintable = /[^\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u

/** yaml_emitter_analyze_scalar: may the text stand unquoted in block context? */
function plainAllowed(value: string): boolean {
  if (value === '' || /^ | $/.test(value) || unprintable.test(value)) return false
  if (/^[#,[\]{}&*!|>'"%@`]/.test(value) || /^[?:-](\s|$)/.test(value)) return false
  if (value.startsWith('---') || value.startsWith('...')) return false
  return !/:(\s|$)/.test(value) && !/\s#/.test(value)
}

function escapeDouble(value: string): string {
  let out = ''
  const names: Record<string, string> = { '\n': '\\n', '\t': '\\t', '\r': '\\r', '"': '\\"', '\\': '\\\\', '\0': '\\0', '\x07': '\\a', '\b': '\\b', '\v': '\\v', '\f': '\\f', '\x1b': '\\e' } // prettier-ignore
  for (const char of value) {
    const code = char.codePointAt(0) ?? 0
    if (names[char] !== undefined) out += names[char]
    else if (!unprintable.test(char)) out += char
    else if (code <= 0xff) out += `\\x${code.toString(16).toUpperCase().padStart(2, '0')}`
    else if (code <= 0xffff) out += `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`
    else out += `\\U${code.toString(16).toUpperCase().padStart(8, '0')}`
  }
  return out
}

/** Breaks a one-line scalar at blanks past the best width, as the emitter does while writing. */
function fold(written: string, column: number, indent: number, quoted: boolean): string {
  if (column + written.length <= BEST_WIDTH) return written
  let out = ''
  let at = column
  for (let i = 0; i < written.length; i++) {
    const char = written[i] ?? ''
    const inner = !quoted || (i > 1 && i < written.length - 2)
    if (
      char === ' ' &&
      at > BEST_WIDTH &&
      inner &&
      written[i - 1] !== ' ' &&
      written[i + 1] !== ' ' &&
      i + 1 < written.length
    ) {
      out += `\n${' '.repeat(indent)}`
      at = indent
    } else {
      out += char
      at++
    }
  }
  return out
}

function literal(value: string, indent: number): string | undefined {
  if (/[ ]\n?$/.test(value) || unprintable.test(value) || / \n/.test(value)) return undefined
  const hint = value.startsWith(' ') || value.startsWith('\n') ? '2' : ''
  const chomp = !value.endsWith('\n') ? '-' : value.endsWith('\n\n') || value === '\n' ? '+' : ''
  const lines = value.replace(/\n$/, '').split('\n')
  return `|${hint}${chomp}\n${lines.map((line) => (line === '' ? '' : ' '.repeat(indent) + line)).join('\n')}`
}

/** @param column where the scalar begins; @param indent where its continuation lines begin */
function scalar(value: Json, column: number, indent: number, key = false): string {
  if (typeof value !== 'string') return String(value)
  if (value.includes('\n') && !key) {
    const block = literal(value, indent)
    if (block !== undefined) return block
  }
  const folded = (text: string, quoted: boolean) => (key ? text : fold(text, column, indent, quoted))
  if (resolvesOtherwise.test(value)) return folded(`"${escapeDouble(value)}"`, true)
  if (!value.includes('\n') && plainAllowed(value)) return folded(value, false)
  if (unprintable.test(value) || value.includes('\n')) return folded(`"${escapeDouble(value)}"`, true)
  return folded(`'${value.replaceAll("'", "''")}'`, true)
}

function lines(value: Json, indent: number): string[] {
  const pad = ' '.repeat(indent)
  const out: string[] = []
  if (Array.isArray(value)) {
    for (const item of value) {
      const nested = (Array.isArray(item) || isObject(item)) && !isEmpty(item)
      if (!nested) out.push(`${pad}- ${leaf(item, indent + 2, indent + 2)}`)
      else {
        const inner = lines(item, indent + 2)
        out.push(`${pad}- ${(inner[0] ?? '').slice(indent + 2)}`, ...inner.slice(1))
      }
    }
  } else if (isObject(value)) {
    for (const key of sortedKeys(value)) {
      const item = value[key] ?? null
      const name = scalar(key, 0, 0, true)
      if (Array.isArray(item) && item.length > 0) out.push(`${pad}${name}:`, ...lines(item, indent))
      else if (isObject(item) && !isEmpty(item)) out.push(`${pad}${name}:`, ...lines(item, indent + 2))
      else out.push(`${pad}${name}: ${leaf(item, indent + name.length + 2, indent + 2)}`)
    }
  }
  return out
}

const isEmpty = (value: Json): boolean =>
  Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0

function leaf(value: Json, column: number, indent: number): string {
  if (Array.isArray(value)) return '[]'
  if (isObject(value)) return '{}'
  return scalar(value, column, indent)
}

/** The document with its final newline. */
export function toYaml(value: Json): string {
  if (!Array.isArray(value) && !isObject(value)) return `${scalar(value, 0, 0)}\n`
  return isEmpty(value) ? `${leaf(value, 0, 0)}\n` : `${lines(value, 0).join('\n')}\n`
}
