/**
 * npm run test:real-kubectl [-- --verbose --lines FILE]: types one session into a real kubectl at the bridge and into
 * the page's terminal, and compares what both print; the lines of FILE instead, when one is given. Without a kubectl on
 * the PATH it says so and is content.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { openComparison, type Outcome } from './lib/real-kubectl/compare.ts'
import { kubectlMinor } from './lib/real-kubectl/real.ts'
import { plainSteps, STEPS } from './lib/real-kubectl/steps.ts'

const { values } = parseArgs({
  options: { verbose: { type: 'boolean', default: false }, lines: { type: 'string' } },
})
const steps = values.lines === undefined ? STEPS : plainSteps(readFileSync(values.lines, 'utf8'))

function tell({ step, misses }: Outcome): void {
  if (misses.length === 0) {
    if (values.verbose) console.log(`pass  ${step.line}`)
    return
  }
  console.log(`FAIL  ${step.line}`)
  for (const { what, real, page } of misses)
    console.log(`--- ${what}, real kubectl\n${real}\n--- ${what}, page's terminal\n${page}`)
}

const kubectl = kubectlMinor()
if (!kubectl) {
  console.log('There is no kubectl on the PATH: nothing to compare with.')
  process.exit(0)
}
console.log(`kubectl ${kubectl.version}; ${steps.length} lines`)
const comparison = await openComparison(kubectl.minor)
let passed = 0
let failed = 0
for (const step of steps) {
  const outcome = await comparison.play(step)
  tell(outcome)
  if (outcome.misses.length === 0) passed++
  else failed++
  const [, tag] = /^kubectl set image .*(:v\d+)$/.exec(step.line) ?? []
  if (tag === undefined) continue
  if (comparison.shownImage()?.endsWith(tag)) passed++
  else {
    failed++
    console.log(`FAIL  the page shows ${tag.slice(1)} after it: ${comparison.shownImage()}`)
  }
}
await comparison.close()
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
