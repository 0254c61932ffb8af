/** The keyboard alone: the map of the design, palette, shortcuts, terminal. */
import { address, dock, headline, screen, timeline, type } from './page.ts'
import { expect, test } from './support/fixture.ts'

test('time, tabs and layout by single keys', async ({ page }) => {
  await page.goto(address({ at: 50_000, paused: true }))
  await expect(headline(page)).toBeVisible()
  const clock = timeline(page).getByRole('timer')
  await expect(clock).toHaveText('00:50.0')
  await page.keyboard.press('ArrowLeft')
  await expect(clock).toHaveText('00:49.0')
  await page.keyboard.press('Shift+ArrowLeft')
  await expect(clock).toHaveText('00:39.0')
  await page.keyboard.press('l')
  await expect(clock).toHaveText('00:50.0')
  await page.keyboard.press(']')
  await expect(timeline(page).getByRole('slider', { name: 'Speed' })).toHaveAttribute('aria-valuetext', '2×')
  for (const [key, name] of [
    ['2', 'Events'],
    ['3', 'YAML'],
    ['4', 'Why?'],
    ['5', 'Requests'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(dock(page).getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true')
  }
  await page.keyboard.press('f')
  await expect(dock(page)).toBeHidden()
  await page.keyboard.press('f')
  await expect(dock(page)).toBeVisible()
})

test('the palette finds commands and runs them', async ({ page, axe }) => {
  await page.goto(address({ at: 36_000, paused: true }))
  await expect(headline(page)).toHaveText('Rolling out v2')
  await page.keyboard.press('Control+k')
  const search = page.getByRole('combobox', { name: 'Search commands' })
  await expect(search).toBeFocused()
  await axe()
  await search.fill('pause rollout')
  await expect(page.getByRole('option', { selected: true })).toContainText(
    'kubectl rollout pause deployment/kubernetes-bootcamp',
  )
  await page.keyboard.press('Enter')
  await expect(headline(page)).toHaveText(/^Paused/)
})

test('every shortcut is written down', async ({ page, axe }) => {
  await page.goto(address({ paused: true }))
  await expect(headline(page)).toBeVisible()
  await page.keyboard.press('?')
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(dialog).toContainText('Branch from here')
  await axe()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})

test('the terminal: type, look back, search, clear', async ({ page, axe }) => {
  await page.goto(address({ at: 110_000, paused: true }))
  await expect(headline(page)).toBeVisible()
  await page.keyboard.press('/')
  const input = dock(page).getByRole('textbox', { name: 'Command line of terminal 1' })
  await expect(input).toBeFocused()
  await type(page, 'kubectl get deployment')
  await expect(screen(page)).toContainText('kubernetes-bootcamp   10/10')
  await type(page, 'kubectl get rs')
  await expect(screen(page)).toContainText('DESIRED')
  await input.press('ArrowUp')
  await input.press('ArrowUp')
  await expect(input).toHaveValue('kubectl get deployment')
  await input.fill('')
  await input.press('Control+r')
  await input.pressSequentially('depl')
  await expect(dock(page)).toContainText("(reverse-i-search)'depl': kubectl get deployment")
  await input.press('Escape')
  await axe()
  await input.press('Control+l')
  await expect(screen(page)).not.toContainText('DESIRED')
})

test('the terminal completes commands', async ({ page }) => {
  await page.goto(address({ at: 110_000, paused: true }))
  await expect(headline(page)).toBeVisible()
  await page.keyboard.press('/')
  const input = dock(page).getByRole('textbox', { name: 'Command line of terminal 1' })
  await input.fill('kubectl rollo')
  await input.press('Tab')
  await expect(input).toHaveValue('kubectl rollout ')
})
