/**
 * Go's sort.Sort: a pattern-defeating quicksort. It is not stable, but the same input always comes out in the same
 * order, which kubectl shows wherever two objects are equal in what they are sorted by. @see go/src/sort/zsortinterface.go
 */

type Less<T> = (a: T, b: T) => boolean

interface Data<T> {
  items: T[]
  less: (i: number, j: number) => boolean
  swap: (i: number, j: number) => void
}

const INSERTION = 12
const NINTHER = 50

/** A sorted copy. */
export function goSort<T>(source: readonly T[], less: Less<T>): T[] {
  const items = [...source]
  const data: Data<T> = {
    items,
    less: (i, j) => less(items[i] as T, items[j] as T),
    swap: (i, j) => {
      ;[items[i], items[j]] = [items[j] as T, items[i] as T]
    },
  }
  quicksort(data, 0, items.length, bitLength(items.length))
  return items
}

const bitLength = (n: number): number => (n === 0 ? 0 : Math.floor(Math.log2(n)) + 1)

function quicksort<T>(data: Data<T>, first: number, end: number, depth: number): void {
  let [a, b, limit] = [first, end, depth]
  let balanced = true
  let partitioned = true
  while (b - a > INSERTION) {
    const length = b - a
    if (limit === 0) return heapSort(data, a, b)
    if (!balanced) {
      breakPatterns(data, a, b)
      limit--
    }
    const choice = choosePivot(data, a, b)
    let { pivot } = choice
    let increasing = choice.swaps === 0
    if (choice.swaps === 12) {
      for (let i = a, j = b - 1; i < j; i++, j--) data.swap(i, j)
      pivot = b - 1 - (pivot - a)
      increasing = true
    }
    if (balanced && partitioned && increasing && nearlySorted(data, a, b)) return
    if (a > 0 && !data.less(a - 1, pivot)) {
      a = partitionEqual(data, a, b, pivot)
      continue
    }
    const { middle, already } = partition(data, a, b, pivot)
    partitioned = already
    const [left, right] = [middle - a, b - middle]
    balanced = Math.min(left, right) >= Math.floor(length / 8)
    if (left < right) {
      quicksort(data, a, middle, limit)
      a = middle + 1
    } else {
      quicksort(data, middle + 1, b, limit)
      b = middle
    }
  }
  for (let i = a + 1; i < b; i++) for (let j = i; j > a && data.less(j, j - 1); j--) data.swap(j, j - 1)
}

function heapSort<T>(data: Data<T>, first: number, end: number): void {
  const size = end - first
  const sift = (from: number, to: number): void => {
    for (let root = from; ;) {
      let child = 2 * root + 1
      if (child >= to) return
      if (child + 1 < to && data.less(first + child, first + child + 1)) child++
      if (!data.less(first + root, first + child)) return
      data.swap(first + root, first + child)
      root = child
    }
  }
  for (let i = Math.floor((size - 1) / 2); i >= 0; i--) sift(i, size)
  for (let i = size - 1; i >= 0; i--) {
    data.swap(first, first + i)
    sift(0, i)
  }
}

function partition<T>(data: Data<T>, a: number, b: number, pivot: number) {
  data.swap(a, pivot)
  let [i, j] = [a + 1, b - 1]
  for (let turn = 0; ; turn++) {
    while (i <= j && data.less(i, a)) i++
    while (i <= j && !data.less(j, a)) j--
    if (i > j) {
      data.swap(j, a)
      return { middle: j, already: turn === 0 }
    }
    data.swap(i++, j--)
  }
}

function partitionEqual<T>(data: Data<T>, a: number, b: number, pivot: number): number {
  data.swap(a, pivot)
  let [i, j] = [a + 1, b - 1]
  for (;;) {
    while (i <= j && !data.less(a, i)) i++
    while (i <= j && data.less(a, j)) j--
    if (i > j) return i
    data.swap(i++, j--)
  }
}

/** Whether a few exchanges made it sorted. */
function nearlySorted<T>(data: Data<T>, a: number, b: number): boolean {
  let i = a + 1
  for (let step = 0; step < 5; step++) {
    while (i < b && !data.less(i, i - 1)) i++
    if (i === b) return true
    if (b - a < NINTHER) return false
    data.swap(i, i - 1)
    if (i - a >= 2) for (let j = i - 1; j >= 1 && data.less(j, j - 1); j--) data.swap(j, j - 1)
    if (b - i >= 2) for (let j = i + 1; j < b && data.less(j, j - 1); j++) data.swap(j, j - 1)
  }
  return false
}

/** Scatters three elements, by a generator that the length seeds. */
function breakPatterns<T>(data: Data<T>, a: number, b: number): void {
  const length = b - a
  if (length < 8) return
  let random = BigInt(length)
  const word = (value: bigint): bigint => BigInt.asUintN(64, value)
  const modulus = 1n << BigInt(bitLength(length))
  const at = a + Math.floor(length / 4) * 2
  for (let i = 0; i < 3; i++) {
    random ^= word(random << 13n)
    random ^= random >> 17n
    random ^= word(random << 5n)
    let other = Number(random & (modulus - 1n))
    if (other >= length) other -= length
    data.swap(at - 1 + i, a + other)
  }
}

function choosePivot<T>(data: Data<T>, a: number, b: number): { pivot: number; swaps: number } {
  const quarter = Math.floor((b - a) / 4)
  let swaps = 0
  const ordered = (x: number, y: number): [number, number] => {
    if (!data.less(y, x)) return [x, y]
    swaps++
    return [y, x]
  }
  const median = (first: number, second: number, third: number): number => {
    let [x, y, z] = [first, second, third]
    ;[x, y] = ordered(x, y)
    ;[y, z] = ordered(y, z)
    ;[x, y] = ordered(x, y)
    return y
  }
  const near = (i: number): number => (b - a >= NINTHER ? median(i - 1, i, i + 1) : i)
  const [i, j, k] = [near(a + quarter), near(a + 2 * quarter), near(a + 3 * quarter)]
  return { pivot: median(i, j, k), swaps }
}
