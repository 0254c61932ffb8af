/** ConfigMaps, Secrets, ServiceAccounts, and every kind without a describer of its own. @see describe.go (genericDescriber) */
import type { Info } from '../info.ts'
import type { Factory } from '../factory.ts'
import { isObject, object, sortedKeys, strings, text, type Json, type JsonObject } from '../json.ts'
import { describeEvents, eventsOf } from './events.ts'
import { annotationsOf, labelsOf, printAnnotations, printLabels } from './metadata.ts'
import { createWriter, type Writer } from './writer.ts'

function head(w: Writer, value: JsonObject): void {
  w.write(0, `Name:\t${text(value, 'metadata', 'name')}\n`)
  w.write(0, `Namespace:\t${text(value, 'metadata', 'namespace')}\n`)
  printLabels(w, 'Labels', labelsOf(value))
  printAnnotations(w, 'Annotations', annotationsOf(value))
}

export async function describeConfigMap(f: Factory, _info: Info, value: JsonObject): Promise<string> {
  const w = createWriter()
  head(w, value)
  w.write(0, '\nData\n====\n')
  const data = strings(value, 'data')
  for (const key of sortedKeys(data)) w.write(0, `${key}:\n----\n${data[key] ?? ''}\n\n`)
  w.write(0, '\nBinaryData\n====\n')
  const binary = strings(value, 'binaryData')
  for (const key of sortedKeys(binary)) w.write(0, `${key}: ${bytes(binary[key] ?? '')} bytes\n`)
  w.write(0, '\n')
  describeEvents(f, w, await eventsOf(f, value, 'ConfigMap'))
  return w.aligned()
}

/** Length of what base64 text stands for. */
const bytes = (source: string): number => Math.floor((source.replace(/=+$/, '').length * 3) / 4)

export function describeSecret(_f: Factory, _info: Info, value: JsonObject): Promise<string> {
  const w = createWriter()
  head(w, value)
  w.write(0, `\nType:\t${text(value, 'type')}\n\nData\n====\n`)
  const data = strings(value, 'data')
  for (const key of sortedKeys(data)) w.write(0, `${key}:\t${bytes(data[key] ?? '')} bytes\n`)
  return Promise.resolve(w.aligned())
}

export async function describeServiceAccount(f: Factory, _info: Info, value: JsonObject): Promise<string> {
  const w = createWriter()
  head(w, value)
  for (const [title, field] of [
    ['Image pull secrets', 'imagePullSecrets'],
    ['Mountable secrets', 'secrets'],
  ]) {
    const found = Array.isArray(value[field ?? '']) ? (value[field ?? ''] as Json[]) : []
    w.write(0, `${title ?? ''}:\t${found.map((one) => text(one, 'name')).join('\n\t') || '<none>'}\n`)
  }
  w.write(0, 'Tokens:\t<none>\n')
  describeEvents(f, w, await eventsOf(f, value, 'ServiceAccount'))
  return w.aligned()
}

const skipped = new Set([
  '.metadata.managedFields',
  '.metadata.name',
  '.metadata.namespace',
  '.metadata.labels',
  '.metadata.annotations',
])

/** `creationTimestamp` → `Creation Timestamp`, `apiVersion` → `API Version`. @see smartLabelFor */
function label(field: string): string {
  if (/[^A-Za-z0-9]/.test(field)) return field
  const acronyms = new Set(['API', 'URL', 'UID', 'OSB', 'GUID'])
  const words = field.match(/[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])/g) ?? [field]
  return words
    .map((word) =>
      acronyms.has(word.toUpperCase()) ? word.toUpperCase() : word[0]?.toUpperCase() + word.slice(1),
    )
    .join(' ')
}

function content(w: Writer, level: number, value: JsonObject, path: string): void {
  const fields = sortedKeys(value).filter((key) => !skipped.has(`${path}.${key}`))
  for (const key of fields) {
    const item = value[key] ?? null
    if (isObject(item)) {
      w.write(level, `${label(key)}:\n`)
      content(w, level + 1, item, `${path}.${key}`)
    } else if (Array.isArray(item)) {
      w.write(level, `${label(key)}:\n`)
      for (const child of item) {
        if (isObject(child)) content(w, level + 1, child, `${path}.${key}`)
        else w.write(level + 1, `${String(child)}\n`)
      }
    } else w.write(level, `${label(key)}:\t${item === null ? '<nil>' : String(item)}\n`)
  }
}

export async function describeGeneric(f: Factory, info: Info, value: JsonObject): Promise<string> {
  const w = createWriter()
  head(w, value)
  content(w, 0, { ...value, metadata: object(value, 'metadata') }, '')
  describeEvents(f, w, await eventsOf(f, value, info.mapping.kind))
  return w.aligned()
}
