/** The stage in little room, fast, and seen from the last row: what pictures alone would let slip. */
import type { Locator, Page } from '@playwright/test'
import { panel, stage } from './page.ts'
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
