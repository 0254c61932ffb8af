/** `kubectl expose`. @see k8s.io/kubectl/pkg/cmd/expose/expose.go, polymorphichelpers */
import { build } from '../builder.ts'
import { objectOf, type Info } from '../info.ts'
import { plain, several } from '../errors.ts'
import { dryRunOf, writeQuery, type Command, type Factory } from '../factory.ts'
import { dryRunFlag, fieldManagerFlag, filenameFlags, flag, printFlags, recordFlag } from '../flags/groups.ts'
import { at, int, isObject, object, objects, text, type JsonObject } from '../json.ts'
import { mergePatch } from '../patch/merge.ts'
import { operationPrinter } from '../printers/objects.ts'
import { collectionPath, groupKind, mappingForResource } from '../resources.ts'
import { readYaml } from '../yaml-input.ts'
import { targetsOf } from './targets.ts'

/** The labels that select the object's pods. */
function podSelector(info: Info): JsonObject {
  const value = objectOf(info)
  switch (info.mapping.kind) {
    case 'Pod': {
      const labels = object(value, 'metadata', 'labels')
      if (Object.keys(labels).length === 0) throw plain('the pod has no labels and cannot be exposed')
      return labels
    }
    case 'Service':
    case 'ReplicationController':
      return object(value, 'spec', 'selector')
    case 'Deployment':
    case 'ReplicaSet':
      if (objects(value, 'spec', 'selector', 'matchExpressions').length > 0) {
        throw plain(
          `couldn't convert expressions - "${JSON.stringify(at(value, 'spec', 'selector', 'matchExpressions'))}" to map-based selector format`,
        )
      }
      return object(value, 'spec', 'selector', 'matchLabels')
    default:
      throw plain(`cannot expose a ${groupKind(info.mapping)}`)
  }
}

/** Ports of the containers (or of the Service itself), with their protocols. */
function introspectedPorts(info: Info): [number, string][] {
  const value = objectOf(info)
  if (info.mapping.kind === 'Service')
    return objects(value, 'spec', 'ports').map((one) => [int(one, 'port'), text(one, 'protocol')])
  const spec = info.mapping.kind === 'Pod' ? at(value, 'spec') : at(value, 'spec', 'template', 'spec')
  return objects(spec, 'containers').flatMap((one) => objects(one, 'ports')).map((one) => [int(one, 'containerPort'), text(one, 'protocol')]) // prettier-ignore
}

function serviceOf(f: Factory, info: Info): JsonObject {
  const selector = f.flags.text('selector') === '' ? podSelector(info) : Object.fromEntries(f.flags.text('selector').split(',').map((one) => one.split('=') as [string, string])) // prettier-ignore
  const given = f.flags.text('port')
  const known = introspectedPorts(info)
  const headless = f.flags.text('cluster-ip') === 'None'
  if (given === '' && known.length === 0 && !headless)
    throw plain("couldn't find port via --port flag or introspection")
  for (const one of given === '' ? [] : given.split(','))
    if (!/^[+-]?\d+$/.test(one)) throw plain(`strconv.Atoi: parsing ${JSON.stringify(one)}: invalid syntax`)
  const affinity = f.flags.text('session-affinity')
  if (!['', 'None', 'ClientIP'].includes(affinity)) throw plain(`unknown session affinity: ${affinity}`)
  const numbers = given === '' ? known.map(([port]) => port) : given.split(',').map(Number)
  const target = f.flags.text('target-port')
  const ports = numbers.map((port, i): JsonObject => {
    const protocol = f.flags.text('protocol') || known.find(([one]) => one === port)?.[1] || 'TCP'
    const targetPort = target === '' ? port : /^\d+$/.test(target) ? Number(target) : target
    return { ...(numbers.length > 1 ? { name: `port-${i + 1}` } : {}), port, protocol, targetPort }
  })
  const labels = f.flags.text('labels') === '' ? object(objectOf(info), 'metadata', 'labels') : Object.fromEntries(f.flags.text('labels').split(',').map((one) => one.split('=') as [string, string])) // prettier-ignore
  const name = f.flags.text('name') || info.name
  const spec: JsonObject = { selector }
  if (ports.length > 0) spec.ports = ports
  if (f.flags.text('type') !== '') spec.type = f.flags.text('type')
  if (f.flags.text('cluster-ip') !== '') spec.clusterIP = f.flags.text('cluster-ip')
  if (f.flags.text('external-ip') !== '') spec.externalIPs = [f.flags.text('external-ip')]
  if (f.flags.text('session-affinity') !== '') spec.sessionAffinity = f.flags.text('session-affinity')
  if (f.flags.text('load-balancer-ip') !== '') spec.loadBalancerIP = f.flags.text('load-balancer-ip')
  const metadata: JsonObject = Object.keys(labels).length > 0 ? { labels, name } : { name }
  return { apiVersion: 'v1', kind: 'Service', metadata, spec, status: { loadBalancer: {} } }
}

function overridden(f: Factory, service: JsonObject): JsonObject {
  const source = f.flags.text('overrides')
  const parsed = source === '' ? undefined : readYaml(source)
  return parsed?.ok && isObject(parsed.value) ? mergePatch(service, parsed.value) : service
}

async function run(f: Factory): Promise<void> {
  const dryRun = dryRunOf(f)
  const print = operationPrinter(f, dryRun)
  const result = await build(f, { ...targetsOf(f), selector: undefined, latest: true, continueOnError: true })
  const { infos, errors } = await result.infos()
  if (errors.length > 0) throw several(errors)
  for (const info of infos) {
    const body = overridden(f, serviceOf(f, info))
    if (dryRun === 'client') {
      print('exposed', body)
      continue
    }
    const query = writeQuery({ fieldManager: f.flags.text('field-manager'), dryRun })
    const answer = await f.client.call({
      method: 'POST',
      path: collectionPath(mappingForResource('services'), f.namespace),
      body,
      query,
    })
    print('exposed', isObject(answer) ? answer : body)
  }
}

export const expose: Command = {
  name: 'expose',
  short:
    'Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service',
  use: '(-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] [--external-ip=external-ip-of-service] [--type=type]',
  flags: [
    ...printFlags,
    ...filenameFlags,
    dryRunFlag,
    recordFlag,
    fieldManagerFlag('kubectl-expose'),
    flag.text('port', 'Port of the service'),
    flag.text('target-port', 'Port of the container'),
    flag.text('protocol', 'TCP, UDP or SCTP'),
    flag.text('type', 'ClusterIP, NodePort, LoadBalancer or ExternalName'),
    flag.text('name', 'Name of the service'),
    flag.text('cluster-ip', 'Address of the service, or None'),
    flag.text('external-ip', 'External address'),
    flag.text('load-balancer-ip', 'Address of the load balancer'),
    flag.text('session-affinity', 'None or ClientIP'),
    { ...flag.text('labels', 'Labels of the service'), short: 'l' },
    flag.text('selector', 'Selector of the service'),
    flag.text('overrides', 'JSON that is merged into the service'),
    flag.bool('save-config', 'Keep the configuration in an annotation, for apply'),
  ],
  run,
}
