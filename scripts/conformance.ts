/**
 * `npm run conformance -- DIR [--only TEXT] [--diff]`: runs every recorded rollout of a folder (`*.jsonl`, also
 * gzipped) and compares the traces. Prints the first difference of each that fails; exit 1 if any does.
 */
import { runConformance } from './lib/conformance.ts'

const args = process.argv.slice(2)
const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : undefined
const dir = args.find((arg, i) => !arg.startsWith('--') && args[i - 1] !== '--only')
if (dir === undefined) {
  process.stderr.write('usage: npm run conformance -- DIR [--only TEXT] [--diff]\n')
  process.exit(2)
}
const { passed, failed } = runConformance(dir, {
  ...(only === undefined ? {} : { only }),
  diff: args.includes('--diff'),
  print: (line) => process.stdout.write(`${line}\n`),
})
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exit(failed > 0 ? 1 : 0)
