/** `kubectl version|cluster-info|api-resources|api-versions|top`. @see k8s.io/kubectl/pkg/cmd/{version,clusterinfo,apiresources,top} */
import { connection } from '../config.ts'
import { plain, usage } from '../errors.ts'
import type { Command, Factory } from '../factory.ts'
import { allNamespacesFlag, flag, selectorFlag } from '../flags/groups.ts'
import { compareText, indentJson, list, objects, text, type Json, type JsonObject } from '../json.ts'
import { tableColumns } from '../printers/columns.ts'
import { toYaml } from '../printers/yaml.ts'
import { apiVersionOf, groupResource, type ResourceMapping } from '../resources.ts'
import { servedResources } from './served-resources.ts'

const CLIENT: JsonObject = {
  major: '1', minor: '35', gitVersion: 'v1.35.4', gitCommit: '', gitTreeState: 'clean', buildDate: '', goVersion: 'go1.25.9', compiler: 'gc', platform: 'linux/amd64',
} // prettier-ignore
const KUSTOMIZE = 'v5.7.1'

const minorOf = (info: JsonObject) => Number.parseInt(text(info, 'minor'), 10)

/** Order of Go's struct, not of the alphabet. */
const goJson = (value: Json): string => JSON.stringify(value, undefined, 2)

async function version(f: Factory): Promise<void> {
  if (f.args.length > 0) throw plain(`extra arguments: [${f.args.join(' ')}]`)
  const format = f.flags.text('output')
  if (format !== '' && format !== 'yaml' && format !== 'json')
    throw plain(`--output must be 'yaml' or 'json'`)
  let server: JsonObject | undefined
  let failure: unknown
  if (!f.flags.bool('client')) {
    try {
      server = await f.client.get('/version', { timeout: '32s' })
    } catch (error) {
      failure = error
    }
  }
  if (format === '') {
    f.out(`Client Version: ${text(CLIENT, 'gitVersion')}\nKustomize Version: ${KUSTOMIZE}\n`)
    if (server) f.out(`Server Version: ${text(server, 'gitVersion')}\n`)
  } else {
    const shown: JsonObject = {
      clientVersion: CLIENT,
      kustomizeVersion: KUSTOMIZE,
      ...(server ? { serverVersion: server } : {}),
    }
    f.out(format === 'json' ? `${goJson(shown)}\n` : toYaml(shown))
  }
  if (failure !== undefined) throw failure
  if (server && Math.abs(minorOf(server) - minorOf(CLIENT)) > 1) {
    f.err(
      `Warning: version difference between client (1.${minorOf(CLIENT)}) and server (1.${minorOf(server)}) exceeds the supported minor version skew of +/-1\n`,
    )
  }
}

async function clusterInfo(f: Factory): Promise<void> {
  const { server } = connection(f.host, f.flags, f.path)
  const labelSelector = 'kubernetes.io/cluster-service=true'
  const services = objects(
    await f.client.get('/api/v1/namespaces/kube-system/services', { labelSelector }),
    'items',
  )
  f.out(`Kubernetes control plane is running at ${server}\n`)
  for (const service of services) {
    const name =
      text(service, 'metadata', 'labels', 'kubernetes.io/name') || text(service, 'metadata', 'name')
    const [port] = objects(service, 'spec', 'ports')
    const target = `${text(service, 'metadata', 'name')}${text(port, 'name') ? `:${text(port, 'name')}` : ''}`
    f.out(`${name} is running at ${server}/api/v1/namespaces/kube-system/services/${target}/proxy\n`)
  }
  f.out("\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n")
}

function resourceRow(mapping: ResourceMapping, wide: boolean): string {
  const cells = [
    mapping.resource,
    mapping.shortNames.join(','),
    apiVersionOf(mapping),
    String(mapping.namespaced),
    mapping.kind,
  ]
  if (wide) cells.push(mapping.verbs.join(','), mapping.categories.join(','))
  return `${cells.join('\t')}\n`
}

/** metav1.APIResource in the order of its Go struct. */
const resourceObject = (one: ResourceMapping): JsonObject => ({
  name: one.resource,
  singularName: one.singular,
  namespaced: one.namespaced,
  ...(one.group === '' ? {} : { group: one.group }),
  version: one.version,
  kind: one.kind,
  verbs: one.verbs,
  ...(one.shortNames.length > 0 ? { shortNames: one.shortNames } : {}),
  ...(one.categories.length > 0 ? { categories: one.categories } : {}),
})

