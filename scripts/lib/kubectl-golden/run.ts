/** Runs one capture through the shell of the page against its fixture. */
import { copy } from '../../../src/kubectl/json.ts'
import { runShell } from '../../../src/kubectl/shell/run.ts'
import { createShellState } from '../../../src/kubectl/shell/state.ts'
import type { Capture, CaptureSet } from './capture.ts'
import { compareCapture, type Outcome } from './compare.ts'
import { createCaptureHost } from './host.ts'
import { createFixtureServer } from './server.ts'
import { createStore } from './store.ts'

export async function runCapture(capture: Capture, { fixtures, manifests }: CaptureSet): Promise<Outcome> {
  const fixture = fixtures[capture.fixture]
  if (fixture === undefined) return failed(capture, `no fixture ${capture.fixture}`)
  const store = createStore(copy(fixture))
  const { host, stdout, stderr, requests } = createCaptureHost(
    capture,
    createFixtureServer(store, capture.name),
    manifests,
    store.now,
  )
  let timer: NodeJS.Timeout | undefined
  const stuck = new Promise<'stuck'>((resolve) => {
    timer = setTimeout(() => resolve('stuck'), 5000)
  })
  try {
    const exit = await Promise.race([
      runShell(capture.cmd.replace(/\n$/, ''), host, createShellState()),
      stuck,
    ])
    if (exit === 'stuck')
      return failed(capture, `hangs; stdout so far: ${JSON.stringify(stdout().slice(-300))}`)
    return compareCapture(capture, { stdout: stdout(), stderr: stderr(), exit, requests: requests() })
  } catch (error) {
    return failed(capture, error instanceof Error ? (error.stack ?? error.message) : String(error))
  } finally {
    clearTimeout(timer)
  }
}

const failed = (capture: Capture, diff: string): Outcome => ({
  name: capture.name,
  passed: false,
  wrong: ['crash'],
  requestsMatter: false,
  diff,
})
