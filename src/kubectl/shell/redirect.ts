/** Redirections of one command. @see POSIX sh, 2.7 Redirection */
import { expandText } from './expand.ts'
import { hostOf, type Io } from './io.ts'
import type { Redirect } from './tokens.ts'

/** Runs `$(…)` of a target. */
type Substitute = Parameters<typeof expandText>[2]

function unwritable(path: string, io: Io): string | undefined {
  const host = hostOf(io)
  if (host.listFiles(path) !== undefined) return 'Is a directory'
  const parent = /^(.*)\/[^/]+$/.exec(path)?.[1]
  return parent === undefined || parent === '' || host.listFiles(parent) !== undefined
    ? undefined
    : 'No such file or directory'
}

/** Runs with its streams in files; what it wrote there is there at its end. */
export async function withRedirects(
  redirects: Redirect[],
  io: Io,
  substitute: Substitute,
  run: (io: Io) => Promise<number>,
): Promise<number> {
  let inner = io
  const files = new Map<string, string>()
  for (const { operator, target } of redirects) {
    const name = await expandText(target, io, substitute)
    if (operator === '<') {
      const text = hostOf(io).readFile(name)
      if (text === undefined && name !== '/dev/null') {
        io.err(`bash: ${name}: No such file or directory\n`)
        return 1
      }
      inner = { ...inner, stdin: text ?? '' }
    } else if (operator === '<<' || operator === '<<<')
      inner = {
        ...inner,
        stdin: operator === '<<<' ? `${name}\n` : await expandText(target, io, substitute),
      }
    else if (operator === '2>&1') inner = { ...inner, err: inner.out }
    else if (name === '/dev/stderr') inner = { ...inner, out: inner.err }
    else {
      const refused = name === '/dev/null' ? undefined : unwritable(name, io)
      if (refused) {
        io.err(`bash: ${name}: ${refused}\n`)
        return 1
      }
      const keep = operator.endsWith('>>') ? (hostOf(io).readFile(name) ?? '') : ''
      files.set(name, keep)
      const write = (text: string) => void files.set(name, (files.get(name) ?? '') + text)
      if (operator.startsWith('2')) inner = { ...inner, err: write }
      else inner = operator === '&>' ? { ...inner, out: write, err: write } : { ...inner, out: write }
    }
  }
  const code = await run(inner)
  for (const [name, text] of files) if (name !== '/dev/null') hostOf(io).writeFile(name, text)
  return code
}
