/** A section of the benchmark: measures something, and says how its figures are shown. Add one in bench.ts. */
export interface BenchSection {
  /** Key in bench.json. */
  name: string
  title: string
  run(options: BenchOptions): BenchTable
}

export interface BenchOptions {
  /** Numbers of pods to measure with. */
  sizes: readonly number[]
}

/** Rows are what bench.json holds; columns choose what of them the table shows. */
export interface BenchTable {
  columns: readonly { field: string; title: string }[]
  rows: readonly Record<string, number | string>[]
}

/** The table as text, numbers to the right. */
export function formatTable({ columns, rows }: BenchTable): string {
  const cells = [
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map(({ field }) => cell(row[field]))),
  ]
  const widths = columns.map((_, i) => Math.max(...cells.map((line) => (line[i] ?? '').length)))
  return cells.map((line) => line.map((text, i) => text.padStart(widths[i] ?? 0)).join('  ')).join('\n')
}

const cell = (value: number | string | undefined): string =>
  typeof value === 'number' ? value.toLocaleString('en-US', { maximumFractionDigits: 3 }) : (value ?? '')

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
