import { get, request, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import { attachPage } from './attachedpage.ts'
import { startBridge, type Bridge } from './bridge.ts'
import { MAX_BODY_BYTES } from './guard.ts'
import { kubeconfig } from './kubeconfig.ts'
import { createManualWall } from './manualwall.ts'

const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments'
const APP = `${DEPLOYMENTS}/kubernetes-bootcamp`
const BEGAN = 1_900_000_000

const wall = createManualWall()
let bridge: Bridge

beforeAll(async () => {
  bridge = await startBridge({
    port: 0,
    scenario: 'bootcamp',
    directory: 'scripts/lib/serve-api/none',
    wall,
    nowSeconds: () => BEGAN,
    onFatal: (report) => expect.fail(report),
  })
  bridge.receive({ type: 'pause' })
})

afterAll(() => bridge.close())

interface Answer {
  status: number | undefined
  body: string
}

interface Ask {
  method?: string
  headers?: Record<string, string>
  body?: string
}

const bodyOf = async (response: IncomingMessage): Promise<string> => {
  let body = ''
  for await (const chunk of response) body += String(chunk)
  return body
}

/** As it is written: fetch would set Host and Origin itself. */
const ask = (path: string, { method = 'GET', headers = {}, body = '' }: Ask = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = request(`${bridge.address}${path}`, { method, headers }, (response) => {
      bodyOf(response).then((text) => resolve({ status: response.statusCode, body: text }), reject)
    })
    asked.on('error', reject)
    asked.end(body)
  })

const json = { 'content-type': 'application/json' }
const setImage = (tag: string): Promise<Answer> => {
  const image = `gcr.io/google-samples/kubernetes-bootcamp:${tag}`
  const containers = [{ name: 'kubernetes-bootcamp', image }]
  return ask(APP, {
    method: 'PATCH',
    headers: {
      'content-type': 'application/strategic-merge-patch+json',
      'kubectl-command': 'kubectl set image',
      'kubectl-session': tag,
    },
    body: JSON.stringify({ spec: { template: { spec: { containers } } } }),
  })
}

/** Frames go out when the wall's time passes. */
const shown = (condition: () => void): Promise<void> =>
  vi.waitFor(
    async () => {
      await wall.pass(1)
      condition()
    },
    { timeout: 10_000 },
  )

describe('who may speak to the bridge', () => {
  it('refuses names that only resolve to this machine, and origins that are not its own', async () => {
    const { port } = new URL(bridge.address)
    expect(await ask('/version', { headers: { host: `evil.example:${port}` } })).toMatchObject({
      status: 403,
    })
    expect(await ask('/version', { headers: { host: '127.0.0.1:1' } })).toMatchObject({ status: 403 })
    expect(await ask('/version', { headers: { origin: 'http://evil.example' } })).toMatchObject({
      status: 403,
    })
    expect(await ask('/version', { headers: { origin: 'null' } })).toMatchObject({ status: 403 })
    const image = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }
    expect(await ask('/version', { headers: image })).toMatchObject({ status: 403 })
    expect(await ask('/bridge/frames', { headers: { origin: 'http://evil.example' } })).toMatchObject({
      status: 403,
    })
  })

  it('answers its own page and a kubectl', async () => {
    const { port } = new URL(bridge.address)
    const local = { host: `localhost:${port}` }
    expect(await ask('/version')).toMatchObject({ status: 200 })
    expect(
      await ask('/version', { headers: { ...local, origin: `http://localhost:${port}` } }),
    ).toMatchObject({
      status: 200,
    })
  })

  it('listens on loopback only', () => expect(new URL(bridge.address).hostname).toBe('127.0.0.1'))
})

