/** The text tools behind a pipe. Each works line by line, so that `kubectl get pods -w | grep web` shows lines as they come. */
import { aggregators } from './filters-whole.ts'
import { basicPattern, shortFlags, type Filter, type FilterHost } from './filter.ts'
import { createSed } from './sed.ts'

type Make = (args: string[], host: FilterHost) => Filter | string

function grep(args: string[], host: FilterHost, extended: boolean): Filter | string {
  const { flags, rest } = shortFlags(args, 'ABCem')
  const [given, file] = flags.has('e') ? [flags.get('e'), rest[0]] : rest
  if (given === undefined) return 'usage: grep [OPTION]... PATTERNS [FILE]...'
  if (file !== undefined && file !== '-') return `grep: ${file}: No such file or directory`
  const source = flags.has('F')
    ? given.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    : extended || flags.has('E')
      ? given
      : basicPattern(given)
  let pattern: RegExp
  try {
    pattern = new RegExp(
      flags.has('w') ? `(?<!\\w)(?:${source})(?!\\w)` : flags.has('x') ? `^(?:${source})$` : source,
      flags.has('i') ? 'gi' : 'g',
    )
  } catch {
    return 'grep: Invalid regular expression'
  }
  const number = (letter: string) => Number(flags.get(letter) ?? flags.get('C') ?? 0)
  const [after, before, limit] = [
    number('A'),
    number('B'),
    flags.has('m') ? Number(flags.get('m')) : Infinity,
  ]
  let [count, left, at, last] = [0, 0, 0, 0]
  let held: string[] = []
  const show = (text: string, separator: string) =>
    host.out(`${flags.has('n') ? `${at}${separator}` : ''}${text}\n`)
  return {
    line(text) {
      at++
      pattern.lastIndex = 0
      const hit = pattern.test(text) !== flags.has('v')
      if (hit) {
        count++
        left = after
        if (flags.has('q')) return false
        if (flags.has('c')) return count < limit
        if ((after > 0 || before > 0) && last > 0 && at - held.length > last + 1) host.out('--\n')
        for (const line of held) host.out(`${line}\n`)
        held = []
        if (flags.has('o')) for (const [match] of text.matchAll(pattern)) host.out(`${match}\n`)
        else show(text, ':')
        last = at
        return count < limit || after > 0
      }
      if (left > 0 && !flags.has('c')) {
        left--
        show(text, '-')
        last = at
      } else if (before > 0) held = [...held, text].slice(-before)
      return count < limit || left > 0
    },
    end() {
      if (flags.has('c')) host.out(`${count}\n`)
      return count > 0 ? 0 : 1
    },
  }
}

function head(args: string[], host: FilterHost): Filter {
  const short = /^-(\d+)$/.exec(args[0] ?? '')?.[1]
  const limit = Number(short ?? shortFlags(args, 'nc').flags.get('n') ?? 10)
  let count = 0
  return {
    line(text) {
      if (count++ < limit) host.out(`${text}\n`)
      return count < limit
    },
    end: () => 0,
  }
}

function cut(args: string[], host: FilterHost): Filter | string {
  const { flags } = shortFlags(args, 'dfc')
  const spec = flags.get('f') ?? flags.get('c')
  if (spec === undefined) return 'cut: you must specify a list of bytes, characters, or fields'
  const wanted = (position: number) =>
    spec.split(',').some((part) => {
      const [from = '', to] = part.split('-')
      return to === undefined
        ? position === Number(from)
        : position >= Number(from || 1) && position <= Number(to || Infinity)
    })
  const separator = flags.has('c') ? '' : (flags.get('d') ?? '\t')
  return {
    line(text) {
      const parts = text.split(separator)
      host.out(
        `${parts.length === 1 && !flags.has('c') ? text : parts.filter((_, i) => wanted(i + 1)).join(separator)}\n`,
      )
      return true
    },
    end: () => 0,
  }
}

