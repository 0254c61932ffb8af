/**
 * One kubectl command line: find the command, read its flags, run it, put a failure into words.
 * @see k8s.io/kubectl/pkg/cmd/cmd.go, github.com/spf13/cobra command.go (Find, stripFlags, legacyArgs)
 */
import { commandGroups } from './commands.ts'
import { asKubectlError, exit, plain, renderFailure, usage, verbatim } from './errors.ts'
import { createFactory, type Command } from './factory.ts'
import { globalFlags } from './flags/groups.ts'
import { parseFlags, type FlagSpec } from './flags/pflag.ts'
import { commandHelp, optionsHelp, rootHelp } from './help.ts'
import type { KubectlHost, RunKubectl } from './host.ts'
import { suggestions } from './suggest.ts'

export const rootCommands: Command[] = commandGroups.flatMap((group) => group.commands)

export interface Found {
  path: Command[]
  /** Everything but the names of the commands. */
  words: string[]
}

const named = (commands: readonly Command[], word: string): Command | undefined =>
  commands.find((command) => command.name === word || command.aliases?.includes(word))

/** cobra's stripFlags: the words that are neither flags nor their values. */
function positions(words: string[], flags: readonly FlagSpec[]): number[] {
  const found: number[] = []
  const takesNext = (spec: FlagSpec | undefined) =>
    spec === undefined || (spec.type !== 'bool' && spec.bare === undefined)
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    if (word === '--') break
    const long = word.startsWith('--') && !word.includes('=')
    const short = !word.startsWith('--') && word.startsWith('-') && !word.includes('=') && word.length === 2
    if (
      (long && takesNext(flags.find((flag) => flag.name === word.slice(2)))) ||
      (short && takesNext(flags.find((flag) => flag.short === word.slice(1))))
    ) {
      if (i + 2 >= words.length) break
      i++
    } else if (word !== '' && !word.startsWith('-')) found.push(i)
  }
  return found
}

/** Which command a line means; stops at the first word that names no sub-command. */
export function findCommand(argv: readonly string[]): Found {
  let words = [...argv]
  const path: Command[] = []
  let commands: readonly Command[] = rootCommands
  for (;;) {
    const flags = [...globalFlags, ...(path.at(-1)?.flags ?? [])]
    const [first] = positions(words, flags)
    const next = first === undefined ? undefined : named(commands, words[first] ?? '')
    if (next === undefined || first === undefined) return { path, words }
    path.push(next)
    words = words.toSpliced(first, 1)
    commands = next.commands ?? []
  }
}

function unknownCommand(argv: string[]): never {
  const [first = ''] = argv
  if (first.startsWith('-') && first !== '-')
    throw verbatim(`Error: flags cannot be placed before plugin name: ${first}`)
  const word = argv.find((one) => !one.startsWith('-')) ?? ''
  const close = suggestions(word, rootCommands)
  const hint =
    close.length > 0 ? `\n\nDid you mean this?\n${close.map((name) => `\t${name}`).join('\n')}` : ''
  throw plain(`unknown command "${word}" for "kubectl"${hint}`)
}

async function run(argv: string[], host: KubectlHost): Promise<void> {
  const { path, words } = findCommand(argv)
  const command = path.at(-1)
  if (command === undefined) {
    const left = positions(words, globalFlags)
    const [at] = left
    if (at !== undefined && words[at] === 'help')
      return help(
        host,
        left.slice(1).map((index) => words[index] ?? ''),
      )
    if (at !== undefined) unknownCommand(words)
    const { flags } = parseFlags(words, globalFlags, 'kubectl')
    void flags
    return host.stdout(rootHelp())
  }
  const name = ['kubectl', ...path.map((one) => one.name)].join(' ')
  const specs = [...(command.flags ?? []), ...globalFlags]
  const { flags, args, dash, deprecations } = parseFlags(words, specs, name)
  for (const line of deprecations) host.stderr(`${line}\n`)
  if (flags.bool('help')) return host.stdout(commandHelp(path, host.columns()))
  const timeout = flags.text('request-timeout')
  if (!/^\d+$|^(\d+(\.\d+)?(ns|us|ms|s|m|h))+$/.test(timeout)) {
    throw plain(
      'Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)',
    )
  }
  if (command.run === undefined) {
    if (args.length > 0) throw usage(`unknown command "${args.join(' ')}"`, name)
    const text = commandHelp(path, host.columns())
    if (command.helpTo === 'stdout') host.stdout(text)
    else host.stderr(text)
    throw exit(1)
  }
  const commandLine = ['kubectl', ...path.map((one) => one.name), ...args, ...flags.given()].join(' ')
  const showHelp = () => host.stdout(commandHelp(path, host.columns()))
  await command.run(createFactory(host, { flags, args, dash, path: name, commandLine, help: showHelp }))
}

function help(host: KubectlHost, topic: string[]): void {
  const { path } = findCommand(topic)
  if (topic.length === 0) host.stdout(rootHelp())
  else if (topic[0] === 'options') host.stdout(optionsHelp())
  else if (path.length === 0) {
    host.stderr(`Unknown help topic [${topic.map((word) => `\`${word}\``).join(' ')}]\n${rootHelp()}`)
  } else host.stdout(commandHelp(path, host.columns()))
}

export const runKubectl: RunKubectl = async (argv, host) => {
  try {
    await run(argv, host)
    return 0
  } catch (error) {
    const { text, code } = renderFailure(asKubectlError(error).failure)
    if (text !== '') host.stderr(text)
    return code
  }
}
