/** A unified diff of lines with three lines of context, as Go's difflib writes it (no file names). */

const CONTEXT = 3

interface Change {
  /** Lines [from, to) of the old text become lines [at, until) of the new. */
  from: number
  to: number
  at: number
  until: number
}

/** Lengths of the longest common subsequences of all tails. */
function tails(a: readonly string[], b: readonly string[]): Uint32Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = rows[i] as Uint32Array
      const below = rows[i + 1] as Uint32Array
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
  return rows
}

function changes(a: readonly string[], b: readonly string[]): Change[] {
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end++
  const left = a.slice(start, a.length - end)
  const right = b.slice(start, b.length - end)
  const table = tails(left, right)
  const found: Change[] = []
  let i = 0
  let j = 0
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      i++
      j++
      continue
    }
    const from = i
    const at = j
    while (
      (i < left.length || j < right.length) &&
      !(i < left.length && j < right.length && left[i] === right[j])
    ) {
      const down = table[i + 1]?.[j] ?? -1
      const across = table[i]?.[j + 1] ?? -1
      if (i < left.length && (j >= right.length || down >= across)) i++
      else j++
    }
    found.push({ from: start + from, to: start + i, at: start + at, until: start + j })
  }
  return found
}

const span = (from: number, length: number): string =>
  length === 1 ? `${from + 1}` : `${from + 1},${length}`

function hunk(a: readonly string[], b: readonly string[], group: readonly Change[]): string {
  const [first] = group
  const last = group[group.length - 1]
  if (!first || !last) return ''
  const from = Math.max(0, first.from - CONTEXT)
  const to = Math.min(a.length, last.to + CONTEXT)
  const at = Math.max(0, first.at - CONTEXT)
  const until = Math.min(b.length, last.until + CONTEXT)
  const lines = [`@@ -${span(from, to - from)} +${span(at, until - at)} @@`]
  let here = from
  for (const change of group) {
    lines.push(...a.slice(here, change.from).map((line) => ` ${line}`))
    lines.push(...a.slice(change.from, change.to).map((line) => `-${line}`))
    lines.push(...b.slice(change.at, change.until).map((line) => `+${line}`))
    here = change.to
  }
  lines.push(...a.slice(here, to).map((line) => ` ${line}`))
  return `${lines.join('\n')}\n`
}

export function unifiedDiff(a: readonly string[], b: readonly string[]): string {
  const groups: Change[][] = []
  for (const change of changes(a, b)) {
    const group = groups[groups.length - 1]
    const last = group?.[group.length - 1]
    if (group && last && change.from - last.to <= 2 * CONTEXT) group.push(change)
    else groups.push([change])
  }
  return groups.map((group) => hunk(a, b, group)).join('')
}
