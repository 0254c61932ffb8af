/** Paused, seeded states, reached by URL alone, in both themes and all layouts, against committed pictures. */
import { address, headline, type Moment } from './page.ts'
import { expect, test } from './support/fixture.ts'

const STATES: Record<string, Moment> = {
  rolling: { at: 45_000 },
  stuck: { scenario: 'stuck' },
  errors: { scenario: 'errors' },
  empty: { scenario: 'empty' },
}
const SIZES: Record<string, { width: number; height: number }> = {
  '1440': { width: 1440, height: 900 },
  '1280': { width: 1280, height: 720 },
  '1920': { width: 1920, height: 1080 },
  phone: { width: 390, height: 844 },
}

for (const theme of ['dark', 'light'] as const) {
  for (const [state, moment] of Object.entries(STATES)) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      // The other sizes differ in layout only: one state each is enough.
      if (size !== '1440' && size !== 'phone' && state !== 'rolling') continue
      test(`${state} ${theme} ${size}`, async ({ page }) => {
        await page.setViewportSize(viewport)
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
        await page.goto(address({ ...moment, paused: true }))
        await expect(headline(page)).toBeVisible()
        await page.evaluate(() => document.fonts.ready)
        await expect(page).toHaveScreenshot(`${state}-${theme}-${size}.png`)
      })
    }
  }
}
