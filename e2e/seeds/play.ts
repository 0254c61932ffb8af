/** Plays a seed in the first terminal as a reader would: types, looks, and looks again until the facts are there. */
import type { Page } from '@playwright/test'
import { dock, screen, stage, tab, timeline } from '../page.ts'
import { expect, test } from '../support/fixture.ts'
import type { Fact, Step } from './seed.ts'

/** Lines that change nothing may be typed again while the cluster is still on its way. */
const LOOKS = /^(?:kubectl (?:get|describe|exec|rollout history)|kc get|getall$|curl )/
const PATIENCE_MS = 60_000
/** Between two looks, in virtual seconds: less than any state lasts that a seed shows. */
const PAUSE_SECONDS = 2
/** The page holds the newest lines of a terminal; so many are sure to be there. */
const LINES_IN_SIGHT = 200
const MOST_LOOKS = 10
const MARK = '@@@'

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

const isThere = (text: string, fact: Fact): boolean =>
  typeof fact === 'string' ? text.includes(fact) : fact.test(text)

const holdsIn = (text: string, { shows = [], lacks = [] }: Step): boolean =>
  shows.every((fact) => isThere(text, fact)) && !lacks.some((fault) => isThere(text, fault))

/** Says which fact is missing. */
function holds(text: string, { type, shows = [], lacks = [] }: Step): void {
  for (const fact of shows) expect(text, type).toMatch(fact)
  for (const fault of lacks) expect(text, type).not.toMatch(fault)
}

/** The line has come to its end; looked at in every frame, as virtual time may be fast. */
const idle = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => !document.querySelector('form[data-running]'), null, {
    timeout: PATIENCE_MS,
  })
}

/** The key toggles what the page last heard of the clock: it must have heard before the next press. */
async function toggleClock(page: Page, to: 'running' | 'standing'): Promise<void> {
  await stage(page).press(' ')
  await timeline(page)
    .getByRole('button', { name: 'Start the clock' })
    .waitFor({ state: to === 'standing' ? 'visible' : 'detached', timeout: PATIENCE_MS })
}

/** The clock runs while something waits. */
async function running(page: Page, wait: () => Promise<void>): Promise<void> {
  await toggleClock(page, 'running')
  await wait()
  await toggleClock(page, 'standing')
}

/**
 * Looks; where the facts are not there yet, looks again and again while the clock runs. All looks of one try are one
 * line, so that they are equally far apart in virtual time whatever the machine's pace.
 */
async function look(page: Page, step: Step): Promise<void> {
  let looks = [await output(page)]
  for (
    const end = Date.now() + PATIENCE_MS;
    Date.now() < end && !looks.some((text) => holdsIn(text, step));
  ) {
    const length = Math.max(...looks.map((text) => text.split('\n').length))
    const times = Math.max(1, Math.min(MOST_LOOKS, Math.floor(LINES_IN_SIGHT / length)))
    const count = Array.from({ length: times }, (_, n) => n).join(' ')
    await enter(page, `for n in ${count}; do sleep ${PAUSE_SECONDS}; ${step.type}; echo ${MARK}; done`)
    await running(page, () => idle(page))
    looks = (await output(page)).split(`${MARK}\n`).slice(0, -1)
  }
  holds(looks.find((text) => holdsIn(text, step)) ?? looks.at(-1) ?? '', step)
}

/** Until every fact has been seen; what was seen may scroll away when the rest comes. */
async function loop(page: Page, { shows = [] }: Step): Promise<void> {
  const missing = new Set(shows)
  await expect(async () => {
    const text = await output(page)
    for (const fact of missing) if (isThere(text, fact)) missing.delete(fact)
    expect([...missing], text).toEqual([])
  }).toPass({ timeout: PATIENCE_MS, intervals: [50] })
  await input(page).press('Control+c')
  await idle(page)
}

async function answered(page: Page, step: Step): Promise<void> {
  if (step.runs === 'stop') return running(page, () => loop(page, step))
  if (step.runs === 'ends') await running(page, () => idle(page))
  else await idle(page)
  if (LOOKS.test(step.type)) await look(page, step)
  else holds(await output(page), step)
}

/** The clock stands still but for lines that wait for something. */
export async function play(page: Page, steps: readonly Step[]): Promise<void> {
  await tab(page, 'Terminal')
  for (const step of steps) {
    await test.step(step.type, async () => {
      await enter(page, step.type)
      if (step.edit) await save(page, step.edit)
      await answered(page, step)
      if (step.seen) await stage(page).press('.')
    })
  }
}
