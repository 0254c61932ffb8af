/**
 * pod-template-hash: what a Deployment names its ReplicaSets by.
 * @see kubernetes/pkg/controller/controller_utils.go (ComputeHash), v1.35
 */
import type { PodTemplateSpec } from '../api/types/pod.ts'
import { NAME_ALPHABET } from '../random.ts'
import { utf8 } from '../utf8.ts'
import { dumpers } from './dump.ts'

/** The minor version of Kubernetes whose types are hashed, unless asked otherwise. */
const MINOR = 35

const OFFSET_BASIS = 0x811c9dc5
const PRIME = 0x01000193

const fnvByte = (hash: number, byte: number): number => Math.imul(hash ^ byte, PRIME)

/** FNV-1a, 32 bits, over the UTF-8 bytes of a text. */
function fnvText(text: string): number {
  let hash = OFFSET_BASIS
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x80) {
      hash = fnvByte(hash, code)
      continue
    }
    const point = text.codePointAt(i) ?? 0
    if (point > 0xffff) i++
    for (const byte of utf8(point)) hash = fnvByte(hash, byte)
  }
  return hash
}

/** rand.SafeEncodeString: letters and digits that cannot spell a word. */
export function safeEncodeString(text: string): string {
  let encoded = ''
  for (let i = 0; i < text.length; i++) encoded += NAME_ALPHABET[text.charCodeAt(i) % NAME_ALPHABET.length]
  return encoded
}

const dumpersByMinor = new Map<number, (template: unknown) => string>()

/** HASH-2: the text that is hashed: `(v1.PodTemplateSpec){ObjectMeta:…`. `template` after defaulting. */
export function dumpTemplate(template: PodTemplateSpec, minor: number = MINOR): string {
  let dump = dumpersByMinor.get(minor)
  if (!dump) dumpersByMinor.set(minor, (dump = dumpers(minor)('v1.PodTemplateSpec')))
  return `(v1.PodTemplateSpec)${dump(template)}`
}

/** FNV sums by template: objects out of the API never change, and controllers ask for the same one at each sync. */
const sums = new WeakMap<PodTemplateSpec, number>()

function templateSum(template: PodTemplateSpec, minor: number): number {
  if (minor !== MINOR) return fnvText(dumpTemplate(template, minor))
  let sum = sums.get(template)
  if (sum === undefined) sums.set(template, (sum = fnvText(dumpTemplate(template))))
  return sum
}

/**
 * HASH-1: ComputeHash. `template`: after defaulting and without the pod-template-hash label;
 * `collisionCount`: status.collisionCount, undefined as long as there was no collision.
 */
export function computeHash(
  template: PodTemplateSpec,
  collisionCount: number | undefined,
  minor: number = MINOR,
): string {
  let hash = templateSum(template, minor)
  if (collisionCount !== undefined) {
    for (let i = 0; i < 4; i++) hash = fnvByte(hash, (collisionCount >>> (8 * i)) & 0xff)
    for (let i = 0; i < 4; i++) hash = fnvByte(hash, 0)
  }
  return safeEncodeString(String(hash >>> 0))
}
