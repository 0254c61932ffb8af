/** A shell over one of the captures' fixtures, for tests: run a line, read what it printed. */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { copy } from '../../../src/kubectl/json.ts'
import { complete, type Completion } from '../../../src/kubectl/completion/complete.ts'
import { runShell } from '../../../src/kubectl/shell/run.ts'
import { createShellState, type ShellState } from '../../../src/kubectl/shell/state.ts'
import type { KubectlHost } from '../../../src/kubectl/host.ts'
import type { CaptureSet } from './capture.ts'
import { createCaptureHost } from './host.ts'
import { createFixtureServer } from './server.ts'
import { createStore } from './store.ts'

let packed: CaptureSet | undefined

function captureSet(): CaptureSet {
  const file = new URL('../../../golden/kubectl.json.gz', import.meta.url)
  packed ??= JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as CaptureSet
  return packed
}

export interface TestSession {
  state: ShellState
  host: KubectlHost
  run(line: string): Promise<{ code: number; out: string; err: string }>
  complete(line: string): Promise<Completion>
}

export function createTestSession(
  fixture: string,
  change: (host: KubectlHost) => KubectlHost = (host) => host,
): TestSession {
  const { fixtures, manifests } = captureSet()
  const capture = {
    name: 'test',
    cmd: '',
    stdout: '',
    stderr: '',
    exit: 0,
    requests: [],
    events: [],
    fixture,
  }
  const store = createStore(copy(fixtures[fixture] ?? null))
  const made = createCaptureHost(capture, createFixtureServer(store, 'test'), manifests, store.now)
  const host = change(made.host)
  const state = createShellState()
  return {
    state,
    host,
    async run(line) {
      const [out, err] = [made.stdout().length, made.stderr().length]
      const code = await runShell(line, host, state)
      return { code, out: made.stdout().slice(out), err: made.stderr().slice(err) }
    },
    complete: (line) => complete(line, line.length, host, state),
  }
}
