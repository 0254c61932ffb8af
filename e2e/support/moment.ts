/** Opens the page at one moment of a scenario, by its address alone: the same seed shows the same picture. */
import { expect, type Page } from '@playwright/test'

export interface Moment {
  /** Name of a scenario; absent: that of the first visit. */
  scenario?: string
  seed?: number
  /** Virtual time in ms; absent: where the scenario's page opens. */
  at?: number
  /** Default true: a paused page is a photograph. */
  paused?: boolean
  speed?: number
  /** `Kind/namespace/name` of the selected object. */
  select?: string
  theme?: 'dark' | 'light'
}

/** The address below the page's own path, e.g. `./?theme=light#scenario=bootcamp&seed=7&at=57000&paused`. */
export function momentAddress({ paused = true, theme = 'dark', ...fields }: Moment = {}): string {
  const parts = Object.entries(fields).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return `./?theme=${theme}#${[...parts, ...(paused ? ['paused'] : [])].join('&')}`
}

/** Goes there and waits until the stage is drawn and the fonts have come. */
export async function openMoment(page: Page, moment: Moment = {}): Promise<void> {
  // A change of the fragment alone would not load the page anew.
  await page.goto('about:blank')
  await page.goto(momentAddress(moment))
  await expect(page.locator('#stage')).toBeVisible()
  await page.evaluate(async () => document.fonts.ready)
}
