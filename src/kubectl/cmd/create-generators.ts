/** `kubectl create deployment|service|namespace|configmap|…`. @see k8s.io/kubectl/pkg/cmd/create/create_*.go */
import { plain, QUANTITY } from '../errors.ts'
import type { Command, Factory } from '../factory.ts'
import { flag } from '../flags/groups.ts'
import type { FlagSpec } from '../flags/pflag.ts'
import type { JsonObject } from '../json.ts'
import { canonicalQuantity } from '../quantity.ts'
import { dataFlags, dataOf } from './create-data.ts'
import { createSecret } from './create-secret.ts'
import { batchGenerators } from './create-batch.ts'
import { policyGenerators } from './create-policy.ts'
import { rbacGenerators } from './create-rbac.ts'
import { nameOf, requireFlags, send, shared } from './create-send.ts'

/** The last part of an image's path, without tag and digest. */
export const containerNameOf = (image: string): string =>
  (image.split('/').at(-1) ?? '').replace(/[:@].*$/, '').replaceAll('_', '-')

async function deployment(f: Factory): Promise<void> {
  requireFlags(f, ['image'])
  const name = nameOf(f)
  const images = f.flags.list('image')
  const command = f.dash < 0 ? [] : f.args.slice(f.dash)
  if (images.length > 1 && command.length > 0)
    throw plain('cannot specify multiple --image options and command')
  const port = f.flags.int('port')
  const replicas = f.flags.int('replicas')
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
    if (!/^\d+$/.test(text)) throw plain(`strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`)
    if (Number(text) > 65535)
      throw plain(`strconv.ParseUint: parsing ${JSON.stringify(text)}: value out of range`)
    return Number(text)
  }
  const port = number(parts[0] ?? '')
  const target = parts[1] ?? parts[0] ?? ''
  const targetPort = /^\d+$/.test(target) ? number(target) : target
  const name = parts.length > 1 ? `${parts[0] ?? ''}-${parts[1] ?? ''}` : (parts[0] ?? '')
  return { name, protocol: 'TCP', port, targetPort, ...(nodePort > 0 ? { nodePort } : {}) }
}

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/

type ServiceType = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName'

async function service(f: Factory, type: ServiceType): Promise<void> {
  const name = nameOf(f)
  const tcp = f.flags.list('tcp')
  const clusterIP = f.flags.has('clusterip') ? f.flags.text('clusterip') : ''
  if (type === 'ExternalName' && !f.flags.changed('external-name'))
    throw plain('required flag(s) "external-name" not set')
  const externalName = type === 'ExternalName' ? f.flags.text('external-name') : ''
  if (type === 'ExternalName' && !SUBDOMAIN.test(externalName))
    throw plain(`invalid service external name ${externalName}`)
  if (type !== 'ExternalName' && clusterIP !== 'None' && tcp.length === 0)
    throw plain('at least one tcp port specifier must be provided')
  const labels = { app: name }
  const spec: JsonObject = { selector: labels, type }
  if (tcp.length > 0)
    spec.ports = tcp.map((one) => tcpPort(one, f.flags.has('node-port') ? f.flags.int('node-port') : 0))
  if (clusterIP !== '') spec.clusterIP = clusterIP
  if (type === 'ExternalName') spec.externalName = externalName
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
  const data = dataOf(f, 'ConfigMap', name)
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
    const quantity = canonicalQuantity(value)
    if (quantity === undefined) throw plain(QUANTITY)
    hard[key] = quantity
  }
  const scopes = f.flags.text('scopes').split(',').filter(Boolean)
  await send(
    f,
    'resourcequotas',
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name },
      spec: scopes.length > 0 ? { hard, scopes } : { hard },
      status: {},
    },
    'failed to create quota',
  )
}

const tcp: FlagSpec = { name: 'tcp', type: 'stringSlice', usage: 'Port pairs: PORT:TARGETPORT' }
const serviceCommand = (name: string, type: ServiceType, flags: FlagSpec[]): Command => ({
  name,
  short: `Create ${type === 'ExternalName' ? 'an' : 'a'} ${type} service`,
  use: 'NAME [--tcp=<port>:<targetPort>] [--dry-run=server|client|none]',
  flags: [...shared, tcp, ...flags],
  run: (f) => service(f, type),
})

export const generators: Command[] = [
  rbacGenerators.clusterRole,
  rbacGenerators.clusterRoleBinding,
  {
    name: 'configmap',
    aliases: ['cm'],
    short: 'Create a config map from a local file, directory or literal value',
    use: 'NAME [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]',
    flags: [...shared, ...dataFlags],
    run: configMap,
  },
  batchGenerators.cronJob,
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
  policyGenerators.ingress,
  batchGenerators.job,
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
  policyGenerators.budget,
  policyGenerators.priorityClass,
  {
    name: 'quota',
    aliases: ['resourcequota'],
    short: 'Create a quota with the specified name',
    use: 'NAME [--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2] [--dry-run=server|client|none]',
    flags: [...shared, flag.text('hard', 'Limits, e.g. pods=5'), flag.text('scopes', 'Scopes of the quota')],
    run: quota,
  },
  rbacGenerators.role,
  rbacGenerators.roleBinding,
  createSecret,
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
  batchGenerators.token,
]
