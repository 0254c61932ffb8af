/** The error that Go's JSON decoder gives for a text, or undefined. Only the mistakes that occur. */
export function goJsonError(source: string): string | undefined {
  try {
    JSON.parse(source)
    return undefined
  } catch {
    if (source.trim() === '') return 'unexpected end of JSON input'
  }
  const key = /[{,]\s*([^"\s}])/.exec(source)
  const before = source.trim()[0] ?? ''
  if (!'{["0123456789-tfn'.includes(before))
    return `invalid character '${before}' looking for beginning of value`
  if (key && source.trim().startsWith('{'))
    return `invalid character '${key[1] ?? ''}' looking for beginning of object key string`
  return 'unexpected end of JSON input'
}
