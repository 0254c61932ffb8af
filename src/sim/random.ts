/**
 * The only source of chance in the core: sfc32, seeded by one number. Its four words are plain data and
 * belong to the cluster's state, so a restored snapshot draws the same numbers again.
 */

import { writeDigits } from './hexadecimal.ts'

export interface RandomState {
  a: number
  b: number
  c: number
  counter: number
}

export interface Random {
  /** The generator's words, live: copy them to take a snapshot. */
  readonly state: RandomState
  /** A 32-bit unsigned integer. */
  uint32(): number
  /** Uniform in [0, 1). */
  float(): number
  /** Uniform whole number in [0, n). */
  below(n: number): number
  restore(state: RandomState): void
}

/** The alphabet of upstream's generated names and hashes (k8s.io/apimachinery/pkg/util/rand). */
export const NAME_ALPHABET = 'bcdfghjklmnpqrstvwxz2456789'

export function seedState(seed: number): RandomState {
  const random = randomFrom({ a: 0x9e3779b9, b: 0x243f6a88, c: seed | 0, counter: 1 })
  for (let i = 0; i < 15; i++) random.uint32()
  return { ...random.state }
}

export function randomFrom(initial: RandomState): Random {
  const state = { ...initial }
  const uint32 = (): number => {
    const t = (((state.a + state.b) | 0) + state.counter) | 0
    state.counter = (state.counter + 1) | 0
    state.a = state.b ^ (state.b >>> 9)
    state.b = (state.c + (state.c << 3)) | 0
    state.c = (state.c << 21) | (state.c >>> 11)
    state.c = (state.c + t) | 0
    return t >>> 0
  }
  const float = (): number => uint32() / 4_294_967_296
  return {
    state,
    uint32,
    float,
    below: (n) => Math.floor(float() * n),
    restore: (from) => {
      Object.assign(state, from)
    },
  }
}

export const createRandom = (seed: number): Random => randomFrom(seedState(seed))

/** `length` characters as the API server appends to a generateName. */
export function randomName(random: Random, length: number): string {
  let name = ''
  for (let i = 0; i < length; i++) name += NAME_ALPHABET[random.below(NAME_ALPHABET.length)]
  return name
}

const UID = [...'00000000-0000-4000-8000-000000000000'].map((digit) => digit.charCodeAt(0))

/** A version-4 UUID, for metadata.uid. */
export function randomUid(random: Random): string {
  const [a, b, c, d] = [random.uint32(), random.uint32(), random.uint32(), random.uint32()]
  const codes = UID.slice()
  writeDigits(codes, 0, a)
  writeDigits(codes, 9, b, 4)
  writeDigits(codes, 15, b << 20, 3)
  writeDigits(codes, 19, (8 + random.below(4)) << 28, 1)
  writeDigits(codes, 20, c << 4, 3)
  writeDigits(codes, 24, c << 16, 4)
  writeDigits(codes, 28, d)
  return String.fromCharCode(...codes)
}
