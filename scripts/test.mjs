/**
 * npm test: every check in order, cheapest first; the first that fails ends the run. Prints what each stage took and
 * writes `N passed, N failed` to reports/summary.txt for .ci/run.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { ensureBrowser } from './browser.mjs'

const REPORTS = 'reports'
const UNIT = `${REPORTS}/vitest.json`
const E2E = `${REPORTS}/playwright.json`

const npx = (command, env = {}) => {
  const { status, signal } = spawnSync(`npx --no-install ${command}`, {
    shell: true,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  return status === 0 && signal === null
}

const node = (script) => spawnSync(process.execPath, [script], { stdio: 'inherit' }).status === 0

async function e2e() {
  const browser = await ensureBrowser()
  if (browser === undefined) {
    console.error('There is no Chromium and none could be got: install one, or name it in CHROME_PATH.')
    return false
  }
  return npx('playwright test', { CHROME_PATH: browser })
}

const STAGES = [
  ['format', () => npx('prettier --check --log-level warn .')],
  ['lint', () => npx('oxlint --deny-warnings')],
  ['unused', () => npx('knip')],
  ['types', () => npx('tsc -b')],
  ['unit', () => npx(`vitest run --reporter=default --reporter=json --outputFile.json=${UNIT}`)],
  ['build', () => npx('vite build --logLevel warn')],
  ['size', () => node('scripts/size.mjs')],
  ['e2e', e2e],
]

const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined)

/** Tests of both runners, from their JSON reports; a report that is missing counts nothing. */
function countTests() {
  const unit = read(UNIT)
  const stats = read(E2E)?.stats
  return {
    passed: (unit?.numPassedTests ?? 0) + (stats?.expected ?? 0),
    failed: (unit?.numFailedTests ?? 0) + (stats?.unexpected ?? 0) + (stats?.flaky ?? 0),
  }
}

rmSync(REPORTS, { recursive: true, force: true })
mkdirSync(REPORTS, { recursive: true })
const took = []
let broken
for (const [name, run] of STAGES) {
  console.log(`\n── ${name} ──`)
  const start = performance.now()
  const good = await run()
  took.push(`${name} ${((performance.now() - start) / 1000).toFixed(1)} s`)
  if (!good) {
    broken = name
    break
  }
}

const { passed, failed } = countTests()
// A stage without tests of its own, or one that died before it reported, is a failure too.
const failures = broken === undefined ? failed : Math.max(1, failed)
writeFileSync(`${REPORTS}/summary.txt`, `${passed} passed, ${failures} failed\n`)
console.log(`\n${took.join(' · ')}`)
console.log(broken === undefined ? `All ${passed} tests passed.` : `Failed: ${broken}.`)
process.exitCode = failures > 0 ? 1 : 0
