/** A list of numbers that only grows, in blocks: nothing is copied as it grows, and little is left empty. */

type Block = Float64Array | Uint32Array | Uint16Array | Uint8Array

export interface Column {
  push(value: number): void
  /** 0 outside of the list. */
  get(index: number): number
}

const SIZE = 4096

/** `newBlock`: of the type that holds its numbers. */
export function createColumn(newBlock: (size: number) => Block): Column {
  const blocks: Block[] = []
  let length = 0
  return {
    push(value) {
      const place = length++ % SIZE
      if (place === 0) blocks.push(newBlock(SIZE))
      const block = blocks.at(-1)
      if (block) block[place] = value
    },
    get: (index) => blocks[Math.floor(index / SIZE)]?.[index % SIZE] ?? 0,
  }
}
