/** A kubectl outside moves the page that is attached to the same cluster (docs/BRIDGE.md). */
import type { Page } from '@playwright/test'
import { headline, pods, screen, stage, type } from './page.ts'
import { expect, test, type Bridge } from './support/bridged.ts'

const APP = 'kubernetes-bootcamp'
const DEPLOYMENT = `/apis/apps/v1/namespaces/default/deployments/${APP}`
const imageOf = (tag: string): string => `gcr.io/google-samples/${APP}:${tag}`

/** With the real kubectl, or the request that it would send. */
async function setImage({ address, kubectl }: Bridge, tag: string): Promise<void> {
  if (kubectl) {
    const said = kubectl('set', 'image', `deployment/${APP}`, `${APP}=${imageOf(tag)}`)
    expect(said).toBe(`deployment.apps/${APP} image updated\n`)
    return
  }
  const containers = [{ name: APP, image: imageOf(tag) }]
  const { status } = await fetch(address + DEPLOYMENT, {
    method: 'PATCH',
    headers: { 'content-type': 'application/strategic-merge-patch+json' },
    body: JSON.stringify({ spec: { template: { spec: { containers } } } }),
  })
  expect(status).toBe(200)
}

/** Pods that are not on their way out. */
const staying = async (page: Page): Promise<(string | null)[]> =>
  (await pods(page)).filter((pod) => !pod?.endsWith('Terminating'))

test('a new image set from outside rolls out on the stage', async ({ page, bridge }) => {
  await page.goto('/?bridge')
  await stage(page).press('End')
  await expect(headline(page)).toHaveText('v2 is out', { timeout: 60_000 })
  const before = await staying(page)
  expect(before).toHaveLength(10)

  await setImage(bridge, 'v4')
  await expect(headline(page)).toHaveText('Rolling out v4')
  await stage(page).press('End')
  await expect(headline(page)).toHaveText('v4 is out', { timeout: 60_000 })
  const after = await staying(page)
  expect(after).toHaveLength(10)
  for (const pod of after) expect(pod).toMatch(/^v4 pod /)
  if (bridge.kubectl)
    expect(bridge.kubectl('rollout', 'status', `deployment/${APP}`)).toBe(
      `deployment "${APP}" successfully rolled out\n`,
    )
})

test('the terminal of an attached page runs in the same cluster', async ({ page, bridge }) => {
  await page.goto('/?bridge')
  await type(page, `kubectl scale deployment/${APP} --replicas=3`)
  await expect(screen(page)).toContainText(`deployment.apps/${APP} scaled`)
  const { spec } = (await (await fetch(bridge.address + DEPLOYMENT)).json()) as { spec: { replicas: number } }
  expect(spec.replicas).toBe(3)
})

test('a command runs in a container, from both sides', async ({ page, bridge }) => {
  await page.goto('/?bridge')
  await type(page, `kubectl exec deployment/${APP} -- hostname`)
  await expect(screen(page)).toContainText(/hostname\s*kubernetes-bootcamp-[a-z0-9]+-[a-z0-9]{5}$/)
  test.skip(bridge.kubectl === null, 'no kubectl on the PATH')
  expect(bridge.kubectl?.('exec', `deployment/${APP}`, '--', 'hostname')).toMatch(
    /^kubernetes-bootcamp-[a-z0-9]+-[a-z0-9]{5}\n$/,
  )
})
