/**
 * npm run vectors -- DIR: upstream's answers to random input against ours. Prints what differs and closes with
 * `N passed, N failed`; exit code 1 on failure or when there is nothing to run.
 */
import { runVectors, type Difference } from './lib/vectors/run.ts'

const MAX_SHOWN = 20
const MAX_TEXT = 600

const cut = (text: string | undefined = 'undefined'): string =>
  text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text

const show = ({ family, line, vector, expected, got }: Difference): string =>
  `${family}:${line}\n  input    ${cut(vector)}\n  expected ${cut(JSON.stringify(expected))}\n  got      ${cut(JSON.stringify(got))}`

const results = runVectors(process.argv[2] ?? 'golden/vectors')
let [passed, failed] = [0, 0]
for (const { family, passed: good, differences } of results) {
  console.log(`${family}: ${good} passed, ${differences.length} failed`)
  for (const difference of differences.slice(0, MAX_SHOWN)) console.log(show(difference))
  if (differences.length > MAX_SHOWN) console.log(`… and ${differences.length - MAX_SHOWN} more lines`)
  passed += good
  failed += differences.length
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
