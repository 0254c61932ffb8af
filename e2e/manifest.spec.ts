/** One's own manifest: an error stands at its line and nothing is lost; then a good one is on the stage. */
import { address, headline, panel } from './page.ts'
import { expect, test } from './support/fixture.ts'

const GOOD = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  replicas: 3
  selector:
    matchLabels: {app: shop}
  template:
    metadata:
      labels: {app: shop}
    spec:
      containers:
      - name: shop
        image: gcr.io/google-samples/kubernetes-bootcamp:v1
`

test('a manifest with an error, then a good one', async ({ page, axe }) => {
  await page.goto(address({ at: 110_000, paused: true }))
  await expect(headline(page)).toHaveText('v2 is out')
  await page.getByRole('button', { name: /deployment\/kubernetes-bootcamp/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Load a manifest' })
  const editor = dialog.getByRole('textbox', { name: 'Manifest' })
  await editor.fill(GOOD.replace('replicas: 3', 'replicas: -3'))
  await axe()
  await dialog.getByRole('button', { name: 'Apply' }).click()
  await expect(dialog.getByRole('alert')).toContainText(
    'spec.replicas: Invalid value: -3: must be greater than or equal to 0',
  )
  await expect(dialog.getByRole('alert')).toContainText('Line 6')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: /deployment\/kubernetes-bootcamp/ }).click()
  await expect(editor).toContainText('replicas: -3')
  await editor.fill(GOOD)
  await dialog.getByRole('button', { name: 'Apply' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('banner')).toContainText('deployment/shop')
  await expect(panel(page).getByRole('textbox', { name: 'replicas' })).toHaveValue('3')
})

test('a manifest without a Deployment, and one that is no YAML', async ({ page }) => {
  await page.goto(address({ at: 110_000, paused: true }))
  await page.getByRole('button', { name: /deployment\/kubernetes-bootcamp/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Load a manifest' })
  const editor = dialog.getByRole('textbox', { name: 'Manifest' })
  await editor.fill('kind: Service\n')
  await dialog.getByRole('button', { name: 'Apply' }).click()
  await expect(dialog.getByRole('alert')).toContainText('No Deployment in it')
  await editor.fill('kind: [Deployment\n')
  await dialog.getByRole('button', { name: 'Apply' }).click()
  await expect(dialog.getByRole('alert')).toContainText('Line')
})
