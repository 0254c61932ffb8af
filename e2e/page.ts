/** What journeys look for on the page: by role and name, as a reader would. */
import { expect, type Locator, type Page } from '@playwright/test'

export interface Moment {
  scenario?: string
  seed?: number
  /** ms of virtual time */
  at?: number
  paused?: boolean
  speed?: number
}

/** The address of one moment: what stands after `#`. */
export function address({ scenario = 'bootcamp', seed = 7, at, paused, speed }: Moment = {}): string {
  const fields = [
    `scenario=${scenario}`,
    `seed=${seed}`,
    ...(at === undefined ? [] : [`at=${at}`]),
    ...(speed === undefined ? [] : [`speed=${speed}`]),
    ...(paused ? ['paused'] : []),
  ]
  return `./#${fields.join('&')}`
}

export const stage = (page: Page): Locator => page.getByRole('main', { name: 'Stage' })
export const headline = (page: Page): Locator => stage(page).getByRole('heading', { level: 1 })
export const panel = (page: Page): Locator =>
  page.getByRole('complementary', { name: 'Deployment spec and actions' })
export const timeline = (page: Page): Locator => page.getByRole('region', { name: 'Timeline' })
export const dock = (page: Page): Locator => page.getByRole('region', { name: 'Inspector' })
export const history = (page: Page): Locator => page.getByRole('region', { name: 'Revision history' })
export const screen = (page: Page): Locator => dock(page).getByRole('log', { name: 'Terminal 1' })

/** The primary button: the one that follows the situation. */
export const primary = (page: Page): Locator => page.locator('[data-primary]')

/** Chooses an image by its tag. */
export async function chooseImage(page: Page, tag: string): Promise<void> {
  await panel(page)
    .getByRole('group', { name: 'Image' })
    .getByRole('radio', { name: new RegExp(`\\b${tag}\\b`) })
    .check()
}

export async function tab(page: Page, name: string): Promise<void> {
  await dock(page).getByRole('tab', { name }).click()
}

/** Types one line into the first terminal. */
export async function type(page: Page, line: string): Promise<void> {
  await tab(page, 'Terminal')
  const input = dock(page).getByRole('textbox', { name: 'Command line of terminal 1' })
  await input.fill(line)
  await input.press('Enter')
}

/** What a screen reader hears of each pod. */
export const pods = (page: Page): Promise<(string | null)[]> =>
  stage(page)
    .getByRole('button', { name: / pod / })
    .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))

/** Presses Tab until something has the focus, as one does who has no mouse. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  const reached = (): Promise<boolean> => target.evaluate((element) => element === document.activeElement)
  for (let n = 0; n < 120 && !(await reached()); n++) await page.keyboard.press('Tab')
  await expect(target).toBeFocused()
}
