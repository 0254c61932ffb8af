/** A KubectlHost over one fixture: the fake server, the files of the captures' working directory, a real editor. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ApiRequest } from '../../../src/sim/api/contract.ts'
import type { KubectlHost, WatchHandle } from '../../../src/kubectl/host.ts'
import { parseRfc3339 } from '../../../src/sim/time.ts'
import type { Capture, RecordedEvent, SentRequest } from './capture.ts'
import { createClock } from './clock.ts'
import { closesWatch } from './injected.ts'
import type { FixtureServer } from './server.ts'

const KUBECONFIG = `apiVersion: v1
clusters:
- cluster:
    server: http://127.0.0.1:6443
  name: minikube
contexts:
- context:
    cluster: minikube
    namespace: default
    user: minikube
  name: minikube
current-context: minikube
kind: Config
users:
- name: minikube
  user:
    token: fake
`

const encode = (text: string): string => encodeURIComponent(text).replaceAll('%20', '+').replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`) // prettier-ignore

function sent(request: ApiRequest): SentRequest {
  const query = Object.entries(request.query ?? {})
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, value]) =>
      (key === 'command' ? value.split('\n') : [value]).map((one) => `${encode(key)}=${encode(one)}`),
    )
  const out: SentRequest = {
    method: request.method,
    path: query.length > 0 ? `${request.path}?${query.join('&')}` : request.path,
  }
  if (request.contentType !== undefined) out.contentType = request.contentType
  if (request.body !== undefined) {
    try {
      out.body = JSON.parse(request.body) as SentRequest['body'] & {}
    } catch {
      out.body = request.body
    }
  }
  return out
}

export interface CaptureHost {
  host: KubectlHost
  stdout(): string
  stderr(): string
  requests(): SentRequest[]
}

/** The events of one stream: up to the next list's beginning. */
function takeEvents(queue: RecordedEvent[], resource: string, streaming: boolean): RecordedEvent[] {
  const taken: RecordedEvent[] = []
  let bookmark = false
  while (queue[0]?.watch === resource) {
    const [next] = queue
    if (next === undefined || (streaming && bookmark && next.type === 'ADDED')) break
    bookmark ||= next.type === 'BOOKMARK'
    taken.push(next)
    queue.shift()
  }
  return taken
}

function runEditor(files: Map<string, string>, editor: string, text: string): string | { failed: true } {
  const directory = mkdtempSync(join(tmpdir(), 'kubectl-golden-'))
  for (const [path, content] of files) {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    writeFileSync(join(directory, path), content, { mode: 0o755 })
  }
  const target = join(directory, 'kubectl-edit-1234567890.yaml')
  writeFileSync(target, text)
  const done = spawnSync('sh', ['-c', `${editor} "$0"`, target], { cwd: directory, encoding: 'utf8' })
  const after = readFileSync(target, 'utf8')
  for (const name of readdirSync(directory)) {
    const path = join(directory, name)
    if (path !== target && statSync(path).isFile()) files.set(name, readFileSync(path, 'utf8'))
  }
  rmSync(directory, { recursive: true })
  editorOutput.text = done.stdout
  return done.status === 0 ? after : { failed: true }
}

const editorOutput = { text: '' }

export function createCaptureHost(
  capture: Capture,
  server: FixtureServer,
  manifests: Record<string, string>,
  now: string,
): CaptureHost {
  const files = new Map(Object.entries({ ...manifests, kubeconfig: KUBECONFIG }))
  const requests: SentRequest[] = []
  const queue = [...capture.events]
  const clock = createClock()
  // The recording's clock stood a little after the whole second.
  const started = (parseRfc3339(now) ?? 0) + 0.1
  let [out, err] = ['', '']
  const [, columns] = /^tty(\d+)-/.exec(capture.name) ?? []

  const watch = (request: ApiRequest): Promise<WatchHandle> => {
    requests.push(sent(request))
    const resource = request.path.split('/').at(-1) ?? ''
    const events = takeEvents(queue, resource, request.query?.sendInitialEvents === 'true')
    let closed = false
    return Promise.resolve({
      response: {
        status: 200,
        contentType: 'application/json',
        warnings: resource === 'endpoints' ? [] : [],
      },
      next: () => {
        const event = events.shift()
        if (event === undefined) {
          server.reap()
          return closed || closesWatch(capture.name) ? Promise.resolve(undefined) : new Promise(() => {})
        }
        if (event.type === 'DELETED') server.reap()
        return Promise.resolve(server.shaped(request, event))
      },
      close: () => {
        closed = true
      },
    })
  }

  const host: KubectlHost = {
    request: (request) => {
      if (!request.path.startsWith('/api?')) requests.push(sent(request))
      return Promise.resolve(server.handle(request))
    },
    watch,
    now: () => started + clock.elapsed() / 1000,
    sleep: (ms) => clock.sleep(ms).then(() => true),
    readFile: (path) => files.get(path),
    listFiles: (directory) => {
      const prefix = directory === '.' ? '' : `${directory.replace(/\/$/, '')}/`
      const names = [...files.keys()]
        .filter((path) => path.startsWith(prefix))
        .map((path) => path.slice(prefix.length).replace(/\/.*/, '/'))
      return names.length > 0 ? [...new Set(names)] : undefined
    },
    writeFile: (path, text) => void files.set(path, text),
    makeDirectory: (path) => void files.set(`${path}/.keep`, ''),
    removeFile: (path) => {
      for (const one of files.keys()) if (one === path || one.startsWith(`${path}/`)) files.delete(one)
    },
    edit: (text, _name, editor = 'vi') => {
      const after = runEditor(files, editor, text)
      out += editorOutput.text
      return Promise.resolve(after)
    },
    columns: () => Number(columns ?? 0),
    env: (name) => (name === 'KUBECONFIG' ? 'kubeconfig' : undefined),
    stdin: () => '',
    stdout: (text) => void (out += text),
    stderr: (text) => void (err += text),
    interrupted: () => false,
    curl: (url) => {
      const path = url.replace(/^https?:\/\/[^/]+/, '')
      requests.push({ method: 'GET', path })
      return Promise.resolve({ ok: true, status: 404, body: '' })
    },
  }
  return {
    host,
    stdout: () => out,
    stderr: () => err.replace(/^([EW]\d{4} \d\d:\d\d:\d\d)\.\d{6}/gm, '$1.000000'),
    requests: () => requests,
  }
}
