/** `kubectl config`. @see k8s.io/kubectl/pkg/cmd/config */
import { currentContext, entry, loadConfig } from '../config.ts'
import { plain, several, usage } from '../errors.ts'
import type { Command, Factory } from '../factory.ts'
import { configChanges, saveConfig, unexpected } from './config-change.ts'
import { flag, printFlags } from '../flags/groups.ts'
import {
  compareText,
  copy,
  indentJson,
  isObject,
  object,
  objects,
  put,
  text,
  type Json,
  type JsonObject,
} from '../json.ts'
import { tableColumns } from '../printers/columns.ts'
import { noPrinter, structuredPrinter } from '../printers/objects.ts'
import { toYaml } from '../printers/yaml.ts'

function getContexts(f: Factory): Promise<void> {
  const config = loadConfig(f.host, f.flags)
  const current = text(config.root, 'current-context')
  const output = f.flags.text('output')
  if (output !== '' && output !== 'name')
    throw plain(
      `--output ${output} is not available in kubectl config get-contexts; resetting to default output format`,
    )
  const all = objects(config.root, 'contexts').toSorted((a, b) =>
    compareText(text(a, 'name'), text(b, 'name')),
  )
  const wanted = f.args.length === 0 ? all : all.filter((one) => f.args.includes(text(one, 'name')))
  const missing = f.args.filter((name) => entry(config, 'contexts', name) === undefined)
  if (f.flags.text('output') === 'name') f.out(wanted.map((one) => `${text(one, 'name')}\n`).join(''))
  else {
    const header = f.flags.bool('no-headers') ? '' : 'CURRENT\tNAME\tCLUSTER\tAUTHINFO\tNAMESPACE\n'
    const rows = wanted.map((one) => [text(one, 'name') === current ? '*' : '', text(one, 'name'), text(one, 'context', 'cluster'), text(one, 'context', 'user'), text(one, 'context', 'namespace')].join('\t')) // prettier-ignore
    f.out(tableColumns().format(header + rows.map((row) => `${row}\n`).join('')))
  }
  if (missing.length > 0)
    return Promise.reject(several(missing.map((name) => plain(`context ${name} not found`))))
  return Promise.resolve()
}

const names =
  (list: 'clusters' | 'users') =>
  (f: Factory): Promise<void> => {
    const found = objects(loadConfig(f.host, f.flags).root, list)
    f.out(`NAME\n${found.map((one) => `${text(one, 'name')}\n`).join('')}`)
    return Promise.resolve()
  }

function useContext(f: Factory): Promise<void> {
  const [name] = f.args
  if (name === undefined || f.args.length > 1) throw unexpected(f)
  const config = loadConfig(f.host, f.flags)
  if (entry(config, 'contexts', name) === undefined) throw plain(`no context exists with the name: "${name}"`)
  saveConfig(f, { ...config.root, 'current-context': name })
  f.out(`Switched to context "${name}".\n`)
  return Promise.resolve()
}

function setContext(f: Factory): Promise<void> {
  const config = loadConfig(f.host, f.flags)
  if (f.args.length > 1) throw unexpected(f)
  if (f.flags.bool('current') && f.args.length > 0)
    throw plain('you cannot specify both a context name and --current')
  const name = f.flags.bool('current') ? text(config.root, 'current-context') : (f.args[0] ?? '')
  if (name === '')
    throw plain(
      f.flags.bool('current')
        ? 'no current context is set'
        : 'you must specify a non-empty context name or --current',
    )
  const root = copy(config.root)
  const contexts = objects(root, 'contexts')
  const found = contexts.find((one) => one.name === name)
  const context: JsonObject = found && isObject(found.context) ? found.context : {}
  for (const field of ['cluster', 'user', 'namespace'])
    if (f.flags.changed(field)) context[field] = f.flags.text(field)
  if (found) found.context = context
  else contexts.push({ context, name })
  put(root, ['contexts'], contexts)
  saveConfig(f, root)
  f.out(`Context "${name}" ${found ? 'modified' : 'created'}.\n`)
  return Promise.resolve()
}

const secretFields: Record<string, string> = {
  token: 'REDACTED',
  password: 'REDACTED',
  'client-key-data': 'DATA+OMITTED',
  'client-certificate-data': 'DATA+OMITTED',
  'certificate-authority-data': 'DATA+OMITTED',
}

