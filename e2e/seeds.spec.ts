/** Each seed's transcript, typed to its end: what kubectl prints is what the course shows. */
import { address } from './page.ts'
import { MODULE_JA, MODULE_KO } from './seeds/bootcamp.ts'
import { CONTROLLERS } from './seeds/kubiacontrollers.ts'
import { BLOCKED, DEPLOYMENTS } from './seeds/kubiadeployments.ts'
import { HTTP_GO, MYAPP } from './seeds/labs.ts'
import { play } from './seeds/play.ts'
import { test } from './support/fixture.ts'

const SPEED = 100
/** A calm machine takes a tenth of it. */
const TIMEOUT_MS = 300_000

for (const seed of [MODULE_KO, HTTP_GO, MYAPP, CONTROLLERS, DEPLOYMENTS, BLOCKED, MODULE_JA]) {
  test(`seed ${seed.name} plays to the end`, async ({ page }) => {
    test.setTimeout(TIMEOUT_MS)
    await page.goto(address({ scenario: 'empty', speed: seed.speed ?? SPEED, paused: true }))
    await play(page, [...(seed.before ?? []), ...seed.steps])
  })
}
