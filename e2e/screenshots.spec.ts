/** Paused, seeded states, reached by URL alone, against committed pictures: both themes, three layouts. */
import { deflateRawSync } from 'node:zlib'
import { address, headline } from './page.ts'
import { expect, test } from './support/fixture.ts'

const SIZES = {
  '1440': { width: 1440, height: 900 },
  '1280': { width: 1280, height: 720 },
  phone: { width: 390, height: 844 },
} as const

/** The stuck run, looked at half a minute before its end (docs/VISUAL-TESTS.md, the packed form; instants in µs). */
const past = deflateRawSync(
  JSON.stringify({ s: 'stuck', n: 7, b: [['', -1, 0, 206_000_000, []]], c: 0, t: 176_000_000, p: 1 }),
)

const STATES = {
  rolling: { url: address({ at: 45_000, paused: true }), says: 'Rolling out v2' },
  stuck: { url: address({ scenario: 'stuck', paused: true }), says: /^Stuck at 5 of 10/ },
  errors: { url: address({ scenario: 'errors', paused: true }), says: 'Rolling out v3' },
  complete: { url: address({ at: 110_000, paused: true }), says: 'v2 is out' },
  past: { url: `./#1.${past.toString('base64url')}`, says: /^Stuck at 5 of 10/ },
} as const

/** A layout or theme that a state shows nothing new in is left out. */
const PICTURES: readonly [keyof typeof STATES, 'dark' | 'light', keyof typeof SIZES][] = [
  ['rolling', 'dark', '1440'],
  ['rolling', 'light', '1440'],
  ['rolling', 'dark', '1280'],
  ['rolling', 'dark', 'phone'],
  ['rolling', 'light', 'phone'],
  ['stuck', 'dark', '1440'],
  ['stuck', 'light', '1440'],
  ['stuck', 'light', 'phone'],
  ['errors', 'dark', '1440'],
  ['errors', 'light', '1440'],
  ['complete', 'dark', '1440'],
  ['complete', 'light', '1280'],
  ['past', 'dark', '1440'],
  ['past', 'light', '1440'],
]

for (const [state, theme, size] of PICTURES) {
  test(`${state} ${theme} ${size}`, async ({ page }) => {
    const { url, says } = STATES[state]
    await page.setViewportSize(SIZES[size])
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await page.goto(url)
    await expect(headline(page)).toHaveText(says)
    await page.evaluate(() => document.fonts.ready)
    await expect(page).toHaveScreenshot(`${state}-${theme}-${size}.png`, { timeout: 20_000 })
  })
}
