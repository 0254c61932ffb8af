import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let root = ''
let server: ChildProcess
let address = ''

interface Answer {
  status: number | undefined
  type: string | undefined
  body: string
}

/** The path goes out as it is written: fetch would resolve its dots. */
const ask = (path: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(address)
    get({ hostname, port, path }, (response) => {
      let body = ''
      response.on('data', (chunk: Buffer) => (body += chunk.toString()))
      response.on('end', () =>
        resolve({ status: response.statusCode, type: response.headers['content-type'], body }),
      )
    }).on('error', reject)
  })

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'rollscope-'))
  mkdirSync(join(root, 'dist/assets'), { recursive: true })
  writeFileSync(join(root, 'dist/index.html'), '<p>page</p>')
  writeFileSync(join(root, 'dist/assets/a b.js'), 'code')
  writeFileSync(join(root, 'secret.txt'), 'secret')
  server = spawn(process.execPath, [
    'scripts/serve.mjs',
    '--dir',
    join(root, 'dist'),
    '--base',
    '/some/where',
  ])
  address = await new Promise((resolve) => {
    server.stdout?.on('data', (text: Buffer) => resolve(/http\S+/.exec(text.toString())?.[0] ?? ''))
  })
})

afterAll(() => {
  server.kill()
  rmSync(root, { recursive: true })
})

describe('serve', () => {
  it('serves the page and its files under a sub-path', async () => {
    expect(address).toMatch(/^http:\/\/localhost:\d+\/some\/where\/$/)
    expect(await ask('/some/where/')).toEqual({
      status: 200,
      type: 'text/html; charset=utf-8',
      body: '<p>page</p>',
    })
    expect(await ask('/some/where/?a#b')).toMatchObject({ status: 200 })
    expect(await ask('/some/where/assets/a%20b.js')).toEqual({
      status: 200,
      type: 'text/javascript; charset=utf-8',
      body: 'code',
    })
  })

  it.each([
    '/',
    '/index.html',
    '/some/where/none.js',
    '/some/where/assets',
    '/some/where/../secret.txt',
    '/some/where/%2e%2e/secret.txt',
    '/some/where/%2e%2e%2fsecret.txt',
    '/some/where/%',
  ])('has nothing at %s', async (path) => {
    expect(await ask(path)).toMatchObject({ status: 404 })
  })
})
