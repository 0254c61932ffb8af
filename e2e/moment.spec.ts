/** One exact frame by its address: what visual tests rely on, and the example to copy (docs/VISUAL-TESTS.md). */
import { headline, pods, stage } from './page.ts'
import { expect, hashOf, test } from './support/moment.ts'

test('the same address is the same stage: every name, place, path and digit', async ({ page, openAt }) => {
  const moment = { scenario: 'bootcamp', seed: 7, at: 45_000 } as const
  await openAt(moment)
  await expect(headline(page)).toHaveText('Rolling out v2')
  const first = await stage(page).innerHTML()
  await openAt(moment)
  expect(await stage(page).innerHTML()).toBe(first)
})

test('time stands still until it is played', async ({ page, openAt }) => {
  await openAt({ scenario: 'stuck', seed: 7 })
  const clock = page.getByRole('timer')
  const shown = await clock.textContent()
  const tokens = await pods(page)
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 600)))
  await expect(clock).toHaveText(shown ?? '')
  expect(await pods(page)).toEqual(tokens)
})

test('another seed gives other names, a past instant the past', async ({ page, openAt }) => {
  await openAt({ scenario: 'stuck', seed: 7, at: 100_000 })
  const seven = await pods(page)
  await openAt({ scenario: 'stuck', seed: 8, at: 100_000 })
  expect(await pods(page)).not.toEqual(seven)
  await openAt({ scenario: 'stuck', seed: 7, at: 100_000, liveAt: 206_000 })
  expect(await pods(page)).toEqual(seven)
  await expect(page.getByText('Nothing changes until you branch.')).toBeVisible()
})

test('a moment without an instant opens where its scenario does', () => {
  expect(hashOf({ scenario: 'errors' })).toBe('#scenario=errors&seed=7&paused')
})
