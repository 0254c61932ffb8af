/**
 * One exact frame of the page, by its address alone: the fixture to copy for visual tests (docs/VISUAL-TESTS.md). The
 * clock stands still, motion is reduced and the fonts are there, so that the same moment is the same picture.
 */
import { deflateRawSync } from 'node:zlib'
import { formatClock } from '../../src/i18n/message.ts'
import { expect, test as base } from './fixture.ts'

/** The newest instant of a run that nobody has touched. */
export interface Moment {
  scenario: 'bootcamp' | 'stuck' | 'errors' | 'crash' | 'empty'
  seed?: number
  /** ms of virtual time; the scenario's own opening instant if left out. */
  at?: number
}

/** The past of such a run: it was played to `liveAt`, and `at` is looked at. */
export interface PastMoment extends Required<Moment> {
  liveAt: number
}

export interface Look {
  theme?: 'dark' | 'light'
  width?: number
  height?: number
}

/** What stands after the page's own address. */
export function hashOf(moment: Moment | PastMoment): string {
  if ('liveAt' in moment) {
    const us = (ms: number): number => ms * 1000
    const branch = ['', -1, 0, us(moment.liveAt), []]
    const run = { s: moment.scenario, n: moment.seed, b: [branch], c: 0, t: us(moment.at), p: 1 }
    return `#1.${deflateRawSync(JSON.stringify(run)).toString('base64url')}`
  }
  const { scenario, seed = 7, at } = moment
  return `#scenario=${scenario}&seed=${seed}${at === undefined ? '' : `&at=${at}`}&paused`
}

interface Fixtures {
  /** Opens the page at a moment and waits until it is drawn, whatever is loaded after the first picture included. */
  openAt: (moment: Moment | PastMoment, look?: Look) => Promise<void>
}

export const test = base.extend<Fixtures>({
  openAt: async ({ page }, use) => {
    await use(async (moment, { theme = 'dark', width = 1440, height = 900 } = {}) => {
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      // Another address of an open page is a seek, not a load: what was drawn before would still be there.
      await page.goto('about:blank')
      await page.goto(`./${hashOf(moment)}`)
      const at = moment.at === undefined ? /\d/ : formatClock(moment.at)
      await expect(page.getByRole('timer')).toContainText(at)
      // Chart, dock and rates are loaded after the stage is drawn.
      await expect(page.getByRole('slider', { name: 'Time shown' })).toBeAttached()
      await page.waitForLoadState('networkidle')
      await page.evaluate(() => document.fonts.ready)
    })
  },
})

export { expect } from './fixture.ts'
