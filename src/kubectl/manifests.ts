/**
 * `-f FILE|DIR|URL|-`: objects out of files. @see k8s.io/cli-runtime/pkg/resource/visitor.go (FileVisitor, StreamVisitor)
 */
import { plain } from './errors.ts'
import type { Factory } from './factory.ts'
import { isObject, objects, text, type JsonObject } from './json.ts'
import { compactJson } from './json.ts'
import { mappingForKind, type ResourceMapping } from './resources.ts'
import { readDocuments } from './yaml-input.ts'

export interface Manifest {
  mapping: ResourceMapping
  object: JsonObject
  file: string
}

/** What the file visitor calls its source, and the text. */
interface Source {
  name: string
  text: string
}

async function readUrl(f: Factory, url: string): Promise<Source> {
  const answer = await f.host.curl(url)
  if (!answer.ok) throw plain(answer.error)
  if (answer.status !== 200) {
    const phrase = answer.status === 404 ? ' Not Found' : ''
    throw plain(
      `unable to read URL "${url}", server reported ${answer.status}${phrase}, status code=${answer.status}`,
    )
  }
  return { name: url, text: answer.body }
}

function readPath(f: Factory, path: string, recursive: boolean): Source[] {
  const file = f.host.readFile(path)
  if (file !== undefined) return [{ name: path, text: file }]
  const names = f.host.listFiles(path)
  if (names === undefined) {
    if (/[*?[]/.test(path)) throw plain(`the path "${path}" does not exist`)
    throw plain(`the path "${path}" does not exist`)
  }
  const base = path.replace(/\/+$/, '')
  const found: Source[] = []
  for (const name of names.toSorted()) {
    const full = base === '.' ? name : `${base}/${name}`
    const content = f.host.readFile(full)
    if (content === undefined) {
      if (recursive) found.push(...readPath(f, full, true))
    } else if (/\.(json|yaml|yml)$/.test(name)) found.push({ name: full, text: content })
  }
  if (found.length === 0)
    throw plain(`error reading [${path}]: recognized file extensions are [.json .yaml .yml]`)
  return found
}

/** openapi_schema client-side validation: only the type is looked at, the rest is the server's. */
function checkType(object: JsonObject, file: string, validate: boolean): void {
  const missing = [
    ...(text(object, 'apiVersion') === '' ? ['apiVersion not set'] : []),
    ...(text(object, 'kind') === '' ? ['kind not set'] : []),
  ]
  const [first] = missing
  if (first === undefined) return
  if (validate) {
    const what = missing.length > 1 ? `[${missing.join(', ')}]` : first
    throw plain(
      `error validating "${file}": error validating data: ${what}; if you choose to ignore these errors, turn validation off with --validate=false`,
    )
  }
  const field = text(object, 'kind') === '' ? 'Kind' : 'apiVersion'
  throw plain(`unable to decode "${file}": Object '${field}' is missing in '${compactJson(object)}'`)
}

export function resolve(object: JsonObject, file: string): ResourceMapping {
  const mapping = mappingForKind(text(object, 'apiVersion'), text(object, 'kind'))
  if (mapping) return mapping
  const name = text(object, 'metadata', 'name')
  const namespace = text(object, 'metadata', 'namespace')
  throw plain(
    `resource mapping not found for name: "${name}" namespace: "${namespace}" from "${file}": no matches for kind "${text(object, 'kind')}" in version "${text(object, 'apiVersion')}"\nensure CRDs are installed first`,
  )
}

export async function* readManifests(
  f: Factory,
  filenames: string[],
  recursive: boolean,
): AsyncGenerator<Manifest, void, void> {
  const verify = f.flags.has('validate') ? createVerifier(f) : undefined
  for (const filename of filenames) {
    const sources: Source[] =
      filename === '-'
        ? [{ name: 'STDIN', text: f.host.stdin() }]
        : /^https?:\/\//.test(filename)
          ? [await readUrl(f, filename)]
          : readPath(f, filename, recursive)
    for (const { name, text: source } of sources) {
      for (const parsed of readDocuments(source)) {
        if (!parsed.ok) throw plain(`error parsing ${name}: error converting YAML to JSON: ${parsed.error}`)
        const { value } = parsed
        if (!isObject(value)) {
          throw plain(
            `error validating "${name}": error validating data: invalid object to validate; if you choose to ignore these errors, turn validation off with --validate=false`,
          )
        }
        checkType(value, name, verify !== undefined && !/^(false|ignore)$/.test(f.flags.text('validate')))
        const parts = text(value, 'kind') === 'List' ? objects(value, 'items') : [value]
        for (const object of parts) {
          if (verify) await verify(text(object, 'apiVersion'))
          if (verify && !mappingForKind(text(object, 'apiVersion'), text(object, 'kind')))
            await lookForType(f)
          yield { mapping: resolve(object, name), object, file: name }
        }
      }
    }
  }
}

/** Before a type is called unknown, custom resources and the old OpenAPI document are asked. */
async function lookForType(f: Factory): Promise<void> {
  const ignore = (): null => null
  await f.client
    .call({ method: 'GET', path: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions' })
    .catch(ignore)
  await f.client.call({ method: 'GET', path: '/openapi/v2', query: { timeout: '32s' } }).catch(ignore)
}

/**
 * kubectl looks into the OpenAPI document whether the server validates fields itself; once per group and version.
 * @see k8s.io/cli-runtime/pkg/resource/query_param_verifier_v3.go
 */
export function createVerifier(f: Factory): (apiVersion: string) => Promise<void> {
  let paths: JsonObject | undefined
  const seen = new Set<string>()
  const quiet = (path: string, query: Record<string, string>) =>
    f.client.get(path, query).catch((): JsonObject => ({}))
  return async (apiVersion) => {
    const key = apiVersion.includes('/') ? `apis/${apiVersion}` : `api/${apiVersion}`
    paths ??= await quiet('/openapi/v3', { timeout: '32s' }).then((root) => {
      const found = root.paths
      return isObject(found) ? found : {}
    })
    const url = text(paths, key, 'serverRelativeURL')
    if (url === '' || seen.has(key)) return
    seen.add(key)
    const [path = '', query = ''] = url.split('?')
    const hash = /(?:^|&)hash=([^&]*)/.exec(query)?.[1]
    await quiet(path, hash === undefined ? { timeout: '32s' } : { hash, timeout: '32s' })
  }
}
