/** `kubectl create deployment|service|namespace|configmap|…`. @see k8s.io/kubectl/pkg/cmd/create/create_*.go */
import { asKubectlError, plain, usage } from '../errors.ts'
import { dryRunOf, validationOf, writeQuery, type Command, type Factory } from '../factory.ts'
import { dryRunFlag, fieldManagerFlag, flag, printFlags, validateFlag } from '../flags/groups.ts'
import type { FlagSpec } from '../flags/pflag.ts'
import { isObject, put, type JsonObject } from '../json.ts'
import { operationPrinter } from '../printers/objects.ts'
import { collectionPath, mappingForResource } from '../resources.ts'
import { withLastApplied } from './apply.ts'

const shared: FlagSpec[] = [
  ...printFlags,
  validateFlag,
  dryRunFlag,
  fieldManagerFlag('kubectl-create'),
  flag.bool('save-config', 'Keep the configuration in an annotation, for apply'),
]

/** The one NAME argument, words after `--` left out. */
function nameOf(f: Factory): string {
  const names = f.dash < 0 ? f.args : f.args.slice(0, f.dash)
  const [name] = names
  if (names.length !== 1 || name === undefined)
    throw usage(`exactly one NAME is required, got ${names.length}`, f.path)
  return name
}

async function send(f: Factory, resource: string, made: JsonObject, failed?: string): Promise<void> {
  const mapping = mappingForResource(resource)
  const dryRun = dryRunOf(f)
  const print = operationPrinter(f, dryRun, true)
  const body = f.flags.bool('save-config') ? withLastApplied(made) : made
  if (mapping.namespaced && f.enforceNamespace) put(body, ['metadata', 'namespace'], f.namespace)
  if (dryRun === 'client') {
    print('created', body)
    return
  }
  const query = writeQuery({
    fieldManager: f.flags.text('field-manager'),
    dryRun,
    fieldValidation: validationOf(f),
  })
  const answer = await f.client
    .call({ method: 'POST', path: collectionPath(mapping, f.namespace), body, query })
    .catch((error: unknown) => {
      if (failed === undefined) throw error
      throw plain(`${failed}: ${asKubectlError(error).message}`)
    })
  print('created', isObject(answer) ? answer : body)
}

/** The last part of an image's path, without tag and digest. */
export const containerNameOf = (image: string): string =>
  (image.split('/').at(-1) ?? '').replace(/[:@].*$/, '').replaceAll('_', '-')

async function deployment(f: Factory): Promise<void> {
  if (!f.flags.changed('image')) throw plain('required flag(s) "image" not set')
  const name = nameOf(f)
  const images = f.flags.list('image')
  const command = f.dash < 0 ? [] : f.args.slice(f.dash)
  if (images.length > 1 && command.length > 0)
    throw plain('cannot specify multiple --image options and command')
  const port = f.flags.int('port')
  const replicas = f.flags.int('replicas')
  if (replicas < 0) throw plain('replicas can only be a non-negative number')
  const containers = images.map((image): JsonObject => ({
    name: containerNameOf(image),
    image,
    ...(command.length > 0 ? { command } : {}),
    ...(port >= 0 && f.flags.changed('port') ? { ports: [{ containerPort: port }] } : {}),
    resources: {},
  }))
  const labels = { app: name }
  const template = { metadata: { labels }, spec: { containers } }
  const spec = { replicas, selector: { matchLabels: labels }, strategy: {}, template }
  const made = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { labels, name }, spec, status: {} }
  await send(f, 'deployments', made, 'failed to create deployment')
}

function tcpPort(spec: string, nodePort: number): JsonObject {
  const parts = spec.split(':')
  const number = (text: string) => {
    if (!/^\d+$/.test(text) || Number(text) < 1 || Number(text) > 65535) throw plain(`invalid port: ${text}`)
    return Number(text)
  }
  const port = number(parts[0] ?? '')
  const target = parts[1] ?? parts[0] ?? ''
  const targetPort = /^\d+$/.test(target) ? number(target) : target
  const name = parts.length > 1 ? `${parts[0] ?? ''}-${parts[1] ?? ''}` : (parts[0] ?? '')
  return { name, protocol: 'TCP', port, targetPort, ...(nodePort > 0 ? { nodePort } : {}) }
}

type ServiceType = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName'

async function service(f: Factory, type: ServiceType): Promise<void> {
  const name = nameOf(f)
  const tcp = f.flags.list('tcp')
  const clusterIP = f.flags.has('clusterip') ? f.flags.text('clusterip') : ''
  if (clusterIP === 'None' && tcp.length > 0) throw plain('can not map ports with clusterip=None')
  if (type !== 'ExternalName' && clusterIP !== 'None' && tcp.length === 0)
    throw plain('at least one tcp port specifier must be provided')
  const labels = { app: name }
  const spec: JsonObject = { selector: labels, type }
  if (tcp.length > 0)
    spec.ports = tcp.map((one) => tcpPort(one, f.flags.has('node-port') ? f.flags.int('node-port') : 0))
  if (clusterIP !== '') spec.clusterIP = clusterIP
  if (type === 'ExternalName') spec.externalName = f.flags.text('external-name')
  const made = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { labels, name },
    spec,
    status: { loadBalancer: {} },
  }
  await send(f, 'services', made, `failed to create ${type} service`)
}

