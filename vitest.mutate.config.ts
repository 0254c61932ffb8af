import { defineConfig } from 'vitest/config'

/** Tests for mutants of the controllers: those of the core alone, without the page and the whole-project checks. */
export default defineConfig({
  test: { include: ['src/sim/**/*.test.ts'], environment: 'node', testTimeout: 20_000 },
})
