/** `npm run kubectl-golden -- DIR [--only TEXT] [--diff]`: captures of the real kubectl against the emulator. */
import { existsSync } from 'node:fs'
import { readCaptures } from './lib/kubectl-golden/capture.ts'
import { runCapture } from './lib/kubectl-golden/run.ts'

const args = process.argv.slice(2)
const directory = args.find((word, i) => !word.startsWith('--') && args[i - 1] !== '--only')
if (directory === undefined || !existsSync(directory)) {
  console.error('usage: npm run kubectl-golden -- DIR [--only TEXT] [--diff]')
  process.exit(2)
}
const only = args.includes('--only') ? (args[args.indexOf('--only') + 1] ?? '') : ''
const set = readCaptures(directory)
let [passed, failed, requestFailures] = [0, 0, 0]
for (const capture of set.captures) {
  if (!capture.name.includes(only)) continue
  const outcome = await runCapture(capture, set)
  if (outcome.passed) passed++
  else failed++
  if (outcome.wrong.includes('requests')) requestFailures++
  console.log(`${outcome.passed ? 'pass' : 'FAIL'} ${outcome.name}${outcome.passed ? '' : ` (${outcome.wrong.join(', ')})`}`)
  if ((!outcome.passed || args.includes('--diff')) && !args.includes('--quiet') && outcome.diff !== '')
    console.log(outcome.diff.replaceAll(/^/gm, '    '))
}
console.log(`requests differ in ${requestFailures} captures`)
console.log(`${passed} passed, ${failed} failed`)
// A capture that hangs must not keep the process.
process.exit(failed === 0 ? 0 : 1)
