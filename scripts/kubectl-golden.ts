/**
 * `npm run kubectl-golden -- DIR [--only TEXT] [--diff]`: captures of the real kubectl against the emulator.
 * `--fuzz N [SEED]` runs N random command lines and N/10 mutated manifests instead.
 * `--pack FILE` writes the set into one compressed file instead (golden/kubectl.json.gz, for the unit test).
 */
import { existsSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { readCaptures } from './lib/kubectl-golden/capture.ts'
import { fuzz } from './lib/kubectl-golden/fuzz.ts'
import { runCapture } from './lib/kubectl-golden/run.ts'

const args = process.argv.slice(2)
if (args[0] === '--fuzz') {
  const lines = Number(args[1] ?? 20_000)
  const failures = await fuzz(lines, Math.ceil(lines / 10), Number(args[2] ?? 1))
  for (const { line, why } of failures) console.log(`${line}\n    ${why.replaceAll('\n', '\n    ')}`)
  console.log(`${lines} lines, ${Math.ceil(lines / 10)} manifests, ${failures.length} failures`)
  process.exit(failures.length === 0 ? 0 : 1)
}
const directory = args.find(
  (word, i) => !word.startsWith('--') && !['--only', '--pack'].includes(args[i - 1] ?? ''),
)
if (directory === undefined || !existsSync(directory)) {
  console.error('usage: npm run kubectl-golden -- DIR [--only TEXT] [--diff]')
  process.exit(2)
}
const only = args.includes('--only') ? (args[args.indexOf('--only') + 1] ?? '') : ''
const set = readCaptures(directory)
if (args.includes('--pack')) {
  writeFileSync(args[args.indexOf('--pack') + 1] ?? '', gzipSync(JSON.stringify(set), { level: 9 }))
  process.exit(0)
}
let [passed, failed, requestFailures] = [0, 0, 0]
for (const capture of set.captures) {
  if (!capture.name.includes(only)) continue
  const outcome = await runCapture(capture, set)
  if (outcome.passed) passed++
  else failed++
  if (outcome.wrong.includes('requests')) requestFailures++
  console.log(
    `${outcome.passed ? 'pass' : 'FAIL'} ${outcome.name}${outcome.passed ? '' : ` (${outcome.wrong.join(', ')})`}`,
  )
  if ((!outcome.passed || args.includes('--diff')) && !args.includes('--quiet') && outcome.diff !== '')
    console.log(outcome.diff.replaceAll(/^/gm, '    '))
}
console.log(`requests differ in ${requestFailures} captures`)
console.log(`${passed} passed, ${failed} failed`)
// A capture that hangs must not keep the process.
process.exit(failed === 0 ? 0 : 1)
