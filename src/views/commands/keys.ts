/** From a key press to a command, and keys as people read them. */
import type { Command } from './command.ts'
import { COMMANDS } from './commands.ts'

type Press = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'> & { code?: string }

/** What Shift makes of comma and full stop, on keyboards of most countries. */
const SHIFTED: Record<string, string> = {
  'Comma<': 'Shift+,',
  'Comma;': 'Shift+,',
  'Period>': 'Shift+.',
  'Period:': 'Shift+.',
}

/** `Mod+k`, `Shift+ArrowLeft`, `r`: Shift is only said where the key itself does not say it. */
export function pressed({ key, shiftKey, ctrlKey, metaKey, altKey, code }: Press): string | null {
  if (altKey) return null
  if (ctrlKey || metaKey) return `Mod+${key.toLowerCase()}`
  const shifted = shiftKey ? SHIFTED[`${code}${key}`] : undefined
  if (shifted) return shifted
  if (shiftKey && (key.length > 1 || /[a-z]/i.test(key)))
    return `Shift+${key.length === 1 ? key.toUpperCase() : key}`
  return key.length === 1 ? key.toLowerCase() : key
}

const BY_KEY = new Map<string, Command>(
  COMMANDS.flatMap((command) => command.keys.map((key) => [key, command])),
)

export const commandOf = (press: Press): Command | undefined => {
  const key = pressed(press)
  return key === null ? undefined : BY_KEY.get(key)
}

const NAMES: Record<string, string> = {
  ' ': 'Space',
  ArrowLeft: '←',
  ArrowRight: '→',
  '\\': '\\',
}

/** `Shift ←`, `⌘ K` */
export const spelled = (key: string, mac: boolean): string =>
  key
    .split('+')
    .map((part) =>
      part === 'Mod'
        ? mac
          ? '⌘'
          : 'Ctrl'
        : (NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part)),
    )
    .join(' ')