const ranges = (set: string): string[] => {
  const named = set.replace('[:upper:]', 'A-Z').replace('[:lower:]', 'a-z').replace('[:digit:]', '0-9').replace('[:space:]', ' \t\n').replaceAll('\\n', '\n').replaceAll('\\t', '\t') // prettier-ignore
  const out: string[] = []
  for (let i = 0; i < named.length; i++) {
    if (named[i + 1] === '-' && i + 2 < named.length) {
      for (let code = named.charCodeAt(i); code <= named.charCodeAt(i + 2); code++)
        out.push(String.fromCharCode(code))
      i += 2
    } else out.push(named[i] ?? '')
  }
  return out
}

function tr(args: string[], host: FilterHost): Filter | string {
  const { flags, rest } = shortFlags(args, '')
  const from = ranges(rest[0] ?? '')
  const to = ranges(rest[1] ?? '')
  if (from.length === 0) return 'tr: missing operand'
  let last = ''
  return {
    line(text) {
      let out = ''
      for (const char of `${text}\n`) {
        const at = from.indexOf(char)
        const hit = flags.has('c') ? at < 0 : at >= 0
        if (hit && flags.has('d')) continue
        const made = hit && to.length > 0 ? (to[at] ?? to.at(-1) ?? '') : char
        if (flags.has('s') && made === last && (to.length > 0 ? to.includes(made) : from.includes(made)))
          continue
        out += made
        last = made
      }
      host.out(out)
      return true
    },
    end: () => 0,
  }
}

function awk(args: string[], host: FilterHost): Filter | string {
  const { flags, rest } = shortFlags(args, 'Fv')
  const program =
    /^\s*(?:(NR)\s*(==|>|>=|<|<=|!=)\s*(\d+)|\/((?:\\.|[^/])*)\/)?\s*(?:\{\s*print\s*([^}]*?);?\s*\})?\s*$/.exec(
      rest[0] ?? '',
    )
  if (!program) return `awk: this program is not understood: ${rest[0] ?? ''}`
  const [, counted, operator, number = '0', pattern, fields = ''] = program
  const separator = flags.get('F')
  let at = 0
  const chosen = (text: string) => {
    const n = Number(number)
    if (pattern !== undefined) return new RegExp(pattern).test(text)
    if (counted === undefined) return true
    return (
      { '==': at === n, '>': at > n, '>=': at >= n, '<': at < n, '<=': at <= n, '!=': at !== n }[
        operator ?? '=='
      ] ?? false
    )
  }
  return {
    line(text) {
      at++
      if (!chosen(text)) return true
      const columns = separator === undefined ? text.trim().split(/\s+/) : text.split(separator)
      const value = (name: string) =>
        name === 'NF'
          ? String(columns.length)
          : name === 'NR'
            ? String(at)
            : name === '$0'
              ? text
              : name === '$NF'
                ? (columns.at(-1) ?? '')
                : (columns[Number(name.slice(1)) - 1] ?? '')
      const groups = fields.trim() === '' ? ['$0'] : fields.split(',')
      const shown = groups.map((group) => (group.match(/\$?\w+|"(?:\\.|[^"])*"/g) ?? []).map((item) => (item.startsWith('"') ? item.slice(1, -1).replaceAll('\\t', '\t').replaceAll('\\n', '\n') : value(item))).join('')) // prettier-ignore
      host.out(`${shown.join(' ')}\n`)
      return true
    },
    end: () => 0,
  }
}

export const filters: Record<string, Make> = {
  grep: (args, host) => grep(args, host, false),
  egrep: (args, host) => grep(args, host, true),
  head,
  cut,
  tr,
  awk,
  sed: createSed,
  cat: (args, host) => ({
    line(text) {
      host.out(`${text}\n`)
      return true
    },
    end: () => (args.length === 0 || args[0] === '-' ? 0 : 1),
  }),
  ...aggregators,
}
filters.less = filters.cat ?? (() => '')
filters.more = filters.less
