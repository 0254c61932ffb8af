/** fmt.Sprintf over the values of templates. @see go/src/fmt/print.go, format.go */
import { basicKind, goTypeOf, isMap, numberOf, plainOf, type Value } from './go-number.ts'
import { sortedKeys } from './json.ts'
import { goValue } from './go-value.ts'

interface Verb {
  flags: string
  width: number | undefined
  precision: number | undefined
  verb: string
}

/** `<nil>` where there is nothing, else fmt's `%v`. */
export const goText = (value: Value): string => (value === undefined ? '<no value>' : goValue(plainOf(value)))

const pad = (text: string, { flags, width = 0 }: Verb, numeric: boolean): string => {
  const missing = width - [...text].length
  if (missing <= 0) return text
  if (flags.includes('-')) return text + ' '.repeat(missing)
  if (!numeric || !flags.includes('0')) return ' '.repeat(missing) + text
  const sign = /^[+-]/.exec(text)?.[0] ?? ''
  return sign + '0'.repeat(missing) + text.slice(sign.length)
}

const signed = (text: string, negative: boolean, flags: string): string =>
  negative ? `-${text}` : flags.includes('+') ? `+${text}` : flags.includes(' ') ? ` ${text}` : text

function integer(value: number, verb: Verb): string | undefined {
  const size = Math.abs(value)
  const digits = { d: 10, v: 10, b: 2, o: 8, x: 16, X: 16 }[verb.verb]
  if (verb.verb === 'c') return pad(String.fromCodePoint(size), verb, false)
  if (verb.verb === 'q') return pad(`'${String.fromCodePoint(size)}'`, verb, false)
  if (verb.verb === 'U') return pad(`U+${size.toString(16).toUpperCase().padStart(4, '0')}`, verb, false)
  if (digits === undefined) return undefined
  let text = size.toString(digits)
  if (verb.verb === 'X') text = text.toUpperCase()
  if (verb.flags.includes('#')) text = ({ x: '0x', X: '0X', o: '0', b: '0b' }[verb.verb] ?? '') + text
  return pad(signed(text.padStart(verb.precision ?? 0, '0'), value < 0, verb.flags), verb, verb.precision === undefined) // prettier-ignore
}

const exponent = (text: string): string => text.replace(/e([+-])(\d)$/, 'e$10$2')

function floating(value: number, verb: Verb): string | undefined {
  const size = Math.abs(value)
  const { precision } = verb
  let text: string | undefined
  if (verb.verb === 'f' || verb.verb === 'F') text = size.toFixed(precision ?? 6)
  else if (verb.verb === 'e' || verb.verb === 'E') text = exponent(size.toExponential(precision ?? 6))
  else if (['g', 'G', 'v'].includes(verb.verb))
    text = exponent(precision === undefined ? String(size) : String(Number(size.toPrecision(precision || 1))))
  if (text === undefined) return undefined
  return pad(signed(verb.verb === 'E' || verb.verb === 'G' ? text.toUpperCase() : text, value < 0, verb.flags), verb, true) // prettier-ignore
}

function characters(value: string, verb: Verb): string | undefined {
  const cut = verb.precision === undefined ? value : [...value].slice(0, verb.precision).join('')
  if (verb.verb === 's' || verb.verb === 'v')
    return pad(verb.verb === 'v' && verb.flags.includes('#') ? JSON.stringify(cut) : cut, verb, false)
  if (verb.verb === 'q') return pad(JSON.stringify(cut), verb, false)
  if (verb.verb !== 'x' && verb.verb !== 'X') return undefined
  const hex = encodeURIComponent(cut).replace(/%([0-9A-F]{2})|./g, (char, code: string | undefined) => code ?? char.charCodeAt(0).toString(16)) // prettier-ignore
  return pad(verb.verb === 'x' ? hex.toLowerCase() : hex.toUpperCase(), verb, false)
}

function one(value: Value, verb: Verb): string {
  if (verb.verb === 'T') return pad(goTypeOf(value), verb, false)
  if (value === undefined || value === null)
    return verb.verb === 'v' ? pad('<nil>', verb, false) : `%!${verb.verb}(<nil>)`
  if (Array.isArray(value)) return `[${value.map((item) => one(item, verb)).join(' ')}]`
  if (isMap(value))
    return `map[${sortedKeys(value)
      .map((key) => `${one(key, verb)}:${one(value[key], verb)}`)
      .join(' ')}]`
  const kind = basicKind(value)
  const text =
    kind === 'int'
      ? integer(numberOf(value), verb)
      : kind === 'float'
        ? floating(numberOf(value), verb)
        : typeof value === 'string'
          ? characters(value, verb)
          : verb.verb === 't' || verb.verb === 'v'
            ? pad(String(plainOf(value)), verb, false)
            : undefined
  return text ?? `%!${verb.verb}(${goTypeOf(value)}=${wrongly(value, verb)})`
}

/** What stands in `%!d(string=hi)`, in the width that was asked for. */
const wrongly = (value: Value, verb: Verb): string => one(value, { ...verb, verb: 'v' })

export function goPrintf(format: string, args: Value[]): string {
  let next = 0
  const star = (text: string): string => (text === '*' ? String(numberOf(args[next++])) : text)
  const out = format.replace(
    /%([-+# 0]*)(\*|\d+)?(?:\.(\*|\d*))?([\s\S]|$)/g,
    (_, flags: string, width: string | undefined, precision: string | undefined, verb: string) => {
      const wide = width === undefined ? undefined : Number(star(width))
      const exact = precision === undefined ? undefined : Number(star(precision) || 0)
      if (verb === '%') return '%'
      if (verb === '') return '%!(NOVERB)'
      if (next >= args.length) return `%!${verb}(MISSING)`
      return one(args[next++], { flags, width: wide, precision: exact, verb })
    },
  )
  if (next >= args.length) return out
  const extra = args.slice(next).map((value) => (value === undefined || value === null ? '<nil>' : `${goTypeOf(value)}=${goText(value)}`)) // prettier-ignore
  return `${out}%!(EXTRA ${extra.join(', ')})`
}

/** fmt.Sprint: blanks between operands of which neither is a string. */
export function goPrint(args: Value[]): string {
  let out = ''
  for (const [i, value] of args.entries()) {
    const before = args[i - 1]
    if (i > 0 && typeof value !== 'string' && typeof before !== 'string') out += ' '
    out += value === undefined ? '<nil>' : goText(value)
  }
  return out
}
