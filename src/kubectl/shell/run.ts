/** Runs a line of the small shell. @see POSIX sh, 2.9 Shell Commands */
import type { KubectlHost } from '../host.ts'
import { expandText, expandWords } from './expand.ts'
import { filters } from './filters.ts'
import { hostOf, type Io } from './io.ts'
import { parseShell, type Command, type List, type Pipeline, type Simple } from './parse.ts'
import { withRedirects } from './redirect.ts'
import { programs, ShellExit, type RunWords } from './programs.ts'
import type { ShellState } from './state.ts'
import { bareText, ShellSyntaxError } from './words.ts'

const MAX_DEPTH = 50

export async function runShell(line: string, host: KubectlHost, state: ShellState): Promise<number> {
  if (line.trim() !== '') state.history.push(line)
  const io: Io = {
    host,
    state,
    environment: {},
    stdin: host.stdin(),
    out: (text) => host.stdout(text),
    err: (text) => host.stderr(text),
    stopped: () => false,
  }
  try {
    state.status = await runSource(line, io, 0)
  } catch (error) {
    if (error instanceof ShellExit) state.status = error.code
    else throw error
  }
  if (host.interrupted()) state.status = 130
  return state.status
}

async function runSource(source: string, io: Io, depth: number): Promise<number> {
  let list: List
  try {
    list = parseShell(source)
  } catch (error) {
    if (!(error instanceof ShellSyntaxError)) throw error
    io.err(`bash: ${error.message}\n`)
    return 2
  }
  if (depth > MAX_DEPTH) {
    io.err('bash: maximum nesting level exceeded\n')
    return 1
  }
  return runList(list, io, depth)
}

const interrupted = (io: Io): boolean => io.host.interrupted() || io.stopped()

async function runList(list: List, io: Io, depth: number): Promise<number> {
  let code = 0
  let skip: '&&' | '||' | undefined
  for (const item of list) {
    if (interrupted(io)) return 130
    const wanted = skip === undefined || (skip === '&&' ? code === 0 : code !== 0)
    if (wanted) {
      code = await runPipeline(item.pipeline, io, depth)
      io.state.status = code
    }
    skip = item.joint === ';' ? undefined : item.joint
  }
  return code
}

async function runPipeline({ commands, negated }: Pipeline, io: Io, depth: number): Promise<number> {
  const code = await runStage(commands, io, depth)
  return negated ? (code === 0 ? 1 : 0) : code
}

/** The first command, its output going into the rest. A filter reads line by line, others get the whole text at the end. */
async function runStage([command, ...rest]: Command[], io: Io, depth: number): Promise<number> {
  if (command === undefined) return 0
  const [next, ...behind] = rest
  if (next === undefined) return runCommand(command, io, depth)
  const words =
    next.type === 'simple' && next.redirects.length === 0
      ? await expandWords(next.words, io, (source, inner) => runSource(source, inner, depth + 1))
      : []
  const [name = '', ...args] = words
  const make = filters[name]
  if (make === undefined || (name === 'cat' && args.length > 0)) {
    let text = ''
    await runCommand(command, { ...io, out: (chunk) => (text += chunk) }, depth)
    return runStage(rest, { ...io, stdin: text }, depth)
  }
  // What the filter writes goes on to the next stage, which may itself be a filter.
  let code = 0
  let buffered = ''
  const writes = behind.length === 0 ? (text: string) => io.out(text) : (text: string) => (buffered += text)
  const piped = behind.length === 0 ? undefined : await streamInto(behind, io, depth)
  const filter = make(args, { out: piped ? piped.write : writes, err: (text) => io.err(text) })
  if (typeof filter === 'string') {
    io.err(`${filter}\n`)
    return 2
  }
  let pending = ''
  let wanted = true
  const feed = (chunk: string) => {
    pending += chunk
    const lines = pending.split('\n')
    pending = lines.pop() ?? ''
    for (const line of lines) if (wanted) wanted = filter.line(line)
  }
  await runCommand(command, { ...io, out: feed, stopped: () => !wanted || io.stopped() }, depth)
  if (pending !== '' && wanted) filter.line(pending)
  code = filter.end()
  if (piped) return piped.end()
  return behind.length === 0 ? code : runStage(behind, { ...io, stdin: buffered }, depth)
}

