/**
 * A test runner for Stryker that loads the core and its tests once and runs them in its own process, mutant by mutant.
 * Vitest reads every file anew for each mutant, which takes a hundred times longer than the tests themselves.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { register } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const TESTS = 'src/sim/controllers'
/** Stryker's TestStatus. */
const [SUCCESS, FAILED] = [0, 1]
const SLICE = 'scripts/mutation/slice.ts'
/** What the first run has measured, for the processes that come after it. */
const MEASURED = 'measured.json'
/** A test may take so many times the steps that it takes without the mutant, and some more; beyond, it is a loop. */
const STEP_FACTOR = 10
const FREE_STEPS = 20_000
const LOOP = 'more steps than it can need'
/** Tests of sizes, not of rules: too slow to be run for every mutant. */
const SLOW = /\[EPS-5\] are at most a hundred|\[RS-4\] at most 500/

class InProcessRunner {
  #tests = []
  #steps = 0
  #maxSteps = Infinity
  #usualSteps = {}
  #stryker = (globalThis.__stryker__ ??= {})

  constructor() {
    // Every step of the instrumented code reads this: it is where a loop can be ended.
    const reached = {}
    const step = () => {
      if (++this.#steps > this.#maxSteps) throw new Error(LOOP)
      return reached
    }
    this.#stryker.mutantCoverage = {
      perTest: {},
      get static() {
        return step()
      },
    }
  }

  capabilities() {
    return { reloadEnvironment: false }
  }

  /** Stryker has changed to the folder that holds the instrumented copy of the project. */
  async init() {
    const load = (file) => import(pathToFileURL(resolve(file)).href)
    register(pathToFileURL(resolve('scripts/mutation/hooks.mjs')))
    const { noted } = await load('scripts/mutation/vitest.mjs')
    const files = readdirSync(TESTS, { recursive: true }).filter((file) => file.endsWith('.test.ts'))
    for (const file of [...files.map((name) => `${TESTS}/${name}`).sort(), SLICE]) {
      const before = noted.length
      await load(file)
      for (const { name, run } of noted.slice(before))
        if (!SLOW.test(name)) this.#tests.push({ id: `${file} ${name}`, file, run })
    }
    if (existsSync(MEASURED)) this.#remember(JSON.parse(readFileSync(MEASURED, 'utf8')))
  }

  async dryRun({ disableBail }) {
    const results = await this.#run(this.#tests, disableBail)
    const times = Object.fromEntries(results.map(({ id, timeSpentMs }) => [id, timeSpentMs]))
    const measured = { times, steps: this.#usualSteps }
    writeFileSync(MEASURED, JSON.stringify(measured))
    this.#remember(measured)
    const { static: atLoad, perTest } = this.#stryker.mutantCoverage
    const mutantCoverage = { static: { ...atLoad }, perTest: { ...perTest } }
    return { status: 'complete', tests: results, mutantCoverage }
  }

  async mutantRun({ testFilter, activeMutant, disableBail }) {
    const wanted = new Set(testFilter)
    const tests = testFilter ? this.#tests.filter(({ id }) => wanted.has(id)) : this.#tests
    const results = await this.#run(tests, disableBail, activeMutant.id)
    const failed = results.filter(({ status }) => status === FAILED)
    if (failed.length === 0) return { status: 'survived', nrOfTests: results.length }
    const [{ failureMessage }] = failed
    if (failureMessage.includes(LOOP) || failureMessage.includes('Hit count limit'))
      return { status: 'timeout' }
    const killedBy = failed.map(({ id }) => id)
    return { status: 'killed', killedBy, failureMessage, nrOfTests: results.length }
  }

  /** Quick tests come first: any of them may kill. */
  #remember({ times, steps }) {
    this.#usualSteps = steps
    this.#tests.sort((a, b) => times[a.id] - times[b.id])
  }

  async #run(tests, disableBail, mutant) {
    const results = []
    for (const { id, file, run } of tests) {
      const before = this.#steps
      if (mutant === undefined) this.#stryker.currentTestId = id
      else {
        this.#stryker.activeMutant = mutant
        // Stryker counts the steps of the mutant itself, which are not among the others.
        const hitLimit = STEP_FACTOR * (this.#usualSteps[id] ?? 0) + FREE_STEPS
        Object.assign(this.#stryker, { hitCount: 0, hitLimit })
        this.#maxSteps = before + hitLimit
      }
      const started = performance.now()
      let failureMessage
      try {
        await run()
      } catch (error) {
        failureMessage = String(error)
      }
      this.#stryker.currentTestId = this.#stryker.activeMutant = this.#stryker.hitCount = undefined
      this.#maxSteps = Infinity
      if (mutant === undefined) this.#usualSteps[id] = this.#steps - before
      const test = { id, name: id, fileName: resolve(file), timeSpentMs: performance.now() - started }
      results.push(
        failureMessage === undefined
          ? { ...test, status: SUCCESS }
          : { ...test, status: FAILED, failureMessage },
      )
      if (failureMessage !== undefined && !disableBail) break
    }
    return results
  }
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'in-process', injectableClass: InProcessRunner }]
