/**
 * The `test` of every journey: it fails on any console error or warning, on an exception of the page and on a request
 * to anywhere but the page's own files; `axe()` holds the page to accessibility rules.
 */
import { AxeBuilder } from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'

/** What is found of each fault: rule, and where. */
export interface AxeFinding {
  rule: string
  impact: string | null | undefined
  at: string[]
}

export interface Fixtures {
  /** Complaints of the page so far; a test that provokes one on purpose may empty it. */
  complaints: string[]
  /** Runs axe over the page, or over the part that a selector names, and expects no finding. */
  axe: (selector?: string) => Promise<void>
}

const LOUD = new Set(['error', 'warning'])

/** Gathers everything that a quiet page does not do. */
function listen(page: Page, origin: string, complaints: string[]): void {
  page.on('console', (message) => {
    if (LOUD.has(message.type())) complaints.push(`console ${message.type()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`))
  page.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url())
    if (protocol.startsWith('http') && asked !== origin) complaints.push(`request to ${request.url()}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} for ${response.url()}`)
  })
}

export const test = base.extend<Fixtures>({
  complaints: [
    async ({ page, baseURL }, use) => {
      const complaints: string[] = []
      listen(page, new URL(baseURL ?? 'http://localhost').origin, complaints)
      await use(complaints)
      expect(complaints, 'the page complained').toEqual([])
    },
    { auto: true },
  ],
  axe: async ({ page }, use) => {
    await use(async (selector) => {
      const builder = new AxeBuilder({ page })
      const { violations } = await (selector === undefined ? builder : builder.include(selector)).analyze()
      const findings = violations.map(({ id, impact, nodes }): AxeFinding => ({
        rule: id,
        impact,
        at: nodes.map((node) => node.target.join(' ')),
      }))
      expect(findings, 'axe found').toEqual([])
    })
  },
})

export { expect } from '@playwright/test'
