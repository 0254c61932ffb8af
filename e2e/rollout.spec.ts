/** Roll out, break, undo, pause, resume: by button, with the kubectl line shown before and typed after. */
import {
  address,
  chooseImage,
  dock,
  headline,
  history,
  panel,
  primary,
  screen,
  stage,
  tab,
  timeline,
} from './page.ts'
import { expect, test } from './support/fixture.ts'

const END = 'To the end of this rollout'

test('v10 gets stuck, and undo brings v2 back', async ({ page, axe }) => {
  await page.goto(address({ at: 110_000, paused: true }))
  await expect(headline(page)).toHaveText('v2 is out')
  await chooseImage(page, 'v10')
  await expect(panel(page)).toContainText('image v2 → v10')
  await expect(primary(page)).toHaveText(/Roll out v10/)
  await expect(panel(page).getByRole('group', { name: 'Command of this action' })).toContainText(
    'kubectl set image deployment/kubernetes-bootcamp kubernetes-bootcamp=…:v10',
  )
  await primary(page).click()
  await expect(panel(page)).toContainText('no changes')
  // The clock stands still: nothing happens before it runs.
  await timeline(page).getByRole('button', { name: END }).click()
  await expect(headline(page)).toHaveText(/^Stuck at 5 of 10/, { timeout: 20_000 })
  await expect(history(page).getByRole('listitem')).toHaveCount(3)
  await expect(stage(page)).toContainText('cannot pull its image')
  await axe()
  await expect(primary(page)).toHaveText(/Undo to revision 2/)
  await primary(page).click()
  await timeline(page).getByRole('button', { name: END }).click()
  await expect(headline(page)).toHaveText('v2 is out', { timeout: 20_000 })
  await tab(page, 'Terminal')
  await expect(screen(page)).toContainText('kubectl rollout undo deployment/kubernetes-bootcamp')
  await expect(screen(page)).toContainText('deployment.apps/kubernetes-bootcamp rolled back')
  await axe()
})

test('pause stops a rollout in the middle, resume finishes it', async ({ page, axe }) => {
  await page.goto(address({ at: 36_000, paused: true }))
  await panel(page).getByRole('button', { name: 'Pause' }).click()
  await expect(headline(page)).toHaveText(/^Paused at \d+ of 10/)
  await expect(primary(page)).toHaveText(/Resume/)
  await axe()
  await primary(page).click()
  await expect(headline(page)).toHaveText('Rolling out v2')
  await timeline(page).getByRole('button', { name: END }).click()
  await expect(headline(page)).toHaveText('v2 is out', { timeout: 20_000 })
})

test('a refused change keeps its draft, with the words of the API at the field', async ({ page, axe }) => {
  await page.goto(address({ at: 110_000, paused: true }))
  const surge = panel(page).getByRole('textbox', { name: 'maxSurge' })
  const unavailable = panel(page).getByRole('textbox', { name: 'maxUnavailable' })
  await surge.fill('50%')
  await expect(panel(page)).toContainText('50 % of 10 =')
  await surge.fill('0')
  await unavailable.fill('0')
  await primary(page).click()
  await expect(panel(page).getByRole('alert')).toContainText('may not be 0 when `maxSurge` is 0')
  await expect(panel(page).getByText('may not be 0')).toHaveCount(1)
  await expect(surge).toHaveValue('0')
  await axe()
  await panel(page).getByRole('button', { name: 'Discard the draft' }).click()
  await expect(surge).toHaveValue('25%')
})

test('several fields go out as one patch', async ({ page }) => {
  await page.goto(address({ at: 110_000, paused: true }))
  await panel(page).getByRole('textbox', { name: 'minReadySeconds' }).fill('3')
  await chooseImage(page, 'v4')
  await primary(page).click()
  await expect(panel(page)).toContainText('no changes')
  await tab(page, 'Terminal')
  await expect(screen(page)).toContainText("kubectl patch deployment kubernetes-bootcamp -p '")
  await expect(screen(page)).toContainText('deployment.apps/kubernetes-bootcamp patched')
  await timeline(page).getByRole('button', { name: END }).click()
  await expect(headline(page)).toHaveText('v4 is out', { timeout: 20_000 })
  await expect(history(page).getByRole('listitem')).toHaveCount(3)
})

test('scaling acts at once and shows in the stage', async ({ page }) => {
  await page.goto(address({ at: 110_000, paused: true }))
  await expect(headline(page)).toHaveText('v2 is out')
  await page.keyboard.press('s')
  const replicas = panel(page).getByRole('textbox', { name: 'replicas' })
  await expect(replicas).toBeFocused()
  await replicas.fill('6')
  await expect(primary(page)).toHaveText(/Scale to 6/)
  await primary(page).click()
  await timeline(page).getByRole('button', { name: END }).click()
  await expect(stage(page)).toContainText('6 of 6', { timeout: 20_000 })
  await expect(dock(page)).toBeVisible()
})
