/** Each seed's transcript, typed to its end: what kubectl prints holds the facts that the course shows. */
import { address } from './page.ts'
import { MODULE_JA, MODULE_KO } from './seeds/bootcamp.ts'
import { BLOCKED, CONTROLLERS, DEPLOYMENTS } from './seeds/kubia.ts'
import { HTTP_GO, MYAPP } from './seeds/labs.ts'
import { play } from './seeds/play.ts'
import { test } from './support/fixture.ts'
import { OPEN } from './support/open.ts'

/** Of lines that wait: the clock stands still for all others. */
const SPEED = 20

const HELD = [MODULE_KO, MYAPP, MODULE_JA]
/** BLOCKED: the watch of rollout status closes before the progress deadline. The others wait for states that come late. */
const UNHELD = [HTTP_GO, CONTROLLERS, DEPLOYMENTS, BLOCKED]

for (const seed of OPEN ? [...HELD, ...UNHELD] : HELD) {
  test(`seed ${seed.name} plays to the end`, async ({ page }) => {
    await page.goto(address({ scenario: 'empty', speed: SPEED, paused: true }))
    await play(page, [...(seed.before ?? []), ...seed.steps])
  })
}
