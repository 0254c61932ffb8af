/**
 * JSON as Go's decoder reads it: duplicate keys are remembered, numbers that are not plain whole ones keep their
 * text, and errors are worded as encoding/json words them.
 * @see sigs.k8s.io/json, encoding/json/scanner.go
 */

import { utf8 } from '../../utf8.ts'

/** A number whose text matters: a fraction, an exponent, or more digits than a double holds. */
export class NumberText {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toJSON(): number {
    return Number(this.text)
  }
}

export type Parsed =
  { ok: true; value: unknown; duplicates: Map<object, string[]> } | { ok: false; error: string }

class Broken extends Error {}

const CONTROLS: Readonly<Record<string, string>> = {
  "'": String.raw`\'`,
  '\\': String.raw`\\`,
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
  '\b': String.raw`\b`,
  '\f': String.raw`\f`,
  '\v': String.raw`\v`,
  '\u0007': String.raw`\a`,
}

/** As Go quotes the byte that a character begins with. */
function quoteChar(c: string): string {
  const byte = utf8(c.codePointAt(0) ?? 0)[0] ?? 0
  if (CONTROLS[c] !== undefined) return `'${CONTROLS[c]}'`
  if (byte < 0x20 || byte === 0x7f) return String.raw`'\x` + `${byte.toString(16).padStart(2, '0')}'`
  return `'${String.fromCharCode(byte)}'`
}

const SPACE = /[ \t\r\n]/
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

class Reader {
  readonly text: string
  at = 0
  readonly duplicates = new Map<object, string[]>()
  constructor(text: string) {
    this.text = text
  }
  fail(context: string): never {
    const c = this.text[this.at]
    throw new Broken(
      c === undefined ? 'unexpected end of JSON input' : `invalid character ${quoteChar(c)} ${context}`,
    )
  }
  space(): string | undefined {
    while (this.at < this.text.length && SPACE.test(this.text.charAt(this.at))) this.at++
    return this.text[this.at]
  }
  value(): unknown {
    const c = this.space()
    if (c === '{') return this.object()
    if (c === '[') return this.array()
    if (c === '"') return this.string()
    if (c === '-' || (c !== undefined && c >= '0' && c <= '9')) return this.number()
    if (c === 't') return this.literal('true', true)
    if (c === 'f') return this.literal('false', false)
    if (c === 'n') return this.literal('null', null)
    return this.fail('looking for beginning of value')
  }
  literal<T>(word: string, value: T): T {
    for (let i = 0; i < word.length; i++, this.at++)
      if (this.text[this.at] !== word[i])
        this.fail(`in literal ${word} (expecting ${quoteChar(word.charAt(i))})`)
    return value
  }
  number(): number | NumberText {
    NUMBER.lastIndex = this.at
    const found = NUMBER.exec(this.text)?.[0]
    if (found === undefined) {
      this.at++
      return this.fail('in numeric literal')
    }
    this.at += found.length
    this.unfinished(found)
    const value = Number(found)
    return /^-?\d+$/.test(found) && Number.isSafeInteger(value) ? value : new NumberText(found)
  }
  /** A point or an exponent without digits after the number. */
  unfinished(number: string): void {
    const rest = /^(?:\.|[eE][+-]?)/.exec(this.text.slice(this.at, this.at + 2))?.[0]
    if (rest === undefined || (rest === '.' && /[.eE]/.test(number)) || (rest !== '.' && /[eE]/.test(number)))
      return
    this.at += rest.length
    this.fail(rest === '.' ? 'after decimal point in numeric literal' : 'in exponent of numeric literal')
  }
  string(): string {
    let out = ''
    for (this.at++; ; this.at++) {
      const c = this.text[this.at]
      if (c === undefined) return this.fail('')
      if (c === '"') break
      if (c < ' ') return this.fail('in string literal')
      if (c !== '\\') {
        out += c
        continue
      }
      this.at++
      out += this.escape()
    }
    this.at++
    return out
  }
  escape(): string {
    const c = this.text[this.at]
    if (c === 'u') {
      const hex = /^[0-9a-fA-F]{0,4}/.exec(this.text.slice(this.at + 1, this.at + 5))?.[0] ?? ''
      if (hex.length < 4) {
        this.at += 1 + hex.length
        return this.fail('in \\u hexadecimal character escape')
      }
      this.at += 4
      return String.fromCharCode(Number.parseInt(hex, 16))
    }
    return (c !== undefined && ESCAPES[c]) || this.fail('in string escape code')
  }
  array(): unknown[] {
    const items: unknown[] = []
    this.at++
    if (this.space() === ']') {
      this.at++
      return items
    }
    for (;;) {
      items.push(this.value())
      const c = this.space()
      if (c !== ',' && c !== ']') return this.fail('after array element')
      this.at++
      if (c === ']') return items
    }
  }
  object(): Record<string, unknown> {
    const fields: Record<string, unknown> = {}
    this.at++
    if (this.space() === '}') {
      this.at++
      return fields
    }
    for (;;) {
      if (this.space() !== '"') return this.fail('looking for beginning of object key string')
      const key = this.string()
      if (this.space() !== ':') return this.fail('after object key')
      this.at++
      if (Object.hasOwn(fields, key)) {
        const known = this.duplicates.get(fields) ?? []
        if (!known.includes(key)) this.duplicates.set(fields, [...known, key])
      }
      Object.defineProperty(fields, key, {
        value: this.value(),
        enumerable: true,
        configurable: true,
        writable: true,
      })
      const c = this.space()
      if (c !== ',' && c !== '}') return this.fail('after object key:value pair')
      this.at++
      if (c === '}') return fields
    }
  }
}

export function parseJson(text: string): Parsed {
  const reader = new Reader(text)
  try {
    const value = reader.value()
    if (reader.space() !== undefined) reader.fail('after top-level value')
    return { ok: true, value, duplicates: reader.duplicates }
  } catch (error) {
    if (error instanceof Broken) return { ok: false, error: error.message }
    throw error
  }
}

/** What a value is called in a message of the decoder. */
export function jsonKind(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  if (value instanceof NumberText) return 'number'
  if (value === null) return 'null'
  return typeof value === 'boolean' ? 'bool' : typeof value
}
