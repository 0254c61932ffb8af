/**
 * Hexadecimal digits as uids, container ids and the names of Events have them. They are made of character codes at
 * once: joined of parts, a text stays a tree of its parts, and every object of the cluster has one.
 */
const HEX = [...'0123456789abcdef'].map((digit) => digit.charCodeAt(0))

/** Writes the first `count` digits of a 32-bit word as character codes, from `at` on. */
export function writeDigits(codes: number[], at: number, word: number, count = 8): void {
  for (let i = 0; i < count; i++) codes[at + i] = HEX[(word >>> (28 - 4 * i)) & 15] ?? 0
}

/** Eight digits for each 32-bit word. */
export function hexOf(words: readonly number[]): string {
  const codes: number[] = []
  for (const word of words) writeDigits(codes, codes.length, word)
  return String.fromCharCode(...codes)
}
