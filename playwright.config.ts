import { defineConfig } from '@playwright/test'
import { BROWSER_FLAGS, installedBrowser } from './scripts/browser.mjs'

/** A sub-path, as on a page of GitHub: the built files must work under any. */
const BASE = '/some/where/'
const PORT = Number(process.env['E2E_PORT'] ?? 4300)
/** The build to test; another folder lets one build go on while another is tested. */
const DIST = process.env['E2E_DIST'] ?? 'dist'
const executablePath = installedBrowser()

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  snapshotPathTemplate: '{testDir}/screenshots/{arg}{ext}',
  // Two cores: one page at a time keeps the timing of animations honest.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 120_000,
  reporter: [['list'], ['json', { outputFile: 'reports/playwright.json' }]],
  expect: {
    timeout: 10_000,
    toHaveScreenshot: { maxDiffPixelRatio: 0.01, animations: 'disabled', caret: 'hide', scale: 'css' },
  },
  use: {
    baseURL: `http://localhost:${PORT}${BASE}`,
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    colorScheme: 'dark',
    reducedMotion: 'reduce',
    trace: 'retain-on-failure',
    launchOptions: { args: BROWSER_FLAGS, ...(executablePath === undefined ? {} : { executablePath }) },
  },
  webServer: {
    command: `node scripts/serve.mjs --dir ${DIST} --base ${BASE} --port ${PORT}`,
    url: `http://localhost:${PORT}${BASE}`,
    reuseExistingServer: false,
    stdout: 'ignore',
    stderr: 'pipe',
  },
})
