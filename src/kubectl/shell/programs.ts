/** The programs of the small shell that are no filters. */
import { parseDuration } from '../flags/pflag.ts'
import { runKubectl } from '../kubectl.ts'
import { rfc3339 } from '../../sim/time.ts'
import { filePrograms } from './files.ts'
import { hostOf, withAlarm, type Io } from './io.ts'
import { curl } from './curl.ts'
import { minikube } from './minikube.ts'

/** Runs words as a command line of their own (xargs, watch, timeout). */
export type RunWords = (words: string[], io: Io) => Promise<number>
export type Program = (args: string[], io: Io, run: RunWords) => Promise<number> | number

/** Thrown by `exit`. */
export class ShellExit extends Error {
  readonly code: number
  constructor(code: number) {
    super('exit')
    this.code = code
  }
}

const CLEAR = '\u001b[H\u001b[2J'
const backslashes: Record<string, string> = { n: '\n', t: '\t', r: '\r', '\\': '\\', '0': '\0', e: '\u001b' }
const unescape = (text: string) => text.replace(/\\([ntr\\0e])/g, (_, c: string) => backslashes[c] ?? c)

function echo(args: string[], io: Io): number {
  let [bare, escaped] = [false, false]
  let words = args
  while (/^-[neE]+$/.test(words[0] ?? '')) {
    bare ||= words[0]?.includes('n') ?? false
    escaped ||= words[0]?.includes('e') ?? false
    words = words.slice(1)
  }
  const text = words.join(' ')
  io.out((escaped ? unescape(text) : text) + (bare ? '' : '\n'))
  return 0
}

/** The format is used again while arguments are left. */
function printf([format = '', ...args]: string[], io: Io): number {
  const holes = (format.match(/%[-0]?\d*(?:\.\d+)?[sdq]/g) ?? []).length
  const rounds = holes === 0 ? 1 : Math.max(1, Math.ceil(args.length / holes))
  let next = 0
  const fill = (_: string, width: string, verb: string) => {
    if (verb === '%') return '%'
    const text = args[next++] ?? ''
    return width.startsWith('-') ? text.padEnd(Number(width.slice(1))) : text.padStart(Number(width || 0))
  }
  for (let i = 0; i < rounds; i++) io.out(unescape(format).replace(/%([-0]?\d*)(?:\.\d+)?([sdq%])/g, fill))
  return 0
}

async function sleep(args: string[], io: Io): Promise<number> {
  let total = 0
  for (const word of args) {
    const parts = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(word)
    if (!parts) {
      io.err(`sleep: invalid time interval ‘${word}’\n`)
      return 1
    }
    total += Number(parts[1]) * ({ s: 1, m: 60, h: 3600, d: 86400 }[parts[2] || 's'] ?? 1)
  }
  if (args.length === 0) io.err('sleep: missing operand\n')
  return (await hostOf(io).sleep(total * 1000)) ? 0 : 130
}

/** `watch [-n SECONDS] COMMAND`: clears the screen and shows the command again and again. */
async function watch(args: string[], io: Io, run: RunWords): Promise<number> {
  let words = args
  let seconds = 2
  while (words[0]?.startsWith('-')) {
    const flag = words[0]
    const inline = /^-n(\d.*)$|^--interval=(.*)$/.exec(flag)
    if (inline) seconds = Number(inline[1] ?? inline[2])
    else if (flag === '-n' || flag === '--interval') {
      seconds = Number(words[1])
      words = words.slice(1)
    }
    words = words.slice(1)
  }
  if (words.length === 0) {
    io.err('watch: no command given\n')
    return 1
  }
  if (!(seconds >= 0.1)) seconds = 0.1
  while (!hostOf(io).interrupted()) {
    io.out(`${CLEAR}Every ${seconds.toFixed(1)}s: ${words.join(' ')}\n\n`)
    await run(words, io)
    if (!(await hostOf(io).sleep(seconds * 1000))) break
  }
  return 130
}

async function timeout(args: string[], io: Io, run: RunWords): Promise<number> {
  let words = args
  let preserve = false
  while (words[0]?.startsWith('-')) {
    preserve ||= words[0] === '--preserve-status'
    words = words.slice(words[0] === '-s' || words[0] === '-k' ? 2 : 1)
  }
  const [length = '', ...command] = words
  const ms = parseDuration(/^[\d.]+$/.test(length) ? `${length}s` : length)
  if (typeof ms === 'string') {
    io.err(`timeout: invalid time interval ‘${length}’\n`)
    return 125
  }
  const alarm = withAlarm(io.host, ms)
  const code = await run(command, { ...io, host: alarm.host })
  return alarm.rung() && !preserve ? 124 : code
}

/** `xargs [-n 1] [-I {}] COMMAND`. */
async function xargs(args: string[], io: Io, run: RunWords): Promise<number> {
  let words = args
  let [placeholder, count] = ['', Infinity]
  while (words[0]?.startsWith('-')) {
    const flag = words[0]
    if (flag === '-I') placeholder = words[1] ?? '{}'
    if (flag === '-n') count = Number(words[1])
    const inline = /^-([nI])(.+)$/.exec(flag)
    if (inline?.[1] === 'n') count = Number(inline[2])
    if (inline?.[1] === 'I') placeholder = inline[2] ?? ''
    words = words.slice(flag === '-I' || flag === '-n' ? 2 : 1)
  }
  const command = words.length > 0 ? words : ['echo']
  let code = 0
  const inputs =
    placeholder === '' ? io.stdin.split(/\s+/).filter(Boolean) : io.stdin.split('\n').filter(Boolean)
  if (placeholder !== '') {
    for (const input of inputs) code = (await run(command.map((word) => word.replaceAll(placeholder, input.trim())), io)) || code // prettier-ignore
    return code
  }
  if (inputs.length === 0) return run(command, io)
  for (let i = 0; i < inputs.length; i += Math.min(count, inputs.length)) {
    code = (await run([...command, ...inputs.slice(i, i + count)], io)) || code
    if (!(count > 0)) break
  }
  return code === 0 ? 0 : 123
}

