/**
 * A Chromium for the e2e tests, whatever the machine has: an installed one (CHROME_PATH first), else Playwright's own
 * download, else, for root on Debian, the distribution's package.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

export const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

const candidates = () => [process.env.CHROME_PATH ?? '', ...INSTALLED, chromium.executablePath()]

/** The first browser whose file exists; undefined when there is none. */
export const installedBrowser = () => candidates().find((path) => path !== '' && existsSync(path))

/** Whether it really starts: a file may be a stub, or libraries may be missing. */
async function starts(executablePath) {
  if (executablePath === '' || !existsSync(executablePath)) return false
  try {
    const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS, timeout: 30_000 })
    await browser.close()
    return true
  } catch {
    return false
  }
}

const run = (command, ...args) => spawnSync(command, args, { stdio: 'inherit' }).status === 0

/** Ways to get one, in order; each says what it is about to do. */
const WAYS = [
  {
    name: 'Playwright’s Chromium',
    get: () => run(process.execPath, 'node_modules/@playwright/test/cli.js', 'install', 'chromium'),
    path: () => chromium.executablePath(),
    possible: () => true,
  },
  {
    name: 'Debian’s Chromium',
    get: () =>
      run('apt-get', 'update') && run('apt-get', 'install', '-y', '--no-install-recommends', 'chromium'),
    path: () => '/usr/bin/chromium',
    possible: () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get'),
  },
]

/** The path of a browser that starts, got if need be; undefined when the machine lets us have none. */
export async function ensureBrowser() {
  for (const path of candidates()) if (await starts(path)) return path
  for (const way of WAYS) {
    if (!way.possible()) continue
    console.log(`No browser here: getting ${way.name}.`)
    if (way.get() && (await starts(way.path()))) return way.path()
  }
  return undefined
}
