/** The built page, and the files of the run's terminal as a shell can fetch them. */
import { createReadStream, statSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { basename, extname, join, normalize, resolve } from 'node:path'

/** Content types of what a build holds. */
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

const FILES_PATH = '/files/'

export interface PageFilesOptions {
  /** Folder of the built page. */
  directory: string
  /** Absolute path in the terminal → text. */
  files: Readonly<Record<string, string>>
}

export function createPageFiles({ directory, files }: PageFilesOptions) {
  const root = resolve(directory)
  const byName = new Map(Object.entries(files).map(([path, text]) => [basename(path), text]))

  const built = (path: string): string | undefined => {
    const file = normalize(join(root, path === '/' ? 'index.html' : path))
    return file.startsWith(join(root, '/')) && statSync(file, { throwIfNoEntry: false })?.isFile()
      ? file
      : undefined
  }

  return (path: string, response: ServerResponse): void => {
    const text = path.startsWith(FILES_PATH) ? byName.get(path.slice(FILES_PATH.length)) : undefined
    if (text !== undefined) {
      response.writeHead(200, { 'Content-Type': 'application/yaml' }).end(text)
      return
    }
    const file = built(path)
    if (file === undefined) {
      const missing = path === '/' ? 'The page is not built: npm run build\n' : '404 page not found\n'
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end(missing)
      return
    }
    const type = TYPES[extname(file)] ?? 'application/octet-stream'
    response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-cache' })
    createReadStream(file).pipe(response)
  }
}