function alias(args: string[], io: Io): number {
  const { aliases } = io.state
  const show = (name: string) =>
    io.out(`alias ${name}='${(aliases[name] ?? '').replaceAll("'", String.raw`'\''`)}'\n`)
  if (args.length === 0) for (const name of Object.keys(aliases).toSorted()) show(name)
  let code = 0
  for (const word of args) {
    const equals = word.indexOf('=')
    if (equals > 0) aliases[word.slice(0, equals)] = word.slice(equals + 1)
    else if (aliases[word] !== undefined) show(word)
    else {
      io.err(`bash: alias: ${word}: not found\n`)
      code = 1
    }
  }
  return code
}

function exportNames(args: string[], io: Io): number {
  const { state } = io
  if (args.length === 0)
    for (const name of state.exported.toSorted())
      io.out(`declare -x ${name}="${state.variables[name] ?? ''}"\n`)
  for (const word of args) {
    const equals = word.indexOf('=')
    const name = equals < 0 ? word : word.slice(0, equals)
    if (!/^[A-Za-z_]\w*$/.test(name)) {
      io.err(`bash: export: \`${word}': not a valid identifier\n`)
      return 1
    }
    if (equals >= 0) state.variables[name] = word.slice(equals + 1)
    if (!state.exported.includes(name)) state.exported.push(name)
  }
  return 0
}

/** Editors open the page's editor. */
async function edit(args: string[], io: Io): Promise<number> {
  const path = args.find((word) => !word.startsWith('-') && !word.startsWith('+'))
  const before = path === undefined ? io.stdin : (hostOf(io).readFile(path) ?? '')
  const after = await io.host.edit(before, path ?? 'stdin')
  if (typeof after === 'string' && path !== undefined) hostOf(io).writeFile(path, after)
  return 0
}

function test(args: string[], io: Io): number {
  const words = args.at(-1) === ']' ? args.slice(0, -1) : args
  if (words[0] === '!') return test(words.slice(1), io) === 0 ? 1 : 0
  const [a = '', operator = '', b = ''] = words
  const numbers: Record<string, boolean> = { '-eq': Number(a) === Number(b), '-ne': Number(a) !== Number(b), '-lt': Number(a) < Number(b), '-le': Number(a) <= Number(b), '-gt': Number(a) > Number(b), '-ge': Number(a) >= Number(b) } // prettier-ignore
  if (words.length === 0) return 1
  if (words.length === 1) return a === '' ? 1 : 0
  if (words.length === 2) {
    const isFile = hostOf(io).readFile(operator) !== undefined
    const isDirectory = hostOf(io).listFiles(operator) !== undefined
    return {
      '-z': operator === '',
      '-n': operator !== '',
      '-f': isFile,
      '-e': isFile || isDirectory,
      '-s': isFile,
      '-d': isDirectory,
    }[a]
      ? 0
      : 1
  }
  if (operator === '=' || operator === '==') return a === b ? 0 : 1
  if (operator === '!=') return a === b ? 1 : 0
  return numbers[operator] ? 0 : 1
}

function seq(args: string[], io: Io): number {
  const numbers = args.map(Number)
  const [from, step, to] =
    numbers.length === 3 ? numbers : numbers.length === 2 ? [numbers[0], 1, numbers[1]] : [1, 1, numbers[0]]
  if (from === undefined || to === undefined || !step || numbers.some(Number.isNaN)) return 1
  for (let n = from, i = 0; (step > 0 ? n <= to : n >= to) && i < 100_000; n += step, i++) io.out(`${n}\n`)
  return 0
}

const nothing: Program = () => 0
const kubectl: Program = (args, io) => runKubectl(args, hostOf(io))

export const programs: Record<string, Program> = {
  kubectl, curl, minikube, echo, printf, sleep, watch, timeout, xargs, alias, seq, test, '[': test, export: exportNames,
  vi: edit, vim: edit, nano: edit, ...filePrograms,
  true: nothing, ':': nothing, chmod: nothing, set: nothing, source: nothing, '.': nothing, stty: nothing,
  false: () => 1,
  whoami: (_, io) => (io.out('root\n'), 0),
  hostname: (_, io) => (io.out('minikube\n'), 0),
  date: (_, io) => (io.out(`${rfc3339(io.host.now())}\n`), 0),
  clear: (_, io) => (io.out(CLEAR), 0),
  history: (_, io) => (io.state.history.forEach((line, i) => io.out(`${String(i + 1).padStart(5)}  ${line}\n`)), 0),
  env: (_, io) => (io.state.exported.forEach((name) => io.out(`${name}=${io.state.variables[name] ?? ''}\n`)), 0),
  exit: (args, io) => {
    throw new ShellExit(args[0] === undefined ? io.state.status : Number(args[0]) & 255)
  },
  unset: (args, io) => {
    for (const name of args) delete io.state.variables[name]
    return 0
  },
  unalias: (args, io) => {
    for (const name of args) delete io.state.aliases[name]
    return 0
  },
  read: ([name = 'REPLY'], io) => {
    io.state.variables[name] = io.stdin.split('\n')[0] ?? ''
    return io.stdin === '' ? 1 : 0
  },
  which: (args, io) => (args.forEach((name) => programs[name] && io.out(`/usr/local/bin/${name}\n`)), args.every((name) => programs[name]) ? 0 : 1),
} // prettier-ignore
