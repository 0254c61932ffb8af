/** Keys and values of `create configmap` and `create secret generic`. @see create_configmap.go, create_secret.go */
import { plain } from '../errors.ts'
import type { Factory } from '../factory.ts'
import type { FlagSpec } from '../flags/pflag.ts'

export const dataFlags: FlagSpec[] = [
  { name: 'from-literal', type: 'stringArray', usage: 'key=value' },
  { name: 'from-file', type: 'stringSlice', usage: 'File or directory to take values from' },
  { name: 'from-env-file', type: 'stringSlice', usage: 'File with lines of key=value' },
]

const KEY = /^[-._a-zA-Z0-9]+$/
const KEY_WORDS =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"

type Add = (key: string, value: string) => void

function fromFile(f: Factory, source: string, add: Add): void {
  const parts = source.split('=')
  if (parts.length > 2) throw plain("key names or file paths cannot contain '='")
  const [first = '', second] = parts
  const path = second ?? first
  if (second !== undefined && first === '') throw plain(`key name for file path ${second} missing`)
  const content = f.host.readFile(path)
  if (content !== undefined)
    return add(second === undefined ? (path.split('/').at(-1) ?? path) : first, content)
  const names = f.host.listFiles(path)
  if (names === undefined) throw plain(`error reading ${path}: no such file or directory`)
  if (second !== undefined) throw plain(`cannot give a key name for a directory path`)
  for (const name of names.toSorted()) {
    const inner = f.host.readFile(`${path.replace(/\/$/, '')}/${name}`)
    if (inner !== undefined) add(name, inner)
  }
}

function fromEnvFile(f: Factory, path: string, add: Add): void {
  const content = f.host.readFile(path)
  if (content === undefined) throw plain(`error reading ${path}: no such file or directory`)
  for (const line of content.split('\n')) {
    const text = line.trimStart()
    if (text === '' || text.startsWith('#')) continue
    const equals = text.indexOf('=')
    add(equals < 0 ? text : text.slice(0, equals), equals < 0 ? '' : text.slice(equals + 1))
  }
}

/** @param kind `ConfigMap` or `Secret`, for refusals */
export function dataOf(f: Factory, kind: string, name: string): Record<string, string> {
  const data: Record<string, string> = {}
  const add: Add = (key, value) => {
    if (!KEY.test(key))
      throw plain(`${JSON.stringify(key)} is not a valid key name for a ${kind}: ${KEY_WORDS}`)
    if (data[key] !== undefined)
      throw plain(
        `cannot add key ${JSON.stringify(key)}, another key by that name already exists in Data for ${kind} ${JSON.stringify(name)}`,
      )
    data[key] = value
  }
  for (const pair of f.flags.list('from-literal')) {
    const equals = pair.indexOf('=')
    if (equals < 1) throw plain(`invalid literal source ${pair}, expected key=value`)
    add(pair.slice(0, equals), pair.slice(equals + 1))
  }
  for (const source of f.flags.list('from-file')) fromFile(f, source, add)
  for (const path of f.flags.list('from-env-file')) fromEnvFile(f, path, add)
  return data
}
