/**
 * Flags by the rules of spf13/pflag: `--name=v`, `--name v`, `-n v`, `-nv`, `-abc`, `--` ends them; flags and arguments mix.
 * @see github.com/spf13/pflag flag.go, golang's strconv errors
 */
import { plain } from '../errors.ts'

export type FlagType =
  'string' | 'bool' | 'int' | 'int32' | 'int64' | 'duration' | 'stringSlice' | 'stringArray'

export interface FlagSpec {
  name: string
  short?: string
  type: FlagType
  /** As text; '' when absent. */
  default?: string
  /** The value of the bare flag; such a flag never takes the next word. */
  bare?: string
  deprecated?: string
  usage: string
}

export interface Flags {
  text(name: string): string
  bool(name: string): boolean
  int(name: string): number
  list(name: string): string[]
  /** Milliseconds. */
  duration(name: string): number
  changed(name: string): boolean
  has(name: string): boolean
  /** Long form of what was given, in the order typed, for `--record`. */
  given(): string[]
}

export interface ParsedLine {
  flags: Flags
  args: string[]
  /** How many arguments stood before `--`, or -1. */
  dash: number
  deprecations: string[]
}

const units: Record<string, number> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60000,
  h: 3600000,
}

/** time.ParseDuration: milliseconds, or the error's text. */
export function parseDuration(source: string): number | string {
  const invalid = `time: invalid duration ${JSON.stringify(source)}`
  let rest = source.replace(/^[-+]/, '')
  if (rest === '0') return 0
  if (rest === '') return invalid
  let total = 0
  while (rest !== '') {
    const digits = /^(\d+\.?\d*|\.\d+)/.exec(rest)?.[0]
    if (digits === undefined) return invalid
    rest = rest.slice(digits.length)
    const unit = /^[^\d.]+/.exec(rest)?.[0]
    if (unit === undefined) return `time: missing unit in duration ${JSON.stringify(source)}`
    const factor = units[unit]
    if (factor === undefined)
      return `time: unknown unit ${JSON.stringify(unit)} in duration ${JSON.stringify(source)}`
    total += Number(digits) * factor
    rest = rest.slice(unit.length)
  }
  return source.startsWith('-') ? -total : total
}

const bools: Record<string, boolean> = {
  '1': true, t: true, T: true, true: true, TRUE: true, True: true,
  '0': false, f: false, F: false, false: false, FALSE: false, False: false,
} // prettier-ignore

function checkValue(spec: FlagSpec, value: string): string | undefined {
  const quoted = JSON.stringify(value)
  if (spec.type === 'bool')
    return value in bools ? undefined : `strconv.ParseBool: parsing ${quoted}: invalid syntax`
  if (spec.type === 'duration') {
    const parsed = parseDuration(value)
    return typeof parsed === 'string' ? parsed : undefined
  }
  if (!spec.type.startsWith('int')) return undefined
  if (!/^[-+]?(\d+|0[xX][\da-fA-F]+)$/.test(value))
    return `strconv.ParseInt: parsing ${quoted}: invalid syntax`
  const limit = spec.type === 'int32' ? 2147483647 : Number.MAX_SAFE_INTEGER
  return Math.abs(Number(value)) > limit
    ? `strconv.ParseInt: parsing ${quoted}: value out of range`
    : undefined
}

const shown = (spec: FlagSpec): string => (spec.short ? `-${spec.short}, --${spec.name}` : `--${spec.name}`)

function createFlags(specs: Map<string, FlagSpec>, values: Map<string, string[]>, given: string[]): Flags {
  const last = (name: string) => values.get(name)?.at(-1) ?? specs.get(name)?.default ?? ''
  const items = (name: string) => {
    const given = values.get(name)
    const spec = specs.get(name)
    if (given === undefined) return spec?.default ? [spec.default] : []
    return spec?.type === 'stringSlice'
      ? given.flatMap((value) => (value === '' ? [] : value.split(',')))
      : given
  }
  return {
    text: last,
    bool: (name) => bools[last(name)] ?? false,
    int: (name) => Number(last(name) || '0'),
    list: items,
    duration: (name) => {
      const parsed = parseDuration(last(name) || '0')
      return typeof parsed === 'string' ? 0 : parsed
    },
    changed: (name) => values.has(name),
    has: (name) => specs.has(name),
    given: () => given,
  }
}

/** @param path the command as typed in "See 'kubectl get --help' for usage." */
export function parseFlags(words: readonly string[], specs: readonly FlagSpec[], path: string): ParsedLine {
  const byName = new Map(specs.map((spec) => [spec.name, spec]))
  const byShort = new Map(specs.filter((spec) => spec.short).map((spec) => [spec.short ?? '', spec]))
  const values = new Map<string, string[]>()
  const args: string[] = []
  const deprecations: string[] = []
  const given: string[] = []
  let dash = -1
  const refuse = (message: string) => plain(`${message}\nSee '${path} --help' for usage.`)
  const set = (spec: FlagSpec, value: string) => {
    const wrong = checkValue(spec, value)
    if (wrong !== undefined)
      throw refuse(`invalid argument ${JSON.stringify(value)} for "${shown(spec)}" flag: ${wrong}`)
    given.push(`--${spec.name}=${value}`)
    values.set(spec.name, [...(values.get(spec.name) ?? []), value])
    if (spec.deprecated !== undefined)
      deprecations.push(`Flag --${spec.name} has been deprecated, ${spec.deprecated}`)
  }
  const bareOf = (spec: FlagSpec) => spec.bare ?? (spec.type === 'bool' ? 'true' : undefined)

  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    if (word === '--') {
      dash = args.length
      args.push(...words.slice(i + 1))
      break
    }
    if (word.startsWith('--')) {
      const equals = word.indexOf('=')
      const name = equals < 0 ? word.slice(2) : word.slice(2, equals)
      if (name === '' || name.startsWith('-')) throw refuse(`bad flag syntax: ${word}`)
      const spec = byName.get(name)
      if (spec === undefined) throw refuse(`unknown flag: --${name}`)
      const bare = bareOf(spec)
      if (equals >= 0) set(spec, word.slice(equals + 1))
      else if (bare !== undefined) set(spec, bare)
      else if (i + 1 < words.length) set(spec, words[++i] ?? '')
      else throw refuse(`flag needs an argument: ${word}`)
    } else if (word.startsWith('-') && word.length > 1) {
      let rest = word.slice(1)
      while (rest !== '') {
        const letter = rest[0] ?? ''
        const spec = byShort.get(letter)
        if (spec === undefined) throw refuse(`unknown shorthand flag: '${letter}' in -${rest}`)
        const bare = bareOf(spec)
        if (rest.length > 2 && rest[1] === '=') {
          set(spec, rest.slice(2))
          break
        }
        if (bare !== undefined) {
          set(spec, bare)
          rest = rest.slice(1)
        } else if (rest.length > 1) {
          set(spec, rest.slice(1))
          break
        } else if (i + 1 < words.length) {
          set(spec, words[++i] ?? '')
          break
        } else throw refuse(`flag needs an argument: '${letter}' in -${rest}`)
      }
    } else args.push(word)
  }
  return { flags: createFlags(byName, values, given), args, dash, deprecations }
}
