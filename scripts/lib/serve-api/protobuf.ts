/**
 * Bodies that a real kubectl sends as protobuf (`create deployment`, `create namespace`, `autoscale` …), as the JSON
 * that the simulated API reads. The types are the API's own; only the numbers of their fields are told here.
 * @see k8s.io/apimachinery/pkg/runtime/serializer/protobuf/protobuf.go, v1.35
 */
import { structOfKind } from '../../../src/sim/api/http/registered.ts'
import { reviewOf } from '../../../src/sim/api/http/reviews.ts'
import { structOf, type Field, type FieldType } from '../../../src/sim/api/schema/structs.ts'
import { rfc3339 } from '../../../src/sim/time.ts'
import { FIELD_NUMBERS } from './fieldnumbers.ts'

export const PROTOBUF_TYPE = 'application/vnd.kubernetes.protobuf'
const MAGIC = 'k8s\0'

type Wire = bigint | Buffer
type Parts = Map<number, Wire[]>

class Unreadable extends Error {}

function varint(bytes: Buffer, from: number): { value: bigint; next: number } {
  let value = 0n
  for (let at = from, shift = 0n; at < bytes.length && shift < 70n; at++, shift += 7n) {
    const byte = bytes[at] ?? 0
    value |= BigInt(byte & 0x7f) << shift
    if (byte < 0x80) return { value, next: at + 1 }
  }
  throw new Unreadable('a number without end')
}

/** The values of a message by field number; only numbers and delimited values occur in the API's types. */
function partsOf(bytes: Buffer): Parts {
  const parts: Parts = new Map()
  for (let at = 0; at < bytes.length;) {
    const tag = varint(bytes, at)
    const wireType = Number(tag.value & 7n)
    const { value, next } = varint(bytes, tag.next)
    at = wireType === 2 ? next + Number(value) : next
    if ((wireType !== 0 && wireType !== 2) || at > bytes.length) throw new Unreadable('no such message')
    const number = Number(tag.value >> 3n)
    const one = wireType === 2 ? bytes.subarray(next, at) : value
    parts.set(number, [...(parts.get(number) ?? []), one])
  }
  return parts
}

const bytesOf = (wire: Wire | undefined): Buffer => (Buffer.isBuffer(wire) ? wire : Buffer.alloc(0))
const textOf = (wire: Wire | undefined): string => bytesOf(wire).toString('utf8')
const numberOf = (wire: Wire | undefined): number =>
  typeof wire === 'bigint' ? Number(BigInt.asIntN(64, wire)) : 0

function valueOf(type: FieldType, wire: Wire | undefined): unknown {
  switch (type.kind) {
    case 'string':
      return textOf(wire)
    case 'bool':
      return numberOf(wire) !== 0
    case 'int':
      return numberOf(wire)
    case 'bytes':
      return bytesOf(wire).toString('base64')
    case 'quantity':
      return textOf(partsOf(bytesOf(wire)).get(1)?.[0])
    case 'intOrString': {
      const parts = partsOf(bytesOf(wire))
      return numberOf(parts.get(1)?.[0]) === 0 ? numberOf(parts.get(2)?.[0]) : textOf(parts.get(3)?.[0])
    }
    case 'time':
    case 'microTime': {
      const seconds = numberOf(partsOf(bytesOf(wire)).get(1)?.[0])
      return seconds === 0 ? null : rfc3339(seconds)
    }
    case 'struct':
      return structValue(type.struct, bytesOf(wire))
    case 'list':
    case 'map':
    case 'any':
      throw new Unreadable(`no single value: ${type.kind}`)
  }
}

function fieldValue(type: FieldType, wires: readonly Wire[]): unknown {
  if (type.kind === 'list') return wires.map((wire) => valueOf(type.of, wire))
  if (type.kind !== 'map') return valueOf(type, wires.at(-1))
  const entries = wires.map((wire) => {
    const parts = partsOf(bytesOf(wire))
    return [textOf(parts.get(1)?.[0]), valueOf(type.of, parts.get(2)?.[0])] as const
  })
  return Object.fromEntries(entries)
}

/** Go's protobuf writes zero values that its JSON leaves out. */
const isLeftOut = ({ pointer, empty }: Field, value: unknown): boolean =>
  value === null || (!pointer && empty === 'omit' && (value === '' || value === 0 || value === false))

function structValue(struct: string, bytes: Buffer): Record<string, unknown> {
  const { fields } = structOf(struct)
  const numbers = FIELD_NUMBERS[struct]
  const value: Record<string, unknown> = {}
  for (const [number, wires] of partsOf(bytes)) {
    const field = fields.get(numbers?.split(' ')[number - 1] ?? '')
    if (!field) throw new Unreadable(`field ${number} of ${struct}`)
    const one = fieldValue(field.type, wires)
    if (!isLeftOut(field, one)) value[field.json] = one
  }
  return value
}

/** The object in a protobuf body as JSON; undefined where it is of no known kind or has fields that are not told. */
export function jsonOfProtobuf(body: Buffer): string | undefined {
  if (body.subarray(0, MAGIC.length).toString('latin1') !== MAGIC) return undefined
  try {
    const envelope = partsOf(body.subarray(MAGIC.length))
    const typeMeta = partsOf(bytesOf(envelope.get(1)?.[0]))
    const [apiVersion, kind] = [textOf(typeMeta.get(1)?.[0]), textOf(typeMeta.get(2)?.[0])]
    const struct = structOfKind(kind, apiVersion) ?? reviewOf(kind, apiVersion)?.struct
    if (struct === undefined) return undefined
    return JSON.stringify({ apiVersion, kind, ...structValue(struct, bytesOf(envelope.get(2)?.[0])) })
  } catch (error) {
    if (error instanceof Unreadable) return undefined
    throw error
  }
}
