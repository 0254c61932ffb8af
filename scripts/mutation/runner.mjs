/**
 * A test runner for Stryker that loads the core and its tests once and runs them in its own process, mutant by mutant.
 * Vitest reads every file anew for each mutant, which takes a hundred times longer than the tests themselves.
 */
import { readdirSync } from 'node:fs'
import { register } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const TESTS = 'src/sim/controllers'
/** Stryker's TestStatus. */
const [SUCCESS, FAILED] = [0, 1]
const SLICE = 'scripts/mutation/slice.ts'

class InProcessRunner {
  #tests = []
  #stryker = (globalThis.__stryker__ ??= {})

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
      for (const { name, run } of noted.slice(before)) this.#tests.push({ id: `${file} ${name}`, file, run })
    }
  }

  async dryRun({ disableBail }) {
    return await this.#run(this.#tests, disableBail, true)
  }

  async mutantRun({ testFilter, hitLimit, activeMutant, disableBail }) {
    Object.assign(this.#stryker, { hitCount: hitLimit === undefined ? undefined : 0, hitLimit })
    this.#stryker.activeMutant = activeMutant.id
    const wanted = new Set(testFilter)
    const tests = testFilter ? this.#tests.filter(({ id }) => wanted.has(id)) : this.#tests
    const { tests: results } = await this.#run(tests, disableBail, false)
    this.#stryker.activeMutant = undefined
    if (hitLimit !== undefined && this.#stryker.hitCount > hitLimit) return { status: 'timeout' }
    const failed = results.filter(({ status }) => status === FAILED)
    if (failed.length === 0) return { status: 'survived', nrOfTests: results.length }
    const [{ failureMessage }] = failed
    const killedBy = failed.map(({ id }) => id)
    return { status: 'killed', killedBy, failureMessage, nrOfTests: results.length }
  }

  async #run(tests, disableBail, covering) {
    const results = []
    for (const { id, file, run } of tests) {
      if (covering) this.#stryker.currentTestId = id
      const started = performance.now()
      let failureMessage
      try {
        await run()
      } catch (error) {
        failureMessage = String(error)
      }
      this.#stryker.currentTestId = undefined
      const test = { id, name: id, fileName: resolve(file), timeSpentMs: performance.now() - started }
      results.push(
        failureMessage === undefined
          ? { ...test, status: SUCCESS }
          : { ...test, status: FAILED, failureMessage },
      )
      if (failureMessage !== undefined && !disableBail) break
    }
    return { status: 'complete', tests: results, mutantCoverage: this.#stryker.mutantCoverage }
  }
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'in-process', injectableClass: InProcessRunner }]