describe('REST over HTTP', () => {
  it('is reached with the kubeconfig it gives', async () => {
    const config = parse(kubeconfig(bridge.address)) as {
      clusters: { cluster: { server: string } }[]
      users: { user: object }[]
    }
    const server = config.clusters[0]?.cluster.server ?? ''
    const version = (await (await fetch(`${server}/version`)).json()) as { gitVersion: string }
    expect(version.gitVersion).toBe('v1.35.4')
    expect(config.users[0]?.user).toEqual({})
  })

  it('refuses a body beyond upstream’s limit, announced or not', async () => {
    const body = 'x'.repeat(MAX_BODY_BYTES + 1)
    const announced = await ask(DEPLOYMENTS, { method: 'POST', headers: json, body: 'x' })
    expect(announced.status).toBe(400)
    const [large, chunked] = await Promise.all([
      ask(DEPLOYMENTS, { method: 'POST', headers: { ...json, 'content-length': `${body.length}` }, body }),
      ask(DEPLOYMENTS, { method: 'POST', headers: { ...json, 'transfer-encoding': 'chunked' }, body }),
    ])
    for (const { status, body: text } of [large, chunked]) {
      expect(status).toBe(413)
      expect(JSON.parse(text)).toMatchObject({
        reason: 'RequestEntityTooLarge',
        message: 'Request entity too large: limit is 3145728',
      })
    }
  })

  it('answers a path that is no path, and a method that is none', async () => {
    expect(await ask('/api/v1/namespaces/%E0%A4%A/pods')).toMatchObject({ status: 400 })
    expect(await ask('/version', { method: 'TRACE' })).toMatchObject({ status: 405 })
    expect(await ask('/../../etc/passwd')).toMatchObject({ status: 404 })
  })

  it('gives the objects, the terminal’s files and stamps of the wall’s present', async () => {
    const pod = JSON.parse((await ask(APP)).body) as { metadata: { creationTimestamp: string } }
    const age = BEGAN - Date.parse(pod.metadata.creationTimestamp) / 1000
    expect(age).toBeGreaterThanOrEqual(29)
    expect(age).toBeLessThanOrEqual(30)
    expect((await ask('/files/bootcamp.yaml')).body).toContain('kind: Deployment')
  })

  it('streams a watch in chunks, one event a line, and ends it at its time', async () => {
    const lines: string[] = []
    let ended = false
    get(`${bridge.address}${DEPLOYMENTS}?watch=true&timeoutSeconds=2`, (response) => {
      expect(response.headers['transfer-encoding']).toBe('chunked')
      response.on('data', (chunk: Buffer) => lines.push(...chunk.toString().trim().split('\n')))
      response.on('end', () => (ended = true))
    })
    await vi.waitFor(() => expect(lines).toHaveLength(1))
    expect(bridge.watches).toBe(1)
    await ask(APP, {
      method: 'PATCH',
      headers: { 'content-type': 'application/merge-patch+json' },
      body: '{"metadata":{"labels":{"a":"b"}}}',
    })
    await vi.waitFor(() => expect(lines).toHaveLength(2))
    const events = lines.map((line) => JSON.parse(line) as { type: string; object: object })
    expect(events.map(({ type }) => type)).toEqual(['ADDED', 'MODIFIED'])
    expect(events[1]?.object).toMatchObject({ metadata: { labels: { a: 'b' } } })
    await vi.waitFor(() => expect(ended).toBe(true), { timeout: 5_000 })
    expect(bridge.watches).toBe(0)
  })
})

