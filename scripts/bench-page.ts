/**
 * `npx tsx scripts/bench-page.ts [--dir DIST] [--seconds 20] [--port 5401] [--profile] [--out FILE]`: measures the built
 * page in headless Chromium: from navigation to the first picture, the main thread while the first-visit run plays at
 * 1×, and 300 frames of dragging the scrubber. Builds it first unless --dir names a build. `--profile` builds it with
 * readable names and lists where the time of the scripts goes. Measure on a calm machine.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium, type Browser, type Page } from '@playwright/test'
import { build } from 'vite'
import { BROWSER_FLAGS, installedBrowser } from './browser.mjs'
import { functionsOf, longest, percentile, startTrace } from './bench-page-trace.ts'

const VISITS = 5
const MOST_FUNCTIONS = 200
const DRAGGED_FRAMES = 300
/** After this the page is loaded: what comes later counts as playing. */
const LOADED_MS = 3_000

const { values: options } = parseArgs({
  options: {
    dir: { type: 'string' },
    seconds: { type: 'string', default: '20' },
    port: { type: 'string', default: '5401' },
    profile: { type: 'boolean', default: false },
    out: { type: 'string' },
  },
})

/** Runs in the page before its own scripts: notes the first picture and the frames. */
const OBSERVER = `
  window.frameTimes = []
  window.firstPicture = null
  const onFrame = (now) => {
    window.frameTimes.push(now)
    if (window.firstPicture === null && document.querySelector('[data-pod]')) {
      window.firstPicture = 0
      requestAnimationFrame(() => { window.firstPicture = performance.now() })
    }
    requestAnimationFrame(onFrame)
  }
  requestAnimationFrame(onFrame)
`

async function serve(dir: string): Promise<{ server: ChildProcess; url: string }> {
  const server = spawn(process.execPath, ['scripts/serve.mjs', '--dir', dir, '--port', options.port], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await new Promise<string>((resolve, reject) => {
    server.stdout?.on('data', (text: Buffer) => resolve(/http\S+/.exec(String(text))?.[0] ?? ''))
    server.on('exit', () => reject(new Error('the server stopped')))
  })
  return { server, url }
}

async function openPage(browser: Browser, url: string, complaints: string[]): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' })
  const page = await context.newPage()
  await page.addInitScript(OBSERVER)
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(url)
  await page.waitForFunction('window.firstPicture > 0')
  return page
}

const takeFrames = (page: Page): Promise<number[]> =>
  page.evaluate('window.frameTimes.splice(0)') as Promise<number[]>

const gaps = (times: readonly number[]): number[] =>
  times.slice(1).map((time, index) => time - (times[index] ?? time))

const frameFigures = (times: readonly number[]) => ({
  frames: times.length,
  medianFrameMs: percentile(gaps(times), 0.5),
  p95FrameMs: percentile(gaps(times), 0.95),
  maxFrameMs: percentile(gaps(times), 1),
})

/** What a frame costs the main thread, whatever else the machine does. */
const perFrame = (times: readonly number[], { cpuMs }: { cpuMs: number }) => ({
  cpuMsPerFrame: Math.round((10 * cpuMs) / times.length) / 10,
})

async function visits(browser: Browser, url: string, complaints: string[]) {
  const drawn: number[] = []
  for (let visit = 0; visit < VISITS; visit++) {
    const page = await openPage(browser, url, complaints)
    drawn.push((await page.evaluate('window.firstPicture')) as number)
    await page.context().close()
  }
  return { visits: VISITS, medianMs: percentile(drawn, 0.5), maxMs: percentile(drawn, 1) }
}

async function playing(page: Page) {
  await page.waitForTimeout(LOADED_MS)
  await takeFrames(page)
  const stop = await startTrace(page)
  await page.waitForTimeout(Number(options.seconds) * 1000)
  const times = await takeFrames(page)
  const tasks = await stop()
  return { ...frameFigures(times), ...perFrame(times, tasks), ...tasks }
}

async function dragging(page: Page) {
  const box = await page.locator('[data-past], [role="slider"]').last().locator('..').boundingBox()
  if (!box) throw new Error('no scrubber')
  const y = box.y + box.height / 2
  // Over the stretch that was played, to and fro.
  const xOf = (frame: number) => box.x + box.width * (0.1 + 0.7 * Math.abs(1 - ((frame / 100) % 2)))
  await page.mouse.move(xOf(0), y)
  await page.mouse.down()
  await takeFrames(page)
  const stop = await startTrace(page)
  for (let frame = 0; frame < DRAGGED_FRAMES; frame++) await page.mouse.move(xOf(frame), y)
  const times = await takeFrames(page)
  const tasks = await stop()
  await page.mouse.up()
  return { ...frameFigures(times), ...perFrame(times, tasks), ...tasks }
}

async function profile(page: Page) {
  const line = await page.context().newCDPSession(page)
  await line.send('Profiler.enable')
  await line.send('Profiler.setSamplingInterval', { interval: 500 })
  await line.send('Profiler.start')
  await page.waitForTimeout(10_000)
  const { profile: recorded } = await line.send('Profiler.stop')
  return functionsOf(recorded)
}

const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'rollscope-bench-'))
if (options.dir === undefined) {
  await build({
    logLevel: 'error',
    build: { outDir: dir, emptyOutDir: true, ...(options.profile && { minify: false }) },
  })
}
const { server, url } = await serve(dir)
const executablePath = installedBrowser()
const browser = await chromium.launch({
  args: BROWSER_FLAGS,
  ...(executablePath !== undefined && { executablePath }),
})
const complaints: string[] = []
try {
  const firstPicture = await visits(browser, url, complaints)
  const page = await openPage(browser, url, complaints)
  const figures = {
    firstPicture,
    playing: await playing(page),
    ...(options.profile && { functions: longest(await profile(page), MOST_FUNCTIONS) }),
    dragging: await dragging(page),
    complaints,
  }
  const text = JSON.stringify(figures, null, 2)
  process.stdout.write(`${text}\n`)
  if (options.out !== undefined) writeFileSync(options.out, `${text}\n`)
} finally {
  await browser.close()
  server.kill()
  if (options.dir === undefined) rmSync(dir, { recursive: true })
}
