/** `--raw` of create and replace: a file goes to a path of the server as it is. @see k8s.io/kubectl/pkg/rawhttp/raw.go, cmd/create/create.go (Validate) */
import { plain } from '../errors.ts'
import type { Factory } from '../factory.ts'

const on = (f: Factory, name: string): boolean => f.flags.has(name) && f.flags.changed(name)

function checkRaw(f: Factory, raw: string, file: string | undefined, count: number): string {
  const excludes = (what: string) => plain(`--raw and ${what} are mutually exclusive`)
  if (on(f, 'edit') && f.flags.bool('edit')) throw excludes('--edit')
  if (file === undefined || count !== 1) throw plain('--raw can only use a single local file or stdin')
  if (/^https?:\/\//.test(file)) throw plain('--raw cannot read from a url')
  if (f.flags.bool('recursive')) throw excludes('--recursive')
  if (on(f, 'selector')) throw excludes('--selector (-l)')
  if (f.flags.text('output') !== '') throw excludes('--output')
  if (!raw.startsWith('/') && !/^[a-z][a-z\d+.-]*:/i.test(raw)) {
    const why = raw.startsWith(':') ? 'missing protocol scheme' : 'invalid URI for request'
    throw plain(`--raw must be a valid URL path: parse ${JSON.stringify(raw)}: ${why}`)
  }
  return file
}

/** Prints the server's answer as it came. */
export async function sendRaw(f: Factory, method: 'POST' | 'PUT'): Promise<void> {
  const raw = f.flags.text('raw')
  const files = f.flags.list('filename')
  const file = checkRaw(f, raw, files[0], files.length)
  const rawBody = file === '-' ? f.host.stdin() : f.host.readFile(file)
  if (rawBody === undefined) throw plain(`open ${file}: no such file or directory`)
  const [path = '', search = ''] = raw.split('?')
  const query = Object.fromEntries(
    search.split('&').filter(Boolean).map((pair) => pair.split('=', 2) as [string, string]),
  ) // prettier-ignore
  f.out(await f.client.text({ method, path, query, rawBody, contentType: 'application/json' }))
}