async function configMap(f: Factory): Promise<void> {
  const name = nameOf(f)
  const data: JsonObject = {}
  for (const pair of f.flags.list('from-literal')) {
    const equals = pair.indexOf('=')
    if (equals < 1) throw plain(`invalid literal source ${pair}, expected key=value`)
    data[pair.slice(0, equals)] = pair.slice(equals + 1)
  }
  for (const pair of f.flags.list('from-file')) {
    const [key, path = key ?? ''] = pair.includes('=') ? pair.split('=') : [pair.split('/').at(-1), pair]
    const content = f.host.readFile(path)
    if (content === undefined) throw plain(`error reading ${path}: no such file or directory`)
    data[key ?? path] = content
  }
  const made: JsonObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } }
  if (Object.keys(data).length > 0) made.data = data
  await send(f, 'configmaps', made, 'failed to create configmap')
}

async function quota(f: Factory): Promise<void> {
  const name = nameOf(f)
  const hard: JsonObject = {}
  for (const part of f.flags.text('hard').split(',').filter(Boolean)) {
    const [key = '', value] = part.split('=')
    if (value === undefined) throw plain(`Invalid argument syntax ${part}, expected <resource>=<value>`)
    hard[key] = value
  }
  await send(
    f,
    'resourcequotas',
    { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name }, spec: { hard }, status: {} },
    'failed to create quota',
  )
}

const tcp: FlagSpec = { name: 'tcp', type: 'stringSlice', usage: 'Port pairs: PORT:TARGETPORT' }
const serviceCommand = (name: string, type: ServiceType, flags: FlagSpec[]): Command => ({
  name,
  short: `Create a ${type} service`,
  use: 'NAME [--tcp=<port>:<targetPort>] [--dry-run=server|client|none]',
  flags: [...shared, tcp, ...flags],
  run: (f) => service(f, type),
})

export const generators: Command[] = [
  {
    name: 'configmap',
    aliases: ['cm'],
    short: 'Create a config map from a local file, directory or literal value',
    use: 'NAME [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]',
    flags: [
      ...shared,
      { name: 'from-literal', type: 'stringArray', usage: 'key=value' },
      { name: 'from-file', type: 'stringSlice', usage: 'File to take a value from' },
    ],
    run: configMap,
  },
  {
    name: 'deployment',
    aliases: ['deploy'],
    short: 'Create a deployment with the specified name',
    use: 'NAME --image=image -- [COMMAND] [args...]',
    flags: [
      ...shared,
      { name: 'image', type: 'stringSlice', usage: 'Image of a container' },
      { name: 'port', type: 'int32', default: '-1', usage: 'Port of the container' },
      { name: 'replicas', short: 'r', type: 'int32', default: '1', usage: 'Number of replicas' },
    ],
    run: deployment,
  },
  {
    name: 'namespace',
    aliases: ['ns'],
    short: 'Create a namespace with the specified name',
    use: 'NAME [--dry-run=server|client|none]',
    flags: shared,
    run: (f) =>
      send(f, 'namespaces', {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: nameOf(f) },
        spec: {},
        status: {},
      }),
  },
  {
    name: 'quota',
    aliases: ['resourcequota'],
    short: 'Create a quota with the specified name',
    use: 'NAME [--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2] [--dry-run=server|client|none]',
    flags: [...shared, flag.text('hard', 'Limits, e.g. pods=5'), flag.text('scopes', 'Scopes of the quota')],
    run: quota,
  },
  {
    name: 'service',
    aliases: ['svc'],
    short: 'Create a service using a specified subcommand',
    helpTo: 'stderr',
    commands: [
      serviceCommand('clusterip', 'ClusterIP', [flag.text('clusterip', 'Address of the service, or None')]),
      serviceCommand('externalname', 'ExternalName', [flag.text('external-name', 'External name')]),
      serviceCommand('loadbalancer', 'LoadBalancer', []),
      serviceCommand('nodeport', 'NodePort', [
        { name: 'node-port', type: 'int', default: '0', usage: 'Port on each node' },
      ]),
    ],
  },
  {
    name: 'serviceaccount',
    aliases: ['sa'],
    short: 'Create a service account with the specified name',
    use: 'NAME [--dry-run=server|client|none]',
    flags: shared,
    run: (f) =>
      send(
        f,
        'serviceaccounts',
        { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: nameOf(f) } },
        'failed to create serviceaccount',
      ),
  },
]
