/**
 * The state of a cluster as text, which weighs a tenth of it as objects. What is immutable stays as it is, shared with
 * the cluster and the record: objects of the API, and of what kubelets hold the specs, statuses and records of relists.
 * Long lists are packed in pieces, so that a list of which little has changed is mostly that of before.
 */
import { createRestorer, keptObject, type Restorer } from './longlists.ts'

export interface Packed {
  readonly text: string
  /** What the text names by number: immutable objects, and pieces of lists. */
  readonly shared: readonly unknown[]
}

/** What has been packed, by its text: equal parts are one. */
export type Pool = ReadonlyMap<string, Packed>

type Fields = Record<string, unknown>

/** Everything but texts, numbers and the like is a row; its first item says what. Above these: the number of a shape. */
const [LIST, PIECES, MAP, SET, SHARED, NUMBER, UNDEFINED, FIELDS, TEXT, TIMES] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
]
const FIRST_SHAPE = 10

/** Names of fields, which most objects have in common. */
const shapes: string[][] = []
const numbers = new Map<string, number>()

function shapeOf(names: string[]): number | undefined {
  const text = names.join(' ')
  let number = numbers.get(text)
  // Fields named by what they hold (an id of a container) make no shape.
  if (number === undefined && /^[A-Za-z ]+$/.test(text)) {
    numbers.set(text, (number = FIRST_SHAPE + shapes.push(names) - 1))
  }
  return number
}

const IMMUTABLE: ReadonlySet<string> = new Set(['spec', 'status', 'record'])

const isImmutable = (name: string, value: object): boolean =>
  'metadata' in value || (IMMUTABLE.has(name) && !Array.isArray(value))

const isPlain = (number: number): boolean => Number.isFinite(number) && !Object.is(number, -0)

const LONG = 256
const PIECE = 64

/** Names and ids come again and again: each stands once. Keys of recorders are such texts, joined by NUL. */
const LONG_TEXT = 12
const JOINT = '\0'

const isLongText = (text: string): boolean => text.length >= LONG_TEXT

/** Instants in order, as lists of logs are: only what lies between them is written. */
const isTimes = (items: readonly unknown[]): items is number[] =>
  items.length > 2 &&
  items.every(
    (item, n) =>
      Number.isSafeInteger(item) &&
      !Object.is(item, -0) &&
      (item as number) >= ((items[n - 1] ?? 0) as number),
  )

/** About every `PIECE`th item ends a piece, whatever stands before it. */
function endsPiece(item: unknown): boolean {
  const key: unknown = typeof item === 'object' && item !== null ? Object.values(item)[0] : item
  if (typeof key !== 'string') return false
  let hash = 0
  for (let i = 0; i < key.length; i++) hash = (Math.imul(hash, 31) + key.charCodeAt(i)) | 0
  return hash % PIECE === 0
}

/** Packs parts of one state; `pool` is what the next state is packed with. */
export function createPacker(before: Pool): { pack: (value: unknown) => Packed; pool: Pool } {
  const pool = new Map<string, Packed>()
  const kept = (text: string, shared: unknown[]): Packed => {
    const known = pool.get(text) ?? before.get(text)
    const same = known?.shared.length === shared.length && shared.every((one, n) => one === known.shared[n])
    const packed = same ? known : { text, shared }
    pool.set(text, packed)
    return packed
  }
  const pack = (value: unknown): Packed => {
    const shared: unknown[] = []
    const texts = new Map<string, number>()
    const textNumber = (text: string): number => {
      let n = texts.get(text)
      if (n === undefined) texts.set(text, (n = texts.size))
      return n
    }
    const known = new Map<object, number>()
    const numberOf = (object: object): number => {
      let n = known.get(object)
      if (n === undefined) known.set(object, (n = shared.push(object) - 1))
      return n
    }
    const list = (items: readonly unknown[]): unknown[] => {
      if (isTimes(items)) return [TIMES, ...items.map((item, n) => item - (items[n - 1] ?? 0))]
      if (items.length < LONG) return [LIST, ...items.map((item) => row(item, ''))]
      const pieces: unknown[] = [PIECES]
      for (let from = 0, to = 1; from < items.length; to++) {
        const ends = to >= items.length || to - from === LONG - 1 || endsPiece(items[to - 1])
        if (!ends) continue
        pieces.push(numberOf(pack(items.slice(from, to))))
        from = to
      }
      return pieces
    }
    const fields = (object: Fields): unknown[] => {
      const names = Object.keys(object)
      const values = names.map((name) => row(object[name], name))
      const shape = shapeOf(names)
      return shape === undefined ? [FIELDS, names, ...values] : [shape, ...values]
    }
    const row = (item: unknown, name: string): unknown => {
      if (item === undefined) return [UNDEFINED]
      if (typeof item === 'number' && !isPlain(item))
        return [NUMBER, Object.is(item, -0) ? '-0' : String(item)]
      if (typeof item === 'string' && isLongText(item)) return [TEXT, ...item.split(JOINT).map(textNumber)]
      if (typeof item !== 'object' || item === null) return item
      if (isImmutable(name, item)) return [SHARED, numberOf(keptObject(item))]
      if (Array.isArray(item)) return list(item)
      if (item instanceof Map) return [MAP, list([...item])]
      if (item instanceof Set) return [SET, list([...item])]
      return fields(item as Fields)
    }
    const whole = row(value, '')
    return kept(JSON.stringify([whole, ...texts.keys()]), shared)
  }
  return { pack, pool }
}

/** Equal to what was packed; nothing of it is shared but what is immutable. `restored`: see `createRestorer`. */
export function unpack({ text, shared }: Packed, restored: Restorer = createRestorer()): unknown {
  const [packed, ...texts] = JSON.parse(text) as [unknown, ...string[]]
  const withNames = (names: readonly string[], values: readonly unknown[]): Fields => {
    const object: Fields = {}
    names.forEach((name, index) => (object[name] = whole(values[index])))
    return object
  }
  const whole = (item: unknown): unknown => {
    if (!Array.isArray(item)) return item
    const [kind, ...rest] = item as [number, ...unknown[]]
    switch (kind) {
      case LIST:
        return rest.map(whole)
      case PIECES:
        return rest.flatMap((n) => unpack(shared[n as number] as Packed, restored) as unknown[])
      case MAP:
        return new Map(whole(rest[0]) as [unknown, unknown][])
      case SET:
        return new Set(whole(rest[0]) as unknown[])
      case SHARED:
        return restored(shared[rest[0] as number] as object)
      case TEXT:
        return rest.map((n) => texts[n as number]).join(JOINT)
      case TIMES: {
        let at = 0
        return rest.map((step) => (at += step as number))
      }
      case NUMBER:
        return Number(rest[0])
      case UNDEFINED:
        return undefined
      case FIELDS:
        return withNames(rest[0] as string[], rest.slice(1))
      default:
        return withNames(shapes[kind - FIRST_SHAPE] ?? [], rest)
    }
  }
  return whole(packed)
}

const isPacked = (value: unknown): value is Packed =>
  typeof value === 'object' && value !== null && 'text' in value && 'shared' in value

/** Characters of all texts, each counted once. */
export function lengthOf(all: Iterable<Packed>, seen = new Set<Packed>()): number {
  let length = 0
  for (const packed of all) {
    if (seen.has(packed)) continue
    seen.add(packed)
    length += packed.text.length + lengthOf(packed.shared.filter(isPacked), seen)
  }
  return length
}
