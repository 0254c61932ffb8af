/** Base64 of text as UTF-8, without the platform. @see go/src/encoding/base64 */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** The bytes of a text in UTF-8, as characters of one byte each. */
const bytesOf = (text: string): string =>
  encodeURIComponent(text).replace(/%([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )

export function encodeBase64(text: string): string {
  const bytes = bytesOf(text)
  let out = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const chunk = bytes.slice(i, i + 3)
    const bits = [...chunk.padEnd(3, '\0')].reduce((sum, char) => sum * 256 + char.charCodeAt(0), 0)
    for (let k = 0; k < 4; k++)
      out += k <= chunk.length ? (ALPHABET[Math.floor(bits / 64 ** (3 - k)) % 64] ?? '') : '='
  }
  return out
}

/** The text, or the offset of the first byte that is not base64. */
export function decodeBase64(text: string): { text: string } | { illegalAt: number } {
  const source = text.replace(/[\r\n]/g, '')
  const body = source.replace(/={0,2}$/, '')
  for (const [i, char] of [...body].entries()) if (!ALPHABET.includes(char)) return { illegalAt: i }
  if (source.length % 4 !== 0) return { illegalAt: source.length - (source.length % 4) }
  let bits = 0
  let count = 0
  let bytes = ''
  for (const char of body) {
    bits = bits * 64 + ALPHABET.indexOf(char)
    count += 6
    if (count < 8) continue
    count -= 8
    bytes += `%${Math.floor(bits / 2 ** count)
      .toString(16)
      .padStart(2, '0')}`
    bits %= 2 ** count
  }
  try {
    return { text: decodeURIComponent(bytes) }
  } catch {
    // Not UTF-8: each byte stands for itself.
    return {
      text: bytes.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    }
  }
}
