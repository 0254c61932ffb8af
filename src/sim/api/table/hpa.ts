/**
 * The row of a HorizontalPodAutoscaler.
 * @see kubernetes/pkg/printers/internalversion/printers.go (formatHPAMetrics), v1.35
 */
import type { ObjectParts } from '../registry/strategy.ts'
import { age } from './pod.ts'
import type { Cells } from './cells.ts'

interface Target {
  type?: string
  value?: string
  averageValue?: string
  averageUtilization?: number
}
interface Metric {
  type: string
  [source: string]: unknown
}
interface Source {
  name?: string
  container?: string
  target?: Target
  current?: Target
}

const SHOWN = 2
const UNKNOWN = '<unknown>'

const sourceOf = (metric: Metric | undefined): Source => {
  if (!metric) return {}
  const key = metric.type.charAt(0).toLowerCase() + metric.type.slice(1)
  return (metric[key] ?? {}) as Source
}

function formatMetric(metric: Metric, current: Metric | undefined): string {
  const { name = '', target = {} } = sourceOf(metric)
  const now = sourceOf(current).current
  const named = metric.type === 'Resource' || metric.type === 'ContainerResource'
  const prefix = named ? `${name}: ` : ''
  const suffix = (text: string | undefined): string =>
    named || metric.type === 'Pods' ? (text ?? '') : `${text ?? ''} (avg)`
  if (target.averageValue !== undefined)
    return `${prefix}${now?.averageValue ?? UNKNOWN}/${suffix(target.averageValue)}`
  if (named) {
    const percent = now?.averageUtilization === undefined ? UNKNOWN : `${now.averageUtilization}%`
    const wanted = target.averageUtilization === undefined ? '<auto>' : `${target.averageUtilization}%`
    return `${prefix}${percent}/${wanted}`
  }
  return `${now?.value ?? UNKNOWN}/${target.value ?? ''}`
}

export function hpaRow(object: ObjectParts, now: number): Cells {
  const spec = (object.spec ?? {}) as {
    scaleTargetRef: { kind: string; name: string }
    minReplicas?: number
    maxReplicas: number
    metrics?: Metric[]
  }
  const status = (object.status ?? {}) as { currentReplicas?: number; currentMetrics?: Metric[] | null }
  const metrics = spec.metrics ?? []
  const shown = metrics.slice(0, SHOWN).map((metric, i) => formatMetric(metric, status.currentMetrics?.[i]))
  const more = metrics.length - shown.length
  const targets = metrics.length === 0 ? '<none>' : shown.join(', ') + (more > 0 ? ` + ${more} more...` : '')
  return [
    object.metadata.name,
    `${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}`,
    targets,
    spec.minReplicas === undefined ? '<unset>' : String(spec.minReplicas),
    spec.maxReplicas,
    status.currentReplicas ?? 0,
    age(object.metadata.creationTimestamp, now),
  ]
}
