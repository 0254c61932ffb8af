/**
 * `npm run api-golden -- DIR`: plays the recorded cases of a real kube-apiserver (v1.35.4) against the simulated one.
 * Prints the first difference of each case that fails; exit 1 when one fails that golden/api-exceptions.json does not name.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readGoldens } from './lib/api-golden/case.ts'
import { playCase, type Miss } from './lib/api-golden/play.ts'

const path = process.argv[2] ?? fileURLToPath(new URL('../golden/api/cases.json.gz', import.meta.url))
const only = process.argv[3]
const exceptions = JSON.parse(
  readFileSync(new URL('../golden/api-exceptions.json', import.meta.url), 'utf8'),
) as Record<string, string>

const shown = (value: unknown): string => {
  const text = value === undefined ? '(absent)' : JSON.stringify(value)
  return text.length > 600 ? `${text.slice(0, 600)}…` : text
}

function report(id: string, miss: Miss): void {
  const known = exceptions[id] ? ` (known: ${exceptions[id]})` : ''
  console.log(`FAIL ${id}${known}\n  step ${miss.step}: ${miss.request}\n  at ${miss.path}`)
  console.log(`  expected ${shown(miss.expected)}\n  got      ${shown(miss.actual)}`)
}

const { cases, columns } = readGoldens(path)
let passed = 0
let unexplained = 0
for (const golden of cases) {
  if (only !== undefined && !golden.id.includes(only)) continue
  const miss = playCase(golden, columns)
  if (!miss) passed++
  else {
    report(golden.id, miss)
    if (!exceptions[golden.id]) unexplained++
  }
}
const failed =
  only === undefined ? cases.length - passed : cases.filter((g) => g.id.includes(only)).length - passed
console.log(`${passed} passed, ${failed} failed`)
process.exit(unexplained > 0 ? 1 : 0)
