/** The hunks of `diff -u`: three lines of context. Longest common subsequence by dynamic programming. */
type Edit = { sign: ' ' | '-' | '+'; text: string }

function edits(a: string[], b: string[]): Edit[] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1))
  const cell = (i: number, j: number) => table[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = table[i]
      if (row) row[j] = a[i] === b[j] ? cell(i + 1, j + 1) + 1 : Math.max(cell(i + 1, j), cell(i, j + 1))
    }
  }
  const out: Edit[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      out.push({ sign: ' ', text: a[i] ?? '' })
      i++
      j++
    } else if (i < a.length && (j === b.length || cell(i + 1, j) >= cell(i, j + 1)))
      out.push({ sign: '-', text: a[i++] ?? '' })
    else out.push({ sign: '+', text: b[j++] ?? '' })
  }
  return out
}

const lines = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'))

export function unifiedDiff(before: string, after: string): string {
  const all = edits(lines(before), lines(after))
  const CONTEXT = 3
  let out = ''
  let at = 0
  while (at < all.length) {
    const first = all.findIndex((edit, i) => i >= at && edit.sign !== ' ')
    if (first < 0) break
    let end = first
    for (let i = first; i < all.length && i <= end + 2 * CONTEXT; i++) if (all[i]?.sign !== ' ') end = i
    const from = Math.max(first - CONTEXT, 0)
    const to = Math.min(end + CONTEXT + 1, all.length)
    const count = (sign: '-' | '+', part: Edit[]) =>
      part.filter((edit) => edit.sign === ' ' || edit.sign === sign).length
    const range = (sign: '-' | '+') => {
      const size = count(sign, all.slice(from, to))
      const start = count(sign, all.slice(0, from)) + (size === 0 ? 0 : 1)
      return size === 1 ? String(start) : `${start},${size}`
    }
    out += `@@ -${range('-')} +${range('+')} @@\n${all
      .slice(from, to)
      .map((edit) => `${edit.sign}${edit.text}\n`)
      .join('')}`
    at = to
  }
  return out
}
