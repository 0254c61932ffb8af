/** The stage in little room, fast, and seen from the last row: what pictures alone would let slip. */
import type { Locator, Page } from '@playwright/test'
import { dock, panel, screen, stage, type } from './page.ts'
import { expect, test } from './support/moment.ts'

const box = async (of: Locator) => {
  const found = await of.boundingBox()
  if (!found) throw new Error('it is not drawn')
  return found
}

/** The smallest text in a part of the page, px, and what it says; drawings in units of their own aside. */
const smallestText = (page: Page, selector: string) =>
  page.evaluate((within) => {
    const root = document.querySelector(within)
    const walker = document.createTreeWalker(root ?? document.body, NodeFilter.SHOW_TEXT)
    let least = { px: Infinity, text: '' }
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement
      if (!parent || parent.closest('svg') || !parent.checkVisibility()) continue
      const px = Number.parseFloat(getComputedStyle(parent).fontSize)
      const text = walker.currentNode.textContent?.trim() ?? ''
      if (text !== '' && px < least.px) least = { px, text }
    }
    return least
  }, selector)

test('at 1280 × 720 every image is told by its tag, and nothing lies under the banner', async ({
  page,
  openAt,
}) => {
  await openAt({ scenario: 'stuck' }, { width: 1280, height: 720 })
  const images = panel(page).getByRole('group', { name: 'Image' })
  for (const tag of ['v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'v10']) {
    await expect(images.getByText(tag, { exact: true })).toBeVisible()
  }
  const banner = await box(stage(page).getByText('No room in either direction.'))
  const answered = await box(stage(page).getByRole('region', { name: 'Who answered' }))
  expect(answered.y + answered.height).toBeLessThan(banner.y)
})

test('on a phone a stuck rollout is whole: lanes and Service above the banner', async ({ page, openAt }) => {
  await openAt({ scenario: 'stuck' }, { width: 390, height: 844 })
  const banner = await box(stage(page).getByText('No room in either direction.'))
  for (const lane of await stage(page).getByRole('grid').all()) {
    const { y, height } = await box(lane)
    expect(y + height).toBeLessThan(banner.y)
  }
  const service = await box(stage(page).getByRole('region', { name: 'Service and EndpointSlice' }))
  expect(service.y + service.height).toBeLessThan(banner.y)
})

test('on a phone two full lanes and a banner leave the Service in sight', async ({ page, openAt }) => {
  await openAt({ scenario: 'errors' }, { width: 390, height: 844 })
  const banner = await box(stage(page).getByText('Every probe passes, and v3 answers 500.'))
  const service = await box(stage(page).getByRole('region', { name: 'Service and EndpointSlice' }))
  expect(service.y + service.height).toBeLessThan(banner.y)
})

for (const scenario of ['bootcamp', 'stuck'] as const) {
  test(`on a tablet on its side every card is whole, and the dock is a sheet: ${scenario}`, async ({
    page,
    openAt,
    axe,
  }) => {
    await openAt({ scenario }, { width: 1024, height: 700, theme: 'light' })
    const foot = await box(
      scenario === 'stuck'
        ? stage(page).getByText('No room in either direction.')
        : stage(page).getByText('Ready, counting to Available'),
    )
    for (const name of ['Deployment', 'Service and EndpointSlice', 'Who answered']) {
      const card = await box(stage(page).getByRole('region', { name, exact: true }))
      expect(card.y + card.height, name).toBeLessThan(foot.y)
    }
    await page.getByRole('navigation').getByRole('button', { name: 'Why?' }).click()
    const sheet = page.getByRole('dialog', { name: 'Inspector' })
    await expect(sheet.getByRole('tab', { name: 'Why?', selected: true })).toBeVisible()
    await axe()
    await page.keyboard.press('Escape')
    await expect(sheet).toBeHidden()
  })
}

test('Why? of the banner opens what it tells, on a phone too', async ({ page, openAt }) => {
  await openAt({ scenario: 'stuck' }, { width: 390, height: 844 })
  await stage(page).getByRole('button', { name: 'Why?' }).click()
  await expect(page.getByRole('dialog', { name: 'Inspector' }).getByRole('heading').first()).toHaveText(
    'The deadline has passed',
  )
})

test('a refusal can be read whole in the Deployment card', async ({ page, openAt, axe }) => {
  await openAt({ scenario: 'bootcamp', at: 100_000 })
  await type(page, 'kubectl create quota few --hard=pods=10')
  await expect(screen(page)).toContainText('resourcequota/few created')
  await type(
    page,
    'kubectl set image deployment/kubernetes-bootcamp *=gcr.io/google-samples/kubernetes-bootcamp:v4',
  )
  await expect(screen(page)).toContainText('image updated')
  await page.getByRole('button', { name: 'Start the clock' }).click()
  const condition = stage(page).getByRole('listitem').filter({ hasText: 'FailedCreate' })
  const whole = condition.getByText(/^pods ".*limited: pods=10$/)
  await expect(whole).toBeAttached()
  await page.getByRole('button', { name: 'Pause the clock' }).click()
  const before = await box(whole)
  const card = stage(page).getByRole('region', { name: 'Deployment', exact: true })
  const { height } = await box(card)
  await condition.getByRole('button').focus()
  expect((await box(whole)).width).toBeGreaterThan(before.width + 100)
  expect((await box(card)).height).toBe(height)
  await axe()
})

test('a pod that goes while one reads about it is told as gone', async ({ page, openAt, axe }) => {
  await openAt({ scenario: 'bootcamp', at: 81_000 })
  await stage(page)
    .getByRole('button', { name: / pod .*Terminating/ })
    .first()
    .press('Enter')
  const card = page.getByRole('dialog', { name: /^Pod / })
  await expect(card.getByRole('button', { name: 'Delete pod' })).toBeDisabled()
  await page.keyboard.press('Space')
  await expect(card.getByRole('status')).toContainText(/^Gone since 01:2\d\.\d\. Its ReplicaSet went from/)
  await expect(card).toBeFocused()
  await page.keyboard.press('Space')
  await axe()
  await card.getByRole('button', { name: 'YAML' }).click()
  await expect(dock(page).getByText(/^Gone since/)).toBeVisible()
  await card.getByRole('button', { name: 'Show its ReplicaSet' }).click()
  await expect(card).toBeHidden()
  await expect(dock(page).getByRole('tab', { name: 'Why?', selected: true })).toBeVisible()
})

test('a probe that the panel does not edit is named', async ({ page, openAt }) => {
  await openAt({ scenario: 'errors' })
  const probe = panel(page).getByRole('button', { name: 'readinessProbe: tcpSocket' })
  await probe.click()
  await expect(panel(page).getByText('It asks by tcpSocket. Change it in the YAML.')).toBeVisible()
})

test('a projector shows no text under 14 px', async ({ page, openAt }) => {
  await openAt({ scenario: 'bootcamp', at: 45_000 })
  expect((await smallestText(page, 'main')).px).toBeLessThan(14)
  await page.keyboard.press('w')
  await expect(panel(page)).toBeHidden()
  const { px, text } = await smallestText(page, 'main')
  expect(px, text).toBeGreaterThanOrEqual(14)
  const dock = await smallestText(page, 'section[aria-label="Inspector"]')
  expect(dock.px, dock.text).toBeGreaterThanOrEqual(14)
})

test('rails tell their rate where no particle is drawn, the lanes together that of the client', async ({
  page,
  openAt,
}) => {
  await openAt({ scenario: 'bootcamp', at: 45_000 })
  const rates = await stage(page)
    .getByText(/^\d+\/s$/)
    .allTextContents()
  expect(rates.length).toBe(2)
  expect(rates.reduce((sum, rate) => sum + Number.parseInt(rate, 10), 0)).toBe(40)
})