async function apiResources(f: Factory): Promise<void> {
  if (f.args.length > 0) throw usage(`unexpected arguments: [${f.args.join(' ')}]`, f.path)
  const format = f.flags.text('output')
  if (!['', 'wide', 'name', 'json', 'yaml'].includes(format))
    throw plain(`--output ${format} is not available`)
  const sort = f.flags.text('sort-by')
  if (!['', 'name', 'kind'].includes(sort)) throw plain('--sort-by accepts only name or kind')
  const served = await servedResources(f)
  const verbs = f.flags.list('verbs')
  const categories = f.flags.list('categories')
  let found = served.filter(
    (one) =>
      (!f.flags.changed('api-group') || one.group === f.flags.text('api-group')) &&
      (!f.flags.changed('namespaced') || one.namespaced === f.flags.bool('namespaced')) &&
      verbs.every((verb) => one.verbs.includes(verb)) &&
      categories.every((category) => one.categories.includes(category)),
  )
  if (sort === 'kind') found = found.toSorted((a, b) => compareText(a.kind, b.kind))
  else if (sort === 'name') found = found.toSorted((a, b) => compareText(a.resource, b.resource))
  if (format === 'json' || format === 'yaml') {
    const printed = { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: '', resources: found.map(resourceObject) } // prettier-ignore
    f.out(format === 'json' ? `${indentJson(printed, '    ', '', true)}\n` : toYaml(printed))
  } else if (format === 'name') f.out(found.map((one) => `${groupResource(one)}\n`).join(''))
  else {
    const header = `NAME\tSHORTNAMES\tAPIVERSION\tNAMESPACED\tKIND${format === 'wide' ? '\tVERBS\tCATEGORIES' : ''}\n`
    f.out(tableColumns().format((f.flags.bool('no-headers') ? '' : header) + found.map((one) => resourceRow(one, format === 'wide')).join(''))) // prettier-ignore
  }
}

async function apiVersions(f: Factory): Promise<void> {
  if (f.args.length > 0) throw usage(`unexpected arguments: [${f.args.join(' ')}]`, f.path)
  const core = await f.client.get('/api', { timeout: '32s' })
  const groups = await f.client.get('/apis', { timeout: '32s' })
  const versions = [
    ...list(core, 'versions').map(String),
    ...objects(groups, 'groups').flatMap((group) =>
      objects(group, 'versions').map((one) => text(one, 'groupVersion')),
    ),
  ]
  f.out(versions.toSorted(compareText).map((one) => `${one}\n`).join('')) // prettier-ignore
}

/** The metrics API is not served. */
async function top(f: Factory): Promise<void> {
  if (!['', 'cpu', 'memory'].includes(f.flags.text('sort-by')))
    throw plain('--sort-by accepts only cpu or memory')
  await f.client.call({ method: 'GET', path: '/api' }).catch(() => null)
  await f.client.call({ method: 'GET', path: '/apis' }).catch(() => null)
  throw plain('Metrics API not available')
}

const topFlags = [
  selectorFlag,
  allNamespacesFlag,
  flag.bool('no-headers', 'Without the line of headers'),
  flag.text('sort-by', 'cpu or memory'),
  flag.bool('containers', 'Each container'),
  flag.bool('use-protocol-buffers', 'Ask for protocol buffers', true),
  flag.bool('sum', 'Print the sum'),
  flag.text('field-selector', 'Field selector'),
  flag.bool('show-capacity', 'Show capacity'),
  flag.bool('show-swap', 'Show swap'),
]

export const versionCommand: Command = {
  name: 'version',
  short: 'Print the client and server version information',
  flags: [flag.bool('client', 'Only the client'), { ...flag.text('output', 'yaml or json'), short: 'o' }],
  run: version,
}
export const clusterInfoCommand: Command = {
  name: 'cluster-info',
  short: 'Display cluster information',
  run: clusterInfo,
}
export const apiResourcesCommand: Command = {
  name: 'api-resources',
  short: 'Print the supported API resources on the server',
  flags: [
    { ...flag.text('output', 'wide or name'), short: 'o' },
    flag.text('api-group', 'Only this group'),
    flag.bool('namespaced', 'Only types with or without namespaces', true),
    flag.bool('no-headers', 'Without the line of headers'),
    flag.bool('cached', 'Use what was learned before'),
    flag.text('sort-by', 'name or kind'),
    { name: 'verbs', type: 'stringSlice', usage: 'Only types with these verbs' },
    { name: 'categories', type: 'stringSlice', usage: 'Only types of these categories' },
  ],
  run: apiResources,
}
export const apiVersionsCommand: Command = {
  name: 'api-versions',
  short: 'Print the supported API versions on the server, in the form of "group/version"',
  run: apiVersions,
}
export const topCommand: Command = {
  name: 'top',
  short: 'Display resource (CPU/memory) usage',
  helpTo: 'stderr',
  commands: [
    {
      name: 'node',
      aliases: ['nodes', 'no'],
      short: 'Display resource (CPU/memory) usage of nodes',
      use: '[NAME | -l label]',
      flags: topFlags,
      run: top,
    },
    {
      name: 'pod',
      aliases: ['pods', 'po'],
      short: 'Display resource (CPU/memory) usage of pods',
      use: '[NAME | -l label]',
      flags: topFlags,
      run: top,
    },
  ],
}
