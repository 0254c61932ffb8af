/**
 * Serves a built page: node scripts/serve.mjs [--dir dist] [--base /] [--port N].
 * Without --port it takes the first free one from 4173 up. Prints the address.
 */
import { createReadStream, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize, resolve } from 'node:path'
import { parseArgs } from 'node:util'

const FIRST_PORT = 4173
const LAST_PORT = 4273

/** Content types of what a build holds. */
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

const { values } = parseArgs({
  options: {
    dir: { type: 'string', default: 'dist' },
    base: { type: 'string', default: '/' },
    port: { type: 'string' },
  },
})
const root = resolve(values.dir)
const base = values.base.endsWith('/') ? values.base : `${values.base}/`

/** The file that a request path names, or undefined when it lies outside or does not exist. */
function fileOf(path) {
  if (!path.startsWith(base)) return undefined
  const file = normalize(join(root, path.slice(base.length) || 'index.html'))
  if (file !== root && !file.startsWith(join(root, '/'))) return undefined
  const stat = statSync(file, { throwIfNoEntry: false })
  if (stat?.isDirectory()) return fileOf(`${path.replace(/\/$/, '')}/index.html`)
  return stat?.isFile() ? { file, size: stat.size } : undefined
}

function pathOf(url) {
  try {
    return decodeURIComponent(new URL(url, 'http://localhost').pathname)
  } catch {
    return ''
  }
}

const server = createServer((request, response) => {
  const found = fileOf(pathOf(request.url ?? '/'))
  if (!found) {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found\n')
    return
  }
  // Names of built files carry a hash of their content, but for the page itself.
  const forever = found.file.startsWith(join(root, 'assets/'))
  response.writeHead(200, {
    'content-type': TYPES[extname(found.file)] ?? 'application/octet-stream',
    'content-length': found.size,
    'cache-control': forever ? 'max-age=31536000, immutable' : 'no-cache',
  })
  if (request.method === 'HEAD') response.end()
  else createReadStream(found.file).pipe(response)
})

if (!statSync(join(root, 'index.html'), { throwIfNoEntry: false })) {
  console.error(`There is no ${join(values.dir, 'index.html')}: run \`npm run build\` first.`)
  process.exit(1)
}

let port = Number(values.port ?? FIRST_PORT)
server.on('error', (error) => {
  if (error.code !== 'EADDRINUSE' || values.port !== undefined || port >= LAST_PORT) {
    console.error(error.message)
    process.exit(1)
  }
  server.listen(++port, 'localhost')
})
server.on('listening', () => console.log(`Rollscope is at http://localhost:${port}${base}`))
server.listen(port, 'localhost')
