/** npm run mutate: how much of the controllers the tests really hold. Report: reports/mutation.json. */
export default {
  plugins: ['@stryker-mutator/vitest-runner'],
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutate.config.ts', related: true },
  mutate: ['src/sim/controllers/**/*.ts', '!src/**/*.test.ts'],
  ignorePatterns: ['dist', 'docs', 'e2e', 'public', 'reports', 'test-results', 'src/app', 'src/views'],
  // Stryker rewrites tsconfig.json with an API that TypeScript 7 no longer has; this names none.
  tsconfigFile: 'none.json',
  // Mutants of module constants need a fresh process each, and are data here.
  ignoreStatic: true,
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 20_000,
  reporters: ['clear-text', 'progress', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'reports/mutation.json' },
  tempDirName: '.stryker-tmp',
  thresholds: { high: 90, low: 85, break: 85 },
}