/** A chain of filters as one sink, when all of them are filters. */
async function streamInto(
  commands: Command[],
  io: Io,
  depth: number,
): Promise<{ write(text: string): void; end(): Promise<number> }> {
  let text = ''
  const made: { feed(chunk: string): void; end(): number }[] = []
  for (const command of commands) {
    if (command.type !== 'simple' || command.redirects.length > 0) {
      made.length = 0
      break
    }
    const [name = '', ...args] = await expandWords(command.words, io, (source, inner) =>
      runSource(source, inner, depth + 1),
    )
    const index = made.length
    const filter = filters[name]?.(args, {
      out: (chunk) => (made[index + 1]?.feed ?? io.out)(chunk),
      err: (chunk) => io.err(chunk),
    })
    if (filter === undefined || typeof filter === 'string') {
      made.length = 0
      break
    }
    let pending = ''
    made.push({
      feed(chunk) {
        pending += chunk
        const lines = pending.split('\n')
        pending = lines.pop() ?? ''
        for (const line of lines) filter.line(line)
      },
      end() {
        if (pending !== '') filter.line(pending)
        return filter.end()
      },
    })
  }
  const [first] = made
  if (first === undefined) {
    return { write: (chunk) => (text += chunk), end: () => runStage(commands, { ...io, stdin: text }, depth) }
  }
  return {
    write: (chunk) => first.feed(chunk),
    end: () => Promise.resolve(made.reduce((_, one) => one.end(), 0)),
  }
}

async function runCommand(command: Command, io: Io, depth: number): Promise<number> {
  return withRedirects(
    command.redirects,
    io,
    (source, inner) => runSource(source, inner, depth + 1),
    (inner) => runBody(command, inner, depth),
  )
}

async function runBody(command: Command, io: Io, depth: number): Promise<number> {
  switch (command.type) {
    case 'simple':
      return runSimple(command, io, depth)
    case 'group':
      return runList(command.body, io, depth)
    case 'if': {
      for (const { condition, body } of command.branches)
        if ((await runList(condition, io, depth)) === 0) return runList(body, io, depth)
      return runList(command.otherwise, io, depth)
    }
    case 'for': {
      let code = 0
      for (const value of await expandWords(command.words, io, (source, inner) =>
        runSource(source, inner, depth + 1),
      )) {
        io.state.variables[command.name] = value
        code = await runList(command.body, io, depth)
        if (interrupted(io)) return 130
      }
      return code
    }
    case 'loop': {
      let code = 0
      while (!interrupted(io) && ((await runList(command.condition, io, depth)) === 0) !== command.until) {
        const before = io.host.now()
        code = await runList(command.body, io, depth)
        // A loop without a pause must not stop the clock for ever.
        if (io.host.now() === before && !(await hostOf(io).sleep(10))) return 130
      }
      return interrupted(io) ? 130 : code
    }
  }
}

const assigning = new Set(['export', 'alias', 'local', 'declare', 'readonly'])

async function runSimple(command: Simple, io: Io, depth: number): Promise<number> {
  const substitute = (source: string, inner: Io) => runSource(source, inner, depth + 1)
  const first = command.words[0] && bareText(command.words[0])
  const alias = first === undefined || depth > MAX_DEPTH ? undefined : io.state.aliases[first]
  if (alias !== undefined && !io.environment[`alias ${first ?? ''}`]) {
    const rest = (await expandWords(command.words.slice(1), io, substitute)).map(
      (word) => `'${word.replaceAll("'", String.raw`'\''`)}'`,
    )
    return runSource(
      [alias, ...rest].join(' '),
      { ...io, environment: { ...io.environment, [`alias ${first ?? ''}`]: '1' } },
      depth + 1,
    )
  }
  const environment = { ...io.environment }
  for (const { name, value } of command.assignments) {
    const text = await expandText(value, io, substitute)
    if (command.words.length === 0) io.state.variables[name] = text
    else environment[name] = text
  }
  if (command.words.length === 0) return 0
  // The value of `export X=…` is not split into words.
  const words = assigning.has(first ?? '')
    ? await Promise.all(command.words.map((word) => expandText(word, io, substitute)))
    : await expandWords(command.words, io, substitute)
  return runWords(depth)(words, { ...io, environment })
}

const runWords =
  (depth: number): RunWords =>
  async ([name = '', ...args], io) => {
    const program = programs[name]
    if (program) return program(args, io, runWords(depth + 1))
    const filter = filters[name]
    if (filter) return runFilter(name, args, io)
    if (name === '') return 0
    const alias = io.state.aliases[name]
    if (alias !== undefined && depth < MAX_DEPTH) return runSource([alias, ...args].join(' '), io, depth + 1)
    io.err(`bash: ${name}: command not found\n`)
    return 127
  }

/** A filter at the beginning of a pipe reads a file or what is piped into the whole line. */
function runFilter(name: string, args: string[], io: Io): number {
  const file = args.at(-1) ?? ''
  const text = /^[^-]/.test(file) ? hostOf(io).readFile(file) : undefined
  const filter = filters[name]?.(text === undefined ? args : args.slice(0, -1), { out: io.out, err: io.err })
  if (filter === undefined || typeof filter === 'string') {
    io.err(`${filter ?? ''}\n`)
    return 2
  }
  const lines = (text ?? io.stdin).split('\n')
  if (lines.at(-1) === '') lines.pop()
  for (const line of lines) if (!filter.line(line)) break
  return filter.end()
}
