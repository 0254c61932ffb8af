/** What every text tool behind a pipe is made of: its lines, its flags, its patterns. */

export interface Filter {
  /** A line without its line feed; `false`: no more input is wanted. */
  line(text: string): boolean
  /** After the last line. Returns the exit code. */
  end(): number
}

export interface FilterHost {
  out(text: string): void
  err(text: string): void
}

/** Letters of bundled short flags, values of `-A 3` and `-A3`, and what is left. */
export function shortFlags(
  args: string[],
  withValue: string,
): { flags: Map<string, string>; rest: string[] } {
  const flags = new Map<string, string>()
  const rest: string[] = []
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? ''
    if (word === '--') return { flags, rest: [...rest, ...args.slice(i + 1)] }
    if (!/^-[^-\s]/.test(word) || rest.length > 0) {
      const long = /^--(\w[\w-]*)(?:=(.*))?$/.exec(word)
      if (long && rest.length === 0) flags.set(`--${long[1] ?? ''}`, long[2] ?? '')
      else rest.push(word)
      continue
    }
    for (let j = 1; j < word.length; j++) {
      const letter = word[j] ?? ''
      if (withValue.includes(letter)) {
        flags.set(letter, word.slice(j + 1) || (args[++i] ?? ''))
        break
      }
      flags.set(letter, '')
    }
  }
  return { flags, rest }
}

/** Basic regular expressions: `\|`, `\(`, `\+` have meaning, `|`, `(`, `+` have none. */
export function basicPattern(pattern: string): string {
  return pattern.replace(
    /\\([|(){}+?])|([|(){}+?])/g,
    (_, escaped: string | undefined, plain: string | undefined) => escaped ?? `\\${plain ?? ''}`,
  )
}
