/** The editor offers what the API knows: the fields of the object being written, from the schema that `explain` reads. */
import { address, dock, tab } from './page.ts'
import { expect, test } from './support/fixture.ts'

const STARTED = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  strategy:
    rollingUpdate:
      `

test('completion in a manifest goes by its kind and place', async ({ page, axe }) => {
  await page.goto(address({ at: 110_000, paused: true }))
  await page.getByRole('button', { name: /deployment\/kubernetes-bootcamp/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Load a manifest' })
  const editor = dialog.getByRole('textbox', { name: 'Manifest' })
  await editor.fill(STARTED)
  await editor.press('Control+End')
  await editor.press('Control+Space')
  const options = page.getByRole('option')
  await expect(options).toHaveText([/^maxSurge/, /^maxUnavailable/])
  await axe()
  await editor.press('Enter')
  await expect(editor).toContainText('maxSurge: ')
})

test('completion in the live object', async ({ page }) => {
  await page.goto(address({ at: 110_000, paused: true }))
  await tab(page, 'YAML')
  await dock(page).getByRole('button', { name: 'Edit' }).click()
  const editor = page.getByRole('dialog').locator('.cm-content')
  await editor.press('Control+Home')
  await page.keyboard.press('End')
  await page.keyboard.insertText('\nspec:\n  minRea')
  await expect(page.getByRole('option')).toHaveText([/^minReadySeconds/])
  await page.keyboard.press('Escape')
})
