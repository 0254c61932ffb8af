/** `sed`: s///, line ranges with p and d. Simplified: no hold space, no branches. */
import { basicPattern, shortFlags, type Filter, type FilterHost } from './filter.ts'

interface Rule {
  applies(text: string, line: number): boolean
  run(text: string): { text: string; drop?: boolean; print?: boolean }
}

/** `s/a/b/g`, whatever the separator. */
function substitution(source: string, extended: boolean): Rule['run'] | undefined {
  const separator = source[1] ?? '/'
  const parts: string[] = ['']
  for (let i = 2; i < source.length; i++) {
    const char = source[i] ?? ''
    if (char === '\\' && source[i + 1] === separator) parts[parts.length - 1] += source[++i] ?? ''
    else if (char === '\\') parts[parts.length - 1] += char + (source[++i] ?? '')
    else if (char === separator) parts.push('')
    else parts[parts.length - 1] += char
  }
  const [pattern = '', replacement = '', flags = ''] = parts
  if (parts.length !== 3) return undefined
  const regex = new RegExp(
    extended ? pattern : basicPattern(pattern),
    `${flags.includes('g') ? 'g' : ''}${/i/i.test(flags) ? 'i' : ''}`,
  )
  const text = replacement
    .replaceAll('$', '$$$$')
    .replace(/\\(\d)|\\n|(?<!\\)&|\\&/g, (hit, group: string | undefined) =>
      group ? `$${group}` : hit === '\\n' ? '\n' : hit === '&' ? '$&' : '&',
    )
  return (line) => {
    const hit = line.search(regex) >= 0
    return { text: line.replace(regex, text), print: hit && flags.includes('p') }
  }
}

function ruleOf(source: string, extended: boolean): Rule | undefined {
  const parts = /^\s*(?:(\d+|\$|\/(?:\\.|[^/])*\/)(?:,(\d+|\$|\/(?:\\.|[^/])*\/))?)?\s*(!?)(.*)$/s.exec(
    source,
  )
  const [, from, to, negated, command = ''] = parts ?? []
  let open = false
  const hits = (address: string, text: string, line: number) =>
    address.startsWith('/')
      ? new RegExp(extended ? address.slice(1, -1) : basicPattern(address.slice(1, -1))).test(text)
      : Number(address) === line
  const inRange = (text: string, line: number) => {
    if (from === undefined) return true
    if (to === undefined) return hits(from, text, line)
    if (!open) {
      open = hits(from, text, line)
      if (open && /^\d+$/.test(to) && Number(to) <= line) open = false
      return open || hits(from, text, line)
    }
    if (to !== '$' && hits(to, text, line)) open = false
    return true
  }
  const applies = (text: string, line: number) => inRange(text, line) !== (negated === '!')
  if (command.startsWith('s')) {
    const run = substitution(command.trim(), extended)
    return run && { applies, run }
  }
  if (command.trim() === 'd') return { applies, run: (text) => ({ text, drop: true }) }
  if (command.trim() === 'p') return { applies, run: (text) => ({ text, print: true }) }
  return undefined
}

export function createSed(args: string[], host: FilterHost): Filter | string {
  const { flags, rest } = shortFlags(args, 'e')
  const script = flags.get('e') ?? rest[0] ?? ''
  const extended = flags.has('E') || flags.has('r')
  const rules: Rule[] = []
  try {
    for (const part of script.startsWith('s') ? [script] : script.split(';')) {
      const rule = ruleOf(part, extended)
      if (!rule) return `sed: -e expression #1, char ${script.length}: unterminated \`s' command`
      rules.push(rule)
    }
  } catch {
    return `sed: -e expression #1, char ${script.length}: Invalid preceding regular expression`
  }
  let line = 0
  return {
    line(input) {
      line++
      let text = input
      let dropped = false
      for (const rule of rules) {
        if (dropped || !rule.applies(text, line)) continue
        const done = rule.run(text)
        text = done.text
        if (done.print) host.out(`${text}\n`)
        dropped = done.drop ?? false
      }
      if (!dropped && !flags.has('n')) host.out(`${text}\n`)
      return true
    },
    end: () => 0,
  }
}
