/** `curl`: the page's way into the cluster. @see curl(1); only what courses type. */
import { hostOf, type Io } from './io.ts'

const withValue = new Set([
  '-o',
  '-w',
  '-m',
  '-H',
  '-X',
  '-d',
  '-u',
  '--connect-timeout',
  '--max-time',
  '--output',
  '--write-out',
  '--header',
  '--request',
  '--data',
  '--retry',
])

function readArgs(args: string[]): { url?: string; flags: Map<string, string> } {
  const flags = new Map<string, string>()
  let url: string | undefined
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? ''
    if (withValue.has(word)) flags.set(word, args[++i] ?? '')
    else if (word.startsWith('--')) flags.set(word, '')
    else if (word.startsWith('-')) for (const letter of word.slice(1)) flags.set(`-${letter}`, '')
    else url ??= word
  }
  return url === undefined ? { flags } : { url, flags }
}

export async function curl(args: string[], io: Io): Promise<number> {
  const { url, flags } = readArgs(args)
  if (url === undefined) {
    io.err("curl: (2) no URL specified\ncurl: try 'curl --help' or 'curl --manual' for more information\n")
    return 2
  }
  const answer = await hostOf(io).curl(/^[a-z]+:\/\//.test(url) ? url : `http://${url}`)
  const silent = (flags.has('-s') || flags.has('--silent')) && !flags.has('-S')
  if (!answer.ok) {
    const text = answer.error.startsWith('curl:') ? answer.error : `curl: (7) ${answer.error}`
    if (!silent) io.err(`${text.replace(/\n$/, '')}\n`)
    return Number(/^curl: \((\d+)\)/.exec(text)?.[1] ?? 7)
  }
  const failed = (flags.has('-f') || flags.has('--fail')) && answer.status >= 400
  if (failed) {
    if (!silent) io.err(`curl: (22) The requested URL returned error: ${answer.status}\n`)
    return 22
  }
  const target = flags.get('-o') ?? flags.get('--output')
  if (flags.has('-I') || flags.has('--head') || flags.has('-i')) io.out(`HTTP/1.1 ${answer.status}\n\n`)
  if (!flags.has('-I') && !flags.has('--head')) {
    if (target === undefined) io.out(answer.body)
    else if (target !== '/dev/null') hostOf(io).writeFile(target, answer.body)
  }
  const format = flags.get('-w') ?? flags.get('--write-out')
  if (format !== undefined)
    io.out(format.replaceAll('%{http_code}', String(answer.status)).replaceAll('\\n', '\n'))
  return 0
}
