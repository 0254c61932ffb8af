/**
 * MD5 (RFC 1321): Endpoints stand in the order of such sums.
 * @see kubernetes/pkg/util/hash/hash.go (DeepHashObject), pkg/api/v1/endpoints/util.go (hashObject), v1.35
 */
import { hexOf } from '../hexadecimal.ts'
import { dumpers } from './dump.ts'

/** floor(2³² · |sin(i + 1)|), as the RFC lists them: engines may differ in the last digit of a sine. */
const SINES = [
  0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501, 0x698098d8,
  0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821, 0xf61e2562, 0xc040b340,
  0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8, 0x21e1cde6, 0xc33707d6, 0xf4d50d87,
  0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a, 0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c,
  0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70, 0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039,
  0xe6db99e5, 0x1fa27cf8, 0xc4ac5665, 0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92,
  0xffeff47d, 0x85845dd1, 0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb,
  0xeb86d391,
]

type Words = [a: number, b: number, c: number, d: number]

interface Round {
  mix(b: number, c: number, d: number): number
  /** Which word of the block the i-th step takes. */
  word(i: number): number
  shifts: readonly [number, number, number, number]
}

const ROUNDS: readonly [Round, Round, Round, Round] = [
  { mix: (b, c, d) => (b & c) | (~b & d), word: (i) => i, shifts: [7, 12, 17, 22] },
  { mix: (b, c, d) => (d & b) | (~d & c), word: (i) => 5 * i + 1, shifts: [5, 9, 14, 20] },
  { mix: (b, c, d) => b ^ c ^ d, word: (i) => 3 * i + 5, shifts: [4, 11, 16, 23] },
  { mix: (b, c, d) => c ^ (b | ~d), word: (i) => 7 * i, shifts: [6, 10, 15, 21] },
]

function digestBlock(state: Words, block: readonly number[]): Words {
  let [a, b, c, d] = state
  for (const [r, { mix, word, shifts }] of ROUNDS.entries())
    for (let i = 0; i < 16; i++) {
      const sum = (a + mix(b, c, d) + (SINES[16 * r + i] ?? 0) + (block[word(i) % 16] ?? 0)) | 0
      const shift = shifts[(i % 4) as 0 | 1 | 2 | 3]
      ;[a, d, c, b] = [d, c, b, (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0]
    }
  return [(state[0] + a) | 0, (state[1] + b) | 0, (state[2] + c) | 0, (state[3] + d) | 0]
}

/** The text as little-endian words, with the bit after its end and its length in bits. */
function wordsOf(text: string): number[] {
  const words = Array<number>((((text.length + 8) >> 6) + 1) * 16).fill(0)
  const put = (i: number, byte: number): void => {
    words[i >> 2] = (words[i >> 2] ?? 0) | (byte << (8 * (i % 4)))
  }
  for (let i = 0; i < text.length; i++) put(i, text.charCodeAt(i))
  put(text.length, 0x80)
  words[words.length - 2] = text.length * 8
  return words
}

/** Md5 writes the low byte of a word first. */
const swapped = (word: number): number =>
  (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)

/** Of an ASCII text; in hexadecimal. */
export function md5(text: string): string {
  const words = wordsOf(text)
  let state: Words = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476]
  for (let at = 0; at < words.length; at += 16) state = digestBlock(state, words.slice(at, at + 16))
  return hexOf(state.map(swapped))
}

/** What Endpoints are made of, as in goTypes.ts. */
const SUBSETS: Readonly<Record<string, string>> = {
  'v1.EndpointSubset':
    'Addresses []v1.EndpointAddress; NotReadyAddresses []v1.EndpointAddress; Ports []v1.EndpointPort',
  'v1.EndpointAddress': 'IP=ip string; Hostname string; NodeName *string; TargetRef *v1.ObjectReference',
  'v1.EndpointPort': 'Name string; Port int32; Protocol v1.Protocol; AppProtocol *string',
  'v1.ObjectReference':
    'Kind string; Namespace string; Name string; UID=uid types.UID; APIVersion=apiVersion string; ResourceVersion string; FieldPath string',
}

const dumpOf = dumpers(35, SUBSETS)

/** What hashObject sums up of a value of that Go type. */
export const dumpForHash = (goType: string, value: unknown): string => `(${goType})${dumpOf(goType)(value)}`

export const md5OfDump = (goType: string, value: unknown): string => md5(dumpForHash(goType, value))
