/** A newcomer opens the page: a rollout is under way, and can be followed to its end. */
import { address, dock, headline, history, panel, primary, stage, timeline } from './page.ts'
import { expect, test } from './support/fixture.ts'

test('a rollout of v2 is under way within a second of load', async ({ page, axe }) => {
  await page.goto('./')
  await expect(headline(page)).toHaveText('Rolling out v2', { timeout: 3_000 })
  await expect(stage(page).getByRole('meter')).toBeVisible()
  await expect(timeline(page).getByRole('timer')).toHaveText(/^00:3\d\.\d$/)
  await expect(history(page).getByRole('listitem')).toHaveCount(2)
  const before = await timeline(page).getByRole('timer').textContent()
  await expect(timeline(page).getByRole('timer')).not.toHaveText(before ?? '')
  await timeline(page).getByRole('button', { name: 'Pause the clock' }).click()
  await axe()
})

test('it ends with v2 out and no request failed', async ({ page, axe }) => {
  await page.goto(address({ paused: true }))
  await expect(headline(page)).toHaveText('Rolling out v2')
  await timeline(page).getByRole('button', { name: 'To the end of this rollout' }).click()
  await expect(headline(page)).toHaveText('v2 is out', { timeout: 20_000 })
  await expect(stage(page)).toContainText('10 of 10 available')
  await expect(primary(page)).toBeDisabled()
  await axe()
})

test('the page has its landmarks and a skip link to the stage', async ({ page }) => {
  await page.goto(address({ paused: true }))
  await expect(headline(page)).toBeVisible()
  await expect(page.getByRole('banner')).toBeVisible()
  await expect(panel(page)).toBeVisible()
  await expect(dock(page)).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the stage' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(stage(page)).toBeFocused()
})
