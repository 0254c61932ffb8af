/** `kubectl config set|unset|set-cluster|set-credentials|delete-…|rename-context`. @see k8s.io/kubectl/pkg/cmd/config */
import { stringify } from 'yaml'
import { configPath, entry, loadConfig } from '../config.ts'
import { plain, usage } from '../errors.ts'
import type { Command, Factory } from '../factory.ts'
import { flag } from '../flags/groups.ts'
import { compareText, copy, isObject, objects, put, remove, text, type JsonObject } from '../json.ts'

type List = 'clusters' | 'contexts' | 'users'

/** What an entry of each list holds its fields in, and how messages call it. */
const words: Record<List, { field: string; title: string }> = {
  clusters: { field: 'cluster', title: 'Cluster' },
  contexts: { field: 'context', title: 'Context' },
  users: { field: 'user', title: 'User' },
}

/** Written as clientcmd does: entries by name, keys in order. */
export function saveConfig(f: Factory, root: JsonObject): void {
  const sorted: JsonObject = { ...root }
  for (const list of Object.keys(words))
    if (Array.isArray(root[list]))
      sorted[list] = objects(root, list).toSorted((a, b) => compareText(text(a, 'name'), text(b, 'name')))
  f.host.writeFile(configPath(f.host, f.flags), stringify(sorted, { sortMapEntries: true }))
}

/** The fields of an entry of a copy of the kubeconfig; made where it is missing. */
function fieldsOf(root: JsonObject, list: List, name: string): JsonObject {
  const { field } = words[list]
  const all = objects(root, list)
  let found = all.find((one) => one.name === name)
  if (found === undefined) all.push((found = { [field]: {}, name }))
  put(root, [list], all)
  const inner = found[field]
  if (isObject(inner)) return inner
  return (found[field] = {})
}

/** Shows the help and refuses the arguments. */
export function unexpected(f: Factory): Error {
  f.help()
  const word = f.path.endsWith('set-credentials') ? 'unexpected' : 'Unexpected'
  return plain(`${word} args: [${f.args.join(' ')}]`)
}

const PROPERTIES = 'kind apiVersion preferences clusters users contexts current-context extensions'.split(' ')

/** `clusters.NAME.server`, `current-context`: where a property stands. */
function place(property: string): { list: List; name: string; rest: string[] } | undefined {
  const [first = '', name = '', ...rest] = property.split('.')
  return first in words && name !== '' ? { list: first as List, name, rest } : undefined
}

function set(f: Factory): Promise<void> {
  const [property = '', value = ''] = f.args
  if (f.args.length !== 2) throw unexpected(f)
  const root = copy(loadConfig(f.host, f.flags).root)
  const at = place(property)
  const [first = ''] = property.split('.')
  if (!PROPERTIES.includes(first)) throw plain(`unable to parse ${property} after [] at api.Config`)
  if (at) put(fieldsOf(root, at.list, at.name), at.rest, value)
  else put(root, property.split('.'), value)
  saveConfig(f, root)
  f.out(`Property "${property}" set.\n`)
  return Promise.resolve()
}

function unset(f: Factory): Promise<void> {
  const [property = ''] = f.args
  if (f.args.length !== 1) throw unexpected(f)
  const root = copy(loadConfig(f.host, f.flags).root)
  const at = place(property)
  if (!at) remove(root, ...property.split('.'))
  else if (at.rest.length > 0) remove(fieldsOf(root, at.list, at.name), ...at.rest)
  else
    put(
      root,
      [at.list],
      objects(root, at.list).filter((one) => one.name !== at.name),
    )
  saveConfig(f, root)
  f.out(`Property "${property}" unset.\n`)
  return Promise.resolve()
}

const setEntry =
  (list: List, fields: string[]) =>
  (f: Factory): Promise<void> => {
    const [name = ''] = f.args
    if (f.args.length !== 1) throw unexpected(f)
    const root = copy(loadConfig(f.host, f.flags).root)
    const target = fieldsOf(root, list, name)
    for (const field of fields) {
      if (!f.flags.changed(field)) continue
      const given = f.flags.text(field)
      target[field] = given === 'true' || given === 'false' ? given === 'true' : given
    }
    saveConfig(f, root)
    f.out(`${words[list].title} "${name}" set.\n`)
    return Promise.resolve()
  }

const removeEntry =
  (list: List) =>
  (f: Factory): Promise<void> => {
    const [name = ''] = f.args
    const what = words[list].field
    if (list === 'users' && f.args.length !== 1) throw usage('user to delete is required', f.path)
    if (f.args.length !== 1) {
      f.help()
      return Promise.resolve()
    }
    const config = loadConfig(f.host, f.flags)
    const path = configPath(f.host, f.flags)
    if (entry(config, list, name) === undefined) throw plain(`cannot delete ${what} ${name}, not in ${path}`)
    if (list === 'contexts' && text(config.root, 'current-context') === name)
      f.err(
        'warning: this removed your active context, use "kubectl config use-context" to select a different one\n',
      )
    const rest = objects(config.root, list).filter((one) => one.name !== name)
    saveConfig(f, { ...config.root, [list]: rest })
    f.out(`deleted ${what} ${name} from ${path}\n`)
    return Promise.resolve()
  }

function rename(f: Factory): Promise<void> {
  const [name = '', newer = ''] = f.args
  if (f.args.length !== 2) throw unexpected(f)
  const config = loadConfig(f.host, f.flags)
  if (entry(config, 'contexts', name) === undefined)
    throw plain(`cannot rename the context "${name}", it's not in ${configPath(f.host, f.flags)}`)
  if (entry(config, 'contexts', newer) !== undefined)
    throw plain(`cannot rename the context "${name}", the context "${newer}" already exists in ${configPath(f.host, f.flags)}`) // prettier-ignore
  const contexts = objects(config.root, 'contexts').map((one) => (one.name === name ? { ...one, name: newer } : one)) // prettier-ignore
  const root: JsonObject = { ...config.root, contexts }
  if (text(root, 'current-context') === name) root['current-context'] = newer
  saveConfig(f, root)
  f.out(`Context "${name}" renamed to "${newer}".\n`)
  return Promise.resolve()
}

export const configChanges: Command[] = [
  { name: 'delete-cluster', short: 'Delete the specified cluster from the kubeconfig', use: 'NAME', run: removeEntry('clusters') },
  { name: 'delete-context', short: 'Delete the specified context from the kubeconfig', use: 'NAME', run: removeEntry('contexts') },
  { name: 'delete-user', short: 'Delete the specified user from the kubeconfig', use: 'NAME', run: removeEntry('users') },
  { name: 'rename-context', short: 'Rename a context from the kubeconfig file', use: 'CONTEXT_NAME NEW_NAME', run: rename },
  { name: 'set', short: 'Set an individual value in a kubeconfig file', use: 'PROPERTY_NAME PROPERTY_VALUE', run: set },
  {
    name: 'set-cluster',
    short: 'Set a cluster entry in kubeconfig',
    use: 'NAME [--server=server]',
    // `--server` is among the flags of all commands.
    flags: [],
    run: setEntry('clusters', ['server']),
  },
  {
    name: 'set-credentials',
    short: 'Set a user entry in kubeconfig',
    use: 'NAME [--token=bearer_token]',
    flags: [flag.text('token', 'Bearer token')],
    run: setEntry('users', ['token']),
  },
  { name: 'unset', short: 'Unset an individual value in a kubeconfig file', use: 'PROPERTY_NAME', run: unset },
] // prettier-ignore
