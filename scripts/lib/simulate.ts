/** Runs a manifest in a simulated cluster and tells what happened, line by line; the same bytes for the same seed. */
import { parseAllDocuments } from 'yaml'
import type { Resource } from '../../src/sim/api/resources.ts'
import type { KubeEvent } from '../../src/sim/api/types/core.ts'
import { createCluster, type Cluster } from '../../src/sim/cluster.ts'
import { PRESETS } from '../../src/sim/images/presets.ts'
import { REALISTIC } from '../../src/sim/latencies.ts'
import { DEFAULT_EPOCH_SECONDS, SECOND, type Us } from '../../src/sim/time.ts'

export interface SimulateOptions {
  seed: number
  /** Given to each of the two phases: until the manifest is up, and after the new image. */
  seconds: number
  /** A tag (`v2`) for the first container's image of each Deployment, or a whole reference. */
  setImage?: string
  decisions: boolean
}

const RESOURCES: Readonly<Record<string, Resource>> = {
  Deployment: 'deployments',
  ReplicaSet: 'replicasets',
  ReplicationController: 'replicationcontrollers',
  Service: 'services',
  Pod: 'pods',
  ResourceQuota: 'resourcequotas',
  LimitRange: 'limitranges',
  ConfigMap: 'configmaps',
}

interface Manifest {
  kind: string
  metadata: { name: string; namespace?: string }
}

export function simulate(yaml: string, options: SimulateOptions): { lines: string[]; error?: string } {
  const cluster = createCluster({
    seed: options.seed,
    epochSeconds: DEFAULT_EPOCH_SECONDS,
    nodes: ['node-1', 'node-2', 'node-3'],
    images: PRESETS,
    latencies: REALISTIC,
  })
  const lines: string[] = []
  for (const manifest of parseAllDocuments(yaml).map((document) => document.toJS() as Manifest | null)) {
    if (!manifest) continue
    const resource = RESOURCES[manifest.kind]
    if (!resource) return { lines, error: `no such kind: ${manifest.kind}` }
    const created = cluster.api.create(resource, manifest.metadata.namespace ?? 'default', manifest)
    if (!created.ok) return { lines, error: created.status.message ?? 'refused' }
  }
  runAndTell(cluster, options, lines)
  if (options.setImage !== undefined) {
    const error = setImages(cluster, options.setImage)
    if (error !== undefined) return { lines, error }
    runAndTell(cluster, options, lines)
  }
  return { lines }
}

function setImages({ api }: Cluster, wanted: string): string | undefined {
  for (const d of api.list('deployments')) {
    const [container, ...rest] = d.spec.template.spec.containers
    if (!container) continue
    const image = /[/:]/.test(wanted)
      ? wanted
      : `${(container.image ?? '').replace(/:[^/:]*$/, '')}:${wanted}`
    const podSpec = { ...d.spec.template.spec, containers: [{ ...container, image }, ...rest] }
    const spec = { ...d.spec, template: { ...d.spec.template, spec: podSpec } }
    const updated = api.update('deployments', { ...d, spec })
    if (!updated.ok) return updated.status.message ?? 'refused'
  }
  return undefined
}

function runAndTell(cluster: Cluster, { seconds, decisions }: SimulateOptions, lines: string[]): void {
  cluster.runUntil(cluster.now + seconds * SECOND)
  const changes = cluster.drain()
  const told: { at: Us; line: string }[] = []
  for (const { at, event } of changes.writes)
    if (event.resource === 'events' && event.type !== 'DELETED')
      told.push({ at, line: eventLine(event.object as KubeEvent) })
  if (decisions)
    for (const { at, id: _id, actor, ...body } of changes.decisions)
      told.push({ at, line: `${actor} decides ${JSON.stringify(body)}` })
  told.sort((a, b) => a.at - b.at)
  for (const { at, line } of told) lines.push(`${(at / SECOND).toFixed(6).padStart(11)} ${line}`)
}

function eventLine(event: KubeEvent): string {
  const { kind, name } = event.involvedObject
  const source = event.source.component ?? event.reportingComponent ?? ''
  const times = (event.count ?? 1) > 1 ? ` (x${event.count})` : ''
  return `${source} ${kind}/${name} ${event.type} ${event.reason}: ${event.message}${times}`
}
