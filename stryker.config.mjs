/**
 * npm run mutate: how much of the controllers the tests really hold. One folder of them:
 * `npm run mutate -- --mutate 'src/sim/controllers/deployment/*.ts'`. Report: reports/mutation.json.
 */
export default {
  plugins: ['./scripts/mutation/runner.mjs'],
  testRunner: 'in-process',
  testRunnerNodeArgs: ['--import', 'tsx'],
  mutate: ['src/sim/controllers/**/*.ts', '!src/**/*.test.ts', '!src/sim/controllers/**/*rig.ts'],
  ignorePatterns: ['dist', 'docs', 'e2e', 'public', 'reports', 'test-results', 'src/app', 'src/views'],
  // Stryker rewrites tsconfig.json with an API that TypeScript 7 no longer has; this names none.
  tsconfigFile: 'none.json',
  // Mutants of module constants need a fresh process each, and are data here.
  ignoreStatic: true,
  coverageAnalysis: 'perTest',
  concurrency: 1,
  timeoutMS: 5_000,
  reporters: ['clear-text', 'progress', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'reports/mutation.json' },
  tempDirName: '.stryker-tmp',
  thresholds: { high: 90, low: 85, break: 85 },
}
