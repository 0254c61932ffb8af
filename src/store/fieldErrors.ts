/**
 * Finds the fields in what kubectl wrote to stderr, so that each message can stand where its field is:
 * `The Deployment "web" is invalid: spec.replicas: Invalid value: -1: must be …`, or several, one `* ` line each.
 */
export function fieldErrors(stderr: string): Record<string, string> {
  const text = stderr.trim()
  if (text === '') return {}
  const invalid = /^The \S+ "[^"]*" is invalid:\s*([\s\S]*)$/m.exec(text)
  const found: Record<string, string> = {}
  for (const line of (invalid?.[1] ?? '').split('\n')) {
    const field = /^(?:\* )?((?:spec|metadata)[\w.[\]-]*): (.*)$/.exec(line.trim())
    if (field?.[1]) found[field[1]] = field[2] ?? ''
  }
  return Object.keys(found).length > 0 ? found : { '': text }
}
