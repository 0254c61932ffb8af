/** Base64 (URL alphabet, no padding) of ASCII text: continue tokens. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function encodeBase64(text: string): string {
  let out = ''
  for (let i = 0; i < text.length; i += 3) {
    const [a, b, c] = [text.charCodeAt(i), text.charCodeAt(i + 1), text.charCodeAt(i + 2)]
    const bits = (a << 16) | ((b || 0) << 8) | (c || 0)
    const digits = [18, 12, 6, 0].map((shift) => ALPHABET.charAt((bits >> shift) & 63))
    out += digits.slice(0, Number.isNaN(b) ? 2 : Number.isNaN(c) ? 3 : 4).join('')
  }
  return out
}

/** undefined: not base64. */
export function decodeBase64(text: string): string | undefined {
  let out = ''
  let bits = 0
  let held = 0
  for (const c of text.replace(/=+$/, '')) {
    const digit = ALPHABET.indexOf(c)
    if (digit < 0) return undefined
    bits = ((bits << 6) | digit) & 0xffffff
    held += 6
    if (held >= 8) {
      held -= 8
      out += String.fromCharCode((bits >> held) & 255)
    }
  }
  return out
}
