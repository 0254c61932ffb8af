/**
 * `npm run sim -- FILE.yaml [--set-image TAG] [--seed N] [--for SECONDS] [--decisions]`: applies a manifest to a
 * simulated cluster, lets it settle, rolls out another image if asked to, and prints one line per Event.
 */
import { readFileSync } from 'node:fs'
import { simulate } from './lib/simulate.ts'

const args = process.argv.slice(2)
const option = (name: string): string | undefined =>
  args.includes(name) ? args[args.indexOf(name) + 1] : undefined
const withValue = new Set(['--set-image', '--seed', '--for'])
const file = args.find((arg, i) => !arg.startsWith('--') && !withValue.has(args[i - 1] ?? ''))
if (file === undefined) {
  process.stderr.write(
    'usage: npm run sim -- FILE.yaml [--set-image TAG] [--seed N] [--for SECONDS] [--decisions]\n',
  )
  process.exit(2)
}
const setImage = option('--set-image')
const result = simulate(readFileSync(file, 'utf8'), {
  seed: Number(option('--seed') ?? 1),
  seconds: Number(option('--for') ?? 120),
  decisions: args.includes('--decisions'),
  ...(setImage === undefined ? {} : { setImage }),
})
process.stdout.write(result.lines.map((line) => `${line}\n`).join(''))
if (result.error !== undefined) {
  process.stderr.write(`${result.error}\n`)
  process.exit(1)
}
