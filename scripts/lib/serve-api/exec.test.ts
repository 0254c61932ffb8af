import { request, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startBridge, type Bridge } from './bridge.ts'
import { createManualWall } from './manualwall.ts'

let bridge: Bridge

beforeAll(async () => {
  bridge = await startBridge({
    port: 0,
    scenario: 'bootcamp',
    directory: 'scripts/lib/serve-api/none',
    wall: createManualWall(),
    nowSeconds: () => 1_900_000_000,
    onFatal: (report) => expect.fail(report),
  })
})

afterAll(() => bridge.close())

const bodyOf = async (response: IncomingMessage): Promise<string> => {
  let body = ''
  for await (const chunk of response) body += String(chunk)
  return body
}

describe('commands in pods', () => {
  const upgrade = (path: string, headers: Record<string, string> = {}): Promise<string> =>
    new Promise((resolve, reject) => {
      const key = Buffer.alloc(16).toString('base64')
      const asked = request(`${bridge.address}${path}`, {
        headers: { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-key': key, ...headers },
      })
      asked.on('upgrade', (response, socket, head) => {
        let text = head.toString('latin1')
        socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')))
        socket.on('end', () => resolve(`${response.headers['sec-websocket-protocol']} ${text}`))
        socket.end()
      })
      asked.on('response', (response) => {
        bodyOf(response).then((text) => resolve(`${response.statusCode} ${text}`), reject)
      })
      asked.on('error', reject)
      asked.end()
    })

  it('answer on the channels of a WebSocket, and end it', async () => {
    const pods = (await (await fetch(`${bridge.address}/api/v1/namespaces/default/pods`)).json()) as {
      items: { metadata: { name: string }; status: { phase: string } }[]
    }
    const name = pods.items.find(({ status }) => status.phase === 'Running')?.metadata.name ?? ''
    const exec = `/api/v1/namespaces/default/pods/${name}/exec?stdout=true`
    const answered = await upgrade(`${exec}&command=echo&command=two&command=words`)
    expect(answered).toContain('v5.channel.k8s.io')
    expect(answered).toContain('\x82\x0b\x01two words\n')
    expect(answered).toContain('"status":"Success"')
    const failed = await upgrade(`${exec}&command=false`)
    expect(failed).toContain('"reason":"NonZeroExitCode"')
  })

  it('are refused in words where there is no such pod, and to strangers', async () => {
    const nope = '/api/v1/namespaces/default/pods/nope/exec?command=env'
    expect(await upgrade(nope)).toMatch(/^404 .*pods \\"nope\\" not found/)
    expect(await upgrade(nope, { origin: 'http://evil.example' })).toMatch(/^403/)
  })
})
