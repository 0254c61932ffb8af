/** Paused, seeded states, reached by URL alone, against committed pictures: both themes, three layouts. */
import { headline } from './page.ts'
import { expect, test } from './support/moment.ts'

const SIZES = {
  '1440': { width: 1440, height: 900 },
  '1280': { width: 1280, height: 720 },
  phone: { width: 390, height: 844 },
} as const

const STATES = {
  rolling: { moment: { scenario: 'bootcamp', at: 45_000 }, says: 'Rolling out v2' },
  stuck: { moment: { scenario: 'stuck' }, says: /^Stuck at 5 of 10/ },
  errors: { moment: { scenario: 'errors' }, says: 'Rolling out v3' },
  complete: { moment: { scenario: 'bootcamp', at: 110_000 }, says: 'v2 is out' },
  /** The stuck run, looked at half a minute before its end. */
  past: {
    moment: { scenario: 'stuck', seed: 7, at: 176_000, liveAt: 206_000 },
    says: /^Stuck at 5 of 10/,
  },
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
  test(`${state} ${theme} ${size}`, async ({ page, openAt }) => {
    const { moment, says } = STATES[state]
    await openAt(moment, { theme, ...SIZES[size] })
    await expect(headline(page)).toHaveText(says)
    await expect(page).toHaveScreenshot(`${state}-${theme}-${size}.png`, { timeout: 20_000 })
  })
}
