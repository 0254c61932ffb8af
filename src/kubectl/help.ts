/** Help texts, built from the command tables. @see k8s.io/kubectl/pkg/util/templates */
import { commandGroups } from './commands.ts'
import type { Command } from './factory.ts'
import { globalFlags } from './flags/groups.ts'
import type { FlagSpec } from './flags/pflag.ts'

const HINT = 'Use "kubectl options" for a list of global command-line options (applies to all commands).\n'

function commandList(title: string, commands: readonly Command[]): string {
  const visible = commands.filter((command) => !command.hidden)
  const width = Math.max(0, ...visible.map((command) => command.name.length))
  return `${title}\n${visible.map((command) => `  ${command.name.padEnd(width)}   ${command.short}\n`).join('')}`
}

export const rootHelp = (): string =>
  `kubectl controls the Kubernetes cluster of this page.\n\n${commandGroups
    .map((group) => commandList(group.title, group.commands))
    .join(
      '\n',
    )}\nUsage:\n  kubectl [flags] [options]\n\nUse "kubectl <command> --help" for more information about a given command.\n${HINT}`

function flagDefault(spec: FlagSpec): string {
  if (spec.type === 'string') return `'${spec.default ?? ''}'`
  if (spec.type === 'stringSlice' || spec.type === 'stringArray') return '[]'
  return spec.default || (spec.type === 'bool' ? 'false' : spec.type === 'duration' ? '0s' : '0')
}

function flagLines(specs: readonly FlagSpec[]): string {
  const shown = specs.filter((spec) => spec.deprecated === undefined && spec.name !== 'help')
  return shown
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(
      (spec) =>
        `    ${spec.short ? `-${spec.short}, ` : ''}--${spec.name}=${flagDefault(spec)}:\n\t${spec.usage}\n`,
    )
    .join('\n')
}

export const optionsHelp = (): string =>
  `The following options can be passed to any command:\n\n${flagLines(globalFlags)}`

/** Wraps at the widths kubectl knows: 80, 100, 120 columns; 0 and less than 80: not at all. */
function wrap(text: string, columns: number): string {
  const width = columns < 80 ? 0 : columns < 100 ? 80 : columns < 120 ? 100 : 120
  if (width === 0) return text
  return text
    .split('\n')
    .map((line) => {
      if (line.length <= width) return line
      const indent = /^\s*/.exec(line)?.[0] ?? ''
      const out: string[] = []
      let current = indent
      for (const word of line.trim().split(' ')) {
        if (current.trim() !== '' && current.length + 1 + word.length > width) {
          out.push(current)
          current = indent
        }
        current += current.trim() === '' ? word : ` ${word}`
      }
      return [...out, current].join('\n')
    })
    .join('\n')
}

export function commandHelp(path: readonly Command[], columns: number): string {
  const command = path.at(-1)
  if (command === undefined) return rootHelp()
  const name = ['kubectl', ...path.map((one) => one.name)].join(' ')
  const parts = [`${command.short}.\n`]
  if (command.examples?.length)
    parts.push(`Examples:\n${command.examples.map((line) => `  ${line}\n`).join('')}`)
  if (command.commands?.length) parts.push(commandList('Available Commands:', command.commands))
  if (command.flags?.length) parts.push(`Options:\n${flagLines(command.flags)}`)
  parts.push(`Usage:\n  ${[name, command.use, '[options]'].filter(Boolean).join(' ')}\n`)
  if (command.commands?.length)
    parts.push(`Use "${name} <command> --help" for more information about a given command.\n${HINT}`)
  else parts.push(HINT)
  return wrap(parts.join('\n'), columns)
}
