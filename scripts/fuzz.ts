/**
 * `npm run fuzz -- --runs N --seed S`: draws N scenarios and checks what must always hold. A failure prints a small
 * command log; `npm run fuzz -- --replay FILE` plays such a log again.
 */
import { readFileSync } from 'node:fs'
import type { FuzzScenario } from './lib/fuzz/draw.ts'
import { fuzz, verdict } from './lib/fuzz/fuzz.ts'

const args = process.argv.slice(2)
const option = (name: string): string | undefined =>
  args.includes(name) ? args[args.indexOf(name) + 1] : undefined
const replay = option('--replay')
if (replay !== undefined) {
  const failure = verdict(JSON.parse(readFileSync(replay, 'utf8')) as FuzzScenario, true)
  process.stdout.write(failure ? `t=${failure.atSeconds}s ${failure.what}\n` : 'everything held\n')
  process.exit(failure ? 1 : 0)
}
const [runs, seed] = [Number(option('--runs') ?? 500), Number(option('--seed') ?? 1)]
let done = 0
const onProgress = (n: number): void => {
  done = n
  if (n % 500 === 0) process.stderr.write(`${n} of ${runs}\n`)
}
const failures = fuzz({ runs, seed, onProgress })
for (const { failure, scenario } of failures) {
  process.stdout.write(`FAIL t=${failure.atSeconds}s ${failure.what}\n`)
  process.stdout.write(`  replay: ${JSON.stringify(scenario)}\n`)
}
process.stdout.write(`${done - failures.length} passed, ${failures.length} failed\n`)
process.exit(failures.length > 0 ? 1 : 0)
