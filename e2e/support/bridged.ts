/** A page attached to `npm run serve-api`: the server is started as a user starts it, on the first free port. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { test as base } from './fixture.ts'

export interface Bridge {
  /** Of the API and of the page. */
  address: string
  /** One kubectl command line against it: the real kubectl where there is one. */
  kubectl: ((...words: string[]) => string) | null
}

const KUBECTL = 'kubectl'

/** What the two lines say that it prints. */
async function printed(server: ChildProcess): Promise<{ kubeconfig: string; address: string }> {
  let kubeconfig = ''
  if (!server.stdout) throw new Error('the server has no output')
  for await (const line of createInterface(server.stdout)) {
    kubeconfig ||= /^export KUBECONFIG=(.+)$/.exec(line)?.[1] ?? ''
    const address = /^(http:\/\/127\.0\.0\.1:\d+)\/\?bridge$/.exec(line)?.[1]
    if (address !== undefined) return { kubeconfig, address }
  }
  throw new Error('the server ended before it listened')
}

function hasKubectl(): boolean {
  try {
    execFileSync(KUBECTL, ['version', '--client'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

export const test = base.extend<object, { bridge: Bridge }>({
  bridge: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const directory = process.env['E2E_DIST'] ?? 'dist'
      const options = ['--scenario', 'bootcamp', '--dir', directory]
      const server = spawn(process.execPath, ['--import', 'tsx', 'scripts/serve-api.ts', ...options], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const { kubeconfig, address } = await printed(server)
      if (!readFileSync(kubeconfig, 'utf8').includes(address))
        throw new Error('a kubeconfig of another server')
      const kubectl = (...words: string[]): string =>
        execFileSync(KUBECTL, words, {
          encoding: 'utf8',
          env: { ...process.env, KUBECONFIG: kubeconfig },
          timeout: 60_000,
        })
      await use({ address, kubectl: hasKubectl() ? kubectl : null })
      server.kill()
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ bridge }, use) => use(bridge.address),
})

export { expect } from './fixture.ts'
