/** The terminal as a place to work: watch and stop, two side by side, edit by hand, and what a screen reader hears. */
import { address, dock, headline, screen, tab, type } from './page.ts'
import { save } from './seeds/play.ts'
import { expect, test } from './support/fixture.ts'

const settled = address({ at: 110_000, paused: true })
const second = { name: 'Command line of terminal 2' }

test('the tab leads to the command line: what is typed next is no shortcut of the page', async ({ page }) => {
  await page.goto(settled)
  await expect(headline(page)).toHaveText('v2 is out')
  await tab(page, 'Terminal')
  await expect(dock(page).getByRole('textbox', { name: 'Command line of terminal 1' })).toBeFocused()
  await page.keyboard.type('echo undo')
  await page.keyboard.press('Enter')
  await expect(screen(page)).toContainText('undo')
  await expect(screen(page)).not.toContainText('rollout')
})

test('watch in one terminal, type in the other, stop with Ctrl-C', async ({ page, axe }) => {
  await page.goto(settled)
  await expect(headline(page)).toHaveText('v2 is out')
  await type(page, 'kubectl get pods -w')
  await expect(screen(page)).toContainText('STATUS')
  await dock(page).getByRole('button', { name: 'Second terminal beside this one' }).click()
  const other = dock(page).getByRole('textbox', second)
  await other.fill('kubectl scale deployment kubernetes-bootcamp --replicas=11')
  await other.press('Enter')
  await expect(dock(page).getByRole('log', { name: 'Terminal 2' })).toContainText('scaled')
  // Nothing happens before the clock runs.
  await page.getByRole('button', { name: 'To the end of this rollout' }).click()
  await expect(screen(page)).toContainText('ContainerCreating')
  await axe()
  const input = dock(page).getByRole('textbox', { name: 'Command line of terminal 1' })
  await input.press('Control+c')
  await expect(page.locator('form[data-running]')).toHaveCount(0)
  await type(page, 'echo stopped with $?')
  await expect(screen(page)).toContainText('stopped with 130')
})

test('kubectl edit opens the editor; saved text is applied, closing it changes nothing', async ({
  page,
  axe,
}) => {
  await page.goto(settled)
  await expect(headline(page)).toHaveText('v2 is out')
  await type(page, 'kubectl edit deployment kubernetes-bootcamp')
  await expect(page.getByRole('dialog').locator('.cm-content')).toBeVisible()
  await axe()
  await save(page, ['kubernetes-bootcamp:v2', 'kubernetes-bootcamp:v4'])
  await expect(screen(page)).toContainText('deployment.apps/kubernetes-bootcamp edited')
  await type(page, 'kubectl edit deployment kubernetes-bootcamp')
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await expect(screen(page)).toContainText('Edit cancelled, no changes made.')
  await page.getByRole('button', { name: 'To the end of this rollout' }).click()
  await expect(headline(page)).toHaveText('v4 is out')
})

test('a screen reader hears what one typed, and nothing of it elsewhere', async ({ page, axe }) => {
  await page.goto(settled)
  await expect(headline(page)).toHaveText('v2 is out')
  await page.keyboard.press('1')
  await expect(screen(page)).toHaveAttribute('aria-live', 'off')
  await type(page, 'kubectl rollout history deployment/kubernetes-bootcamp')
  await expect(screen(page)).toHaveAttribute('aria-live', 'polite')
  await expect(screen(page)).toContainText('REVISION')
  await expect(dock(page)).toMatchAriaSnapshot(`
    - region "Terminal 1":
      - log "Terminal 1": /kubectl rollout history deployment\\/kubernetes-bootcamp deployment\\.apps\\/kubernetes-bootcamp REVISION CHANGE-CAUSE/
      - textbox "Command line of terminal 1"
  `)
  await axe()
  await dock(page).getByRole('tab', { name: 'Terminal' }).focus()
  await expect(screen(page)).toHaveAttribute('aria-live', 'off')
})
