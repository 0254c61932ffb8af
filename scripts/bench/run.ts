/** The benchmark itself, in the process that measures: sections by name, tables on stdout, figures in a file. */
import { writeFileSync } from 'node:fs'
import { checkpoints, history } from './history.ts'
import { rollouts } from './rollouts.ts'
import { formatTable, type BenchSection } from './section.ts'

const SECTIONS: readonly BenchSection[] = [rollouts, history, checkpoints]

const args = process.argv.slice(2)
const option = (name: string): string | undefined =>
  args.includes(name) ? args[args.indexOf(name) + 1] : undefined
const sizes = (option('--sizes') ?? '10,100,1000,10000').split(',').map(Number)
const only = option('--only')
const figures: Record<string, unknown> = { node: process.version }
for (const { name, title, run } of SECTIONS) {
  if (only !== undefined && name !== only) continue
  const table = run({ sizes })
  process.stdout.write(`${title}\n\n${formatTable(table)}\n\n`)
  figures[name] = table.rows
}
writeFileSync(option('--out') ?? 'bench.json', `${JSON.stringify(figures, null, 2)}\n`)