describe('pages attached to the bridge', () => {
  it('show what a kubectl changes, under its name', async () => {
    const page = attachPage(bridge.address)
    const image = (): string | undefined =>
      page.frames.findLast(({ scene }) => scene)?.scene?.deployment?.spec.image
    await shown(() => expect(image()).toMatch(/:v2$/))
    expect(page.frames[0]).toMatchObject({ anew: true, reset: true })
    expect((await setImage('v3')).status).toBe(200)
    await shown(() => expect(image()).toMatch(/:v3$/))
    const marks = page.frames.flatMap(({ chart }) => chart.marks)
    expect(marks.findLast(({ kind }) => kind === 'command')?.text).toBe('set image v3')
    page.close()
    await vi.waitFor(() => expect(bridge.pages).toBe(0))
  })

  it('type into the same cluster, each with acknowledgements of its own', async () => {
    const [one, other] = [attachPage(bridge.address), attachPage(bridge.address)]
    const acks = (page: typeof one) => page.frames.flatMap((frame) => frame.acks)
    one.post({
      type: 'run',
      id: 1,
      terminal: 0,
      line: 'kubectl scale deployment/kubernetes-bootcamp --replicas=3',
    })
    other.post({ type: 'complete', id: 1, line: 'kubectl ge', cursor: 10 })
    await shown(() => {
      expect(acks(one)).toHaveLength(1)
      expect(acks(other)).toHaveLength(1)
    })
    expect(acks(one)[0]).toMatchObject({ id: 1, ok: true, result: 0 })
    expect(JSON.parse((await ask(APP)).body)).toMatchObject({ spec: { replicas: 3 } })
    one.close()
    other.close()
  })

  it('join the run under way whatever address they begin with, and do not stop its clock when hidden', async () => {
    const page = attachPage(bridge.address)
    page.post({ type: 'open', id: 0, address: 'scenario=empty' })
    page.post({ type: 'visible', visible: false })
    page.post({ type: 'play' })
    await shown(() => expect(page.frames.flatMap(({ acks }) => acks)).toContainEqual({ id: 0, ok: true }))
    const at = page.frames.at(-1)?.clock.at ?? 0
    await wall.pass(1000)
    page.post({ type: 'pause' })
    await shown(() => expect(page.frames.at(-1)?.clock.playing).toBe(false))
    expect(page.frames.at(-1)?.clock.at).toBeGreaterThanOrEqual(at + 900)
    expect(page.frames.findLast(({ scene }) => scene)?.scene?.deployment).not.toBeNull()
    page.close()
  })

  it('end watches of a run that is shown no more: a change in the past forks', async () => {
    const page = attachPage(bridge.address)
    await shown(() => expect(page.frames.length).toBeGreaterThan(0))
    let ended = false
    get(`${bridge.address}/api/v1/pods?watch=1`, (response) => {
      response.resume().on('end', () => (ended = true))
    })
    await vi.waitFor(() => expect(bridge.watches).toBe(1))
    page.post({ type: 'seek', at: 5_000 })
    await shown(() => expect(page.frames.at(-1)?.clock.live).toBe(false))
    expect(ended).toBe(false)
    expect((await setImage('v3')).status).toBe(200)
    await shown(() => expect(page.frames.at(-1)?.clock.branches).toHaveLength(2))
    await vi.waitFor(() => expect(ended).toBe(true))
    page.close()
  })

  it('are refused without a name, and when they send what is no message', async () => {
    const post = (path: string, body: string, headers = json) =>
      ask(path, { method: 'POST', headers, body }).then(({ status }) => status)
    expect(await post('/bridge/messages?page=nobody', '[]')).toBe(404)
    let name = ''
    const stream = get(`${bridge.address}/bridge/frames`, (response) => {
      response.on('data', (chunk: Buffer) => (name ||= /data: (\S+)/.exec(chunk.toString())?.[1] ?? ''))
      response.on('error', () => undefined)
    })
    stream.on('error', () => undefined)
    await vi.waitFor(() => expect(name).not.toBe(''))
    const path = `/bridge/messages?page=${name}`
    expect(await post(path, '[]')).toBe(204)
    expect(await post(path, '{"type":"play"}')).toBe(400)
    expect(await post(path, '[')).toBe(400)
    expect(await post(path, '[]', { 'content-type': 'text/plain' })).toBe(415)
    expect(await post(path, `["${'x'.repeat(1024 * 1024)}"]`)).toBe(413)
    stream.destroy()
  })
})
