/** Which lines of a text are new against the one before, and what stood in their place. */

/** Texts that differ in more lines than this in one stretch count as wholly new there. */
const MAX_STRETCH = 400

interface Changes {
  /** From 1. */
  lines: number[]
  from: Record<number, string>
}

/** Lengths of the longest common subsequence of the two tails, row by row. */
function lcsTable(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = rows[i]
      if (!row) continue
      row[j] =
        a[i] === b[j] ? (rows[i + 1]?.[j + 1] ?? 0) + 1 : Math.max(rows[i + 1]?.[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  return rows
}

export function changedLines(before: string, now: string): Changes {
  const [a, b] = [before.split('\n'), now.split('\n')]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let [endA, endB] = [a.length, b.length]
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) [endA, endB] = [endA - 1, endB - 1]
  const changes: Changes = { lines: [], from: {} }
  const [left, right] = [a.slice(start, endA), b.slice(start, endB)]
  const small = left.length <= MAX_STRETCH && right.length <= MAX_STRETCH
  const table = small ? lcsTable(left, right) : lcsTable([], right)
  let i = small ? 0 : left.length
  let gone: string[] = []
  for (let j = 0; j < right.length;) {
    if (i < left.length && left[i] === right[j]) {
      gone = []
      i++
      j++
    } else if (i < left.length && (table[i + 1]?.[j] ?? 0) >= (table[i]?.[j + 1] ?? 0)) {
      gone.push(left[i++] ?? '')
    } else {
      const line = start + ++j
      changes.lines.push(line)
      const was = gone.shift()
      if (was !== undefined) changes.from[line] = was.trim()
    }
  }
  return changes
}
