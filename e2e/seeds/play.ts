/** Plays a seed in the first terminal as a reader would: types, looks, and looks again until the facts are there. */
import type { Page } from '@playwright/test'
import { dock, screen, stage, tab } from '../page.ts'
import { expect, test } from '../support/fixture.ts'
import type { Step } from './seed.ts'

/** Lines that change nothing may be typed again while the cluster is still on its way. */
const LOOKS = /^(?:kubectl (?:get|describe|exec|rollout history)|kc get|getall$|curl )/
const PATIENCE_MS = 60_000

const input = (page: Page) => dock(page).getByRole('textbox', { name: 'Command line of terminal 1' })

/** All that stands below the last line typed. */
const output = (page: Page): Promise<string> =>
  screen(page).evaluate((log) => {
    const lines = [...log.children] as HTMLElement[]
    const last = lines.findLastIndex((line) => line.dataset['stream'] === 'input')
    return lines
      .slice(last + 1)
      .map((line) => `${line.textContent}\n`)
      .join('')
  })

async function enter(page: Page, line: string): Promise<void> {
  await input(page).press('Control+l')
  await input(page).fill(line)
  await input(page).press('Enter')
}

/** Find and replace, as the editor holds only what is in sight in the page. */
export async function save(page: Page, [from, to]: readonly [string, string]): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.locator('.cm-content').press('Control+f')
  await dialog.getByRole('textbox', { name: 'Find' }).fill(from)
  await dialog.getByRole('textbox', { name: 'Replace' }).fill(to)
  await dialog.getByRole('button', { name: 'replace all' }).click()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
}

/** As far as the next events, more of them the longer it takes: virtual time passes, whatever the machine's pace. */
async function onwards(page: Page, tries: number): Promise<void> {
  await stage(page).focus()
  for (let n = 0; n < Math.min(1 + tries / 4, 6); n++) await page.keyboard.press('.')
}

async function holds(page: Page, { type, shows = [], lacks = [] }: Step): Promise<void> {
  const text = await output(page)
  for (const fact of shows) expect(text, type).toMatch(fact)
  for (const fault of lacks) expect(text, type).not.toMatch(fault)
}

/** Looks, lets something happen, looks again. */
async function look(page: Page, step: Step): Promise<void> {
  let tries = 0
  await expect(async () => {
    if (tries > 0) {
      await onwards(page, tries)
      await enter(page, step.type)
      await idle(page)
    }
    tries++
    await holds(page, step)
  }).toPass({ timeout: PATIENCE_MS, intervals: [0] })
}

const idle = (page: Page): Promise<void> =>
  expect(page.locator('form[data-running]')).toHaveCount(0, { timeout: PATIENCE_MS })

async function toggleClock(page: Page): Promise<void> {
  await stage(page).focus()
  await page.keyboard.press(' ')
}

async function run(page: Page, step: Step): Promise<void> {
  await toggleClock(page)
  // What was seen once may have scrolled away when the rest comes.
  const missing = new Set(step.shows)
  await expect(async () => {
    const text = await output(page)
    for (const fact of missing)
      if (typeof fact === 'string' ? text.includes(fact) : fact.test(text)) missing.delete(fact)
    expect([...missing], text).toEqual([])
  }).toPass({ timeout: PATIENCE_MS, intervals: [100] })
  if (step.runs === 'stop') await input(page).press('Control+c')
  await idle(page)
  await toggleClock(page)
}

/** The clock stands still but for lines that wait for something. */
export async function play(page: Page, steps: readonly Step[]): Promise<void> {
  await tab(page, 'Terminal')
  for (const step of steps) {
    await test.step(step.type, async () => {
      await enter(page, step.type)
      if (step.edit) await save(page, step.edit)
      if (step.runs) return run(page, step)
      await idle(page)
      return LOOKS.test(step.type) ? look(page, step) : holds(page, step)
    })
  }
}
