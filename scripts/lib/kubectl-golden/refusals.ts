/**
 * The forms in which kubectl, the API and the shell refuse: whatever ends with another code than 0 must have said so in
 * one of them.
 * @see k8s.io/kubectl/pkg/cmd/util/helpers.go (checkErr, StandardErrorMessage), github.com/spf13/cobra
 */

interface Done {
  code: number
  out: string
  err: string
}

/** Beginnings of a line on stderr. */
const FAMILIES: readonly RegExp[] = [
  /^error: \S/,
  /^Error: \S/,
  /^Error from server(?: \([A-Z]\w+\))?: \S/,
  /^The (?:.+ )?".*" is invalid(?:: |$)/,
  /^The request is invalid(?:: |$)/,
  // Said without a prefix by kubectl itself: several errors at once, and what its OpenAPI client says.
  /^Error in configuration: \S/,
  /^error (?:parsing|retrieving|validating|when \w+) \S/,
  /^error when (?:retrieving current configuration of|applying patch):$/,
  /^no [\w ]+ has been implemented for /,
  /^setting a selector is only supported for Services$/,
  /^match expression .* not supported on this object$/,
  /^resource name may not be empty$/,
  /^context .* not found$/,
  /^the server doesn't have a resource type /,
  /^Unable to connect to the server: \S/,
  /^The connection to the server \S+ was refused - did you specify the right host or port\?$/,
  /^command terminated with exit code \d+$/,
  /^bash: \S/,
  /^Usage:$/,
]

/** A pipe ends with its last command, `2>` hides what was said. */
const TELLS_NOTHING = /\||2>|&>|>&/
/** What ends with 1 because of its answer. */
const ANSWERS: readonly [line: RegExp, out: RegExp][] = [
  [/^(?:kubectl )?diff\b/, /^diff -/],
  [/\bauth can-i\b/, /^no\b/],
]

/** Why a line that failed did not say so as it should; undefined where it did. */
export function unspoken(line: string, { code, out, err }: Done): string | undefined {
  if (code === 0 || TELLS_NOTHING.test(line)) return undefined
  if (ANSWERS.some(([asked, answer]) => asked.test(line) && answer.test(out))) return undefined
  const lines = err.split('\n').filter((one) => one !== '')
  if (lines.some((one) => FAMILIES.some((family) => family.test(one)))) return undefined
  return lines.length === 0
    ? `exit code ${code} without a word`
    : `in no known words: ${lines.join('\n').slice(-300)}`
}