function redacted(value: Json): Json {
  if (Array.isArray(value)) return value.map(redacted)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      typeof item === 'string' ? (secretFields[key] ?? item) : redacted(item),
    ]),
  )
}

const configFormats =
  'go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,yaml'

/** Keys as the Go structs of a kubeconfig have them. */
function structOrder(whole: JsonObject): JsonObject {
  const named = (field: string) =>
    objects(whole, field).map(({ name = null, ...rest }): JsonObject => {
      const { cluster, user, namespace, ...more } = object(rest, 'context')
      const ordered = Object.entries({ cluster, user, namespace, ...more }).filter(
        ([, one]) => one !== undefined,
      )
      return field === 'contexts'
        ? { name, context: Object.fromEntries(ordered) as JsonObject }
        : { name, ...rest }
    })
  const { kind = null, apiVersion = null } = whole
  return {
    kind, apiVersion, clusters: named('clusters'), users: named('users'), contexts: named('contexts'),
    'current-context': whole['current-context'] ?? '',
  } // prettier-ignore
}

function view(f: Factory): Promise<void> {
  if (f.args.length > 0) throw usage(`unexpected arguments: [${f.args.join(' ')}]`, f.path)
  const { root } = loadConfig(f.host, f.flags)
  const shown = f.flags.bool('raw') || f.flags.bool('flatten') ? root : redacted(root)
  const whole: JsonObject = {
    apiVersion: 'v1', clusters: null, contexts: null, 'current-context': '', kind: 'Config', users: null, ...(isObject(shown) ? shown : {}),
  } // prettier-ignore
  if (f.flags.bool('minify')) {
    const context = objects(whole, 'contexts').find((one) => one.name === text(whole, 'current-context'))
    whole.contexts = context ? [context] : null
    whole.clusters = objects(whole, 'clusters').filter(
      (one) => one.name === text(context, 'context', 'cluster'),
    )
    whole.users = objects(whole, 'users').filter((one) => one.name === text(context, 'context', 'user'))
  }
  const format = f.flags.text('output')
  if (format === '' || format === 'yaml') f.out(toYaml(whole))
  else if (format === 'json') f.out(`${indentJson(structOrder(whole), '    ', '', true)}\n`)
  else {
    const printer = structuredPrinter(f)
    if (printer === undefined) throw noPrinter(format, configFormats)
    f.out(printer(whole))
  }
  return Promise.resolve()
}

export const config: Command = {
  name: 'config',
  short: 'Modify kubeconfig files',
  use: 'SUBCOMMAND',
  helpTo: 'stderr',
  commands: [
    {
      name: 'current-context',
      short: 'Display the current-context',
      run: (f) => {
        const name = currentContext(loadConfig(f.host, f.flags), f.flags)
        if (name === '') throw plain('current-context is not set')
        f.out(`${name}\n`)
        return Promise.resolve()
      },
    },
    ...configChanges,
    { name: 'get-clusters', short: 'Display clusters defined in the kubeconfig', run: names('clusters') },
    {
      name: 'get-contexts',
      short: 'Describe one or many contexts',
      use: '[(-o|--output=)name)]',
      flags: [
        { ...flag.text('output', 'name, or nothing'), short: 'o' },
        flag.bool('no-headers', 'Without the line of headers'),
      ],
      run: getContexts,
    },
    { name: 'get-users', short: 'Display users defined in the kubeconfig', run: names('users') },
    {
      name: 'set-context',
      short: 'Set a context entry in kubeconfig',
      use: '[NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] [--namespace=namespace]',
      flags: [flag.bool('current', 'Change the current context')],
      run: setContext,
    },
    {
      name: 'use-context',
      aliases: ['use'],
      short: 'Set the current-context in a kubeconfig file',
      use: 'CONTEXT_NAME',
      run: useContext,
    },
    {
      name: 'view',
      short: 'Display merged kubeconfig settings or a specified kubeconfig file',
      flags: [
        ...printFlags,
        flag.bool('raw', 'Show secrets'),
        flag.bool('minify', 'Only the current context'),
        flag.bool('flatten', 'Files become data'),
      ],
      run: view,
    },
  ],
}
