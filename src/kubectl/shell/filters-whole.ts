/** Filters that need all of their input: tail, wc, sort, uniq, tee is not one of them. */
import { shortFlags, type Filter, type FilterHost } from './filter.ts'

function collecting(finish: (lines: string[]) => void): Filter {
  const lines: string[] = []
  return {
    line(text) {
      lines.push(text)
      return true
    },
    end() {
      finish(lines)
      return 0
    },
  }
}

function tail(args: string[], host: FilterHost): Filter {
  const short = /^-(\d+)$/.exec(args[0] ?? '')?.[1]
  const spec = short ?? shortFlags(args, 'n').flags.get('n') ?? '10'
  return collecting((lines) => {
    const chosen = spec.startsWith('+')
      ? lines.slice(Number(spec) - 1)
      : Number(spec) === 0
        ? []
        : lines.slice(-Number(spec))
    for (const line of chosen) host.out(`${line}\n`)
  })
}

function wc(args: string[], host: FilterHost): Filter {
  const { flags } = shortFlags(args, '')
  return collecting((lines) => {
    const words = lines.flatMap((line) => line.trim().split(/\s+/)).filter(Boolean).length
    const bytes = lines.reduce((sum, line) => sum + line.length + 1, 0)
    if (flags.size === 0)
      host.out(`${[lines.length, words, bytes].map((n) => String(n).padStart(7)).join(' ')}\n`)
    else
      host.out(
        `${[flags.has('l') && lines.length, flags.has('w') && words, (flags.has('c') || flags.has('m')) && bytes].filter((n) => n !== false).join(' ')}\n`,
      )
  })
}

function sort(args: string[], host: FilterHost): Filter {
  const { flags } = shortFlags(args, 'kt')
  const column = Number.parseInt(flags.get('k') ?? '0', 10)
  const separator = flags.get('t')
  const key = (line: string) => {
    if (column === 0) return line
    const parts = separator === undefined ? line.trim().split(/\s+/) : line.split(separator)
    return parts.slice(column - 1).join(separator ?? ' ')
  }
  const numeric = flags.has('n') || /n/.test(flags.get('k') ?? '')
  const number = (text: string) => Number(/^\s*-?[\d.]+/.exec(text)?.[0] ?? 0)
  return collecting((lines) => {
    const sorted = lines.toSorted((a, b) => {
      const [x, y] = [key(a), key(b)]
      const order = numeric ? number(x) - number(y) : x < y ? -1 : x > y ? 1 : 0
      return flags.has('r') || /r/.test(flags.get('k') ?? '') ? -order : order
    })
    const shown = flags.has('u')
      ? sorted.filter((line, i) => i === 0 || key(line) !== key(sorted[i - 1] ?? ''))
      : sorted
    for (const line of shown) host.out(`${line}\n`)
  })
}

function uniq(args: string[], host: FilterHost): Filter {
  const { flags } = shortFlags(args, '')
  return collecting((lines) => {
    const groups: [string, number][] = []
    for (const line of lines) {
      const last = groups.at(-1)
      if (last && last[0] === line) last[1]++
      else groups.push([line, 1])
    }
    for (const [line, count] of groups) {
      if ((flags.has('d') && count === 1) || (flags.has('u') && count > 1)) continue
      host.out(flags.has('c') ? `${String(count).padStart(7)} ${line}\n` : `${line}\n`)
    }
  })
}

function column(_: string[], host: FilterHost): Filter {
  return collecting((lines) => {
    const rows = lines.map((line) => line.trim().split(/\s+/))
    const widths: number[] = []
    for (const row of rows)
      for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length)
    for (const row of rows)
      host.out(
        `${row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd((widths[i] ?? 0) + 2))).join('')}\n`,
      )
  })
}

const rev = (_: string[], host: FilterHost): Filter =>
  collecting((lines) => lines.forEach((line) => host.out(`${[...line].toReversed().join('')}\n`)))
const tac = (_: string[], host: FilterHost): Filter =>
  collecting((lines) => lines.toReversed().forEach((line) => host.out(`${line}\n`)))

export const aggregators = { tail, wc, sort, uniq, column, rev, tac }
