/** The past can be visited, not changed; a branch goes on from there, and the old future can be returned to. */
import { address, chooseImage, headline, panel, primary, timeline } from './page.ts'
import { expect, test } from './support/fixture.ts'

test('scrub back, branch, and return', async ({ page, axe }) => {
  await page.goto(address({ scenario: 'stuck', paused: true }))
  await expect(headline(page)).toHaveText(/^Stuck/)
  for (let n = 0; n < 10; n++) await page.keyboard.press('Shift+ArrowLeft')
  await expect(headline(page)).not.toHaveText(/^Stuck/)
  await expect(panel(page)).toContainText('as of')
  await expect(panel(page).getByRole('textbox', { name: 'replicas' })).toHaveAttribute('readonly')
  await axe()
  await expect(primary(page)).toHaveText(/Branch from/)
  await primary(page).click()
  await chooseImage(page, 'v4')
  await primary(page).click()
  await timeline(page).getByRole('button', { name: 'To the end of this rollout' }).click()
  await expect(headline(page)).toHaveText('v4 is out', { timeout: 20_000 })
  await timeline(page)
    .getByRole('button', { name: /^Branches/ })
    .click()
  await timeline(page).getByRole('group', { name: 'Branches' }).getByRole('button').first().click()
  await expect(headline(page)).toHaveText(/^Stuck/)
})

test('a shared link opens the same moment elsewhere', async ({ page, context, browser }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(address({ at: 40_000, paused: true }))
  await expect(headline(page)).toHaveText('Rolling out v2')
  await page.getByRole('button', { name: 'Copy a link to this moment' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Link copied' })).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  const other = await (await browser.newContext()).newPage()
  await other.goto(copied)
  await expect(timeline(other).getByRole('timer')).toHaveText('00:40.0')
  await expect(headline(other)).toHaveText('Rolling out v2')
  await other.close()
})

test('a broken link says what is wrong and offers a start', async ({ page, axe }) => {
  await page.goto('./#1.zzzz')
  await expect(page.getByRole('alert').filter({ hasText: 'This link cannot be opened' })).toBeVisible()
  await axe()
  await page.getByRole('button', { name: 'Start fresh' }).click()
  await expect(headline(page)).toHaveText('Rolling out v2')
})
