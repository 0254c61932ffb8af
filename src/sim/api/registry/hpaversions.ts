/**
 * HorizontalPodAutoscaler as autoscaling/v1: one CPU target as a field, everything else as annotations.
 * @see kubernetes/pkg/apis/autoscaling/v1/conversion.go, v1.35
 */
import type { ObjectParts } from './strategy.ts'

const METRICS = 'autoscaling.alpha.kubernetes.io/metrics'
const BEHAVIOR = 'autoscaling.alpha.kubernetes.io/behavior'
const CONDITIONS = 'autoscaling.alpha.kubernetes.io/conditions'
const CURRENT_METRICS = 'autoscaling.alpha.kubernetes.io/current-metrics'

type Fields = Record<string, unknown>
interface Metric {
  type: string
  resource?: { name: string; target?: Fields; current?: Fields }
}

/** The metric that v1 has a field for: CPU in percent of the requests. */
const isCpuPercent = ({ type, resource }: Metric, part: 'target' | 'current'): boolean =>
  type === 'Resource' && resource?.name === 'cpu' && resource[part]?.averageUtilization !== undefined

export function hpaFromStored(object: ObjectParts): ObjectParts {
  const spec = (object.spec ?? {}) as Fields
  const status = (object.status ?? {}) as Fields
  const { metrics, behavior, ...rest } = spec
  const { currentMetrics, conditions, ...counts } = status
  const all = (metrics ?? []) as Metric[]
  const current = (currentMetrics ?? []) as Metric[]
  const cpu = all.find((metric) => isCpuPercent(metric, 'target'))
  const cpuNow = current.find((metric) => isCpuPercent(metric, 'current'))
  const annotations: Record<string, string> = { ...object.metadata.annotations }
  const keep = (name: string, value: unknown, empty: boolean): void => {
    if (!empty) annotations[name] = JSON.stringify(value)
  }
  const others = all.filter((metric) => metric !== cpu).map(toV1Metric)
  keep(METRICS, others, others.length === 0)
  keep(BEHAVIOR, toGoNames(behavior), behavior === undefined)
  keep(CONDITIONS, conditions, conditions === undefined)
  const othersNow = current.filter((metric) => metric !== cpuNow).map(toV1Metric)
  keep(CURRENT_METRICS, othersNow, othersNow.length === 0)
  const target = cpu?.resource?.target?.averageUtilization
  const utilization = cpuNow?.resource?.current?.averageUtilization
  const { annotations: _, ...metadata } = object.metadata
  return {
    ...object,
    apiVersion: 'autoscaling/v1',
    metadata: Object.keys(annotations).length > 0 ? { ...metadata, annotations } : metadata,
    spec: { ...rest, ...(target === undefined ? {} : { targetCPUUtilizationPercentage: target }) },
    status: {
      currentReplicas: 0,
      ...counts,
      ...(utilization === undefined ? {} : { currentCPUUtilizationPercentage: utilization }),
    },
  }
}

/** autoscaling/v1 spells a metric's target as two fields. */
function toV1Metric({ type, ...sources }: Metric): unknown {
  const [source, value] = Object.entries(sources)[0] ?? ['', {}]
  const { target, current, ...rest } = value as Fields & { target?: Fields; current?: Fields }
  const given = target ?? current ?? {}
  const prefix = target ? 'target' : 'current'
  const out: Fields = { ...rest }
  if (given.averageUtilization !== undefined) out[`${prefix}AverageUtilization`] = given.averageUtilization
  if (given.averageValue !== undefined) out[`${prefix}AverageValue`] = given.averageValue
  if (given.value !== undefined) out[`${prefix}Value`] = given.value
  return { type, [source]: out }
}

function fromV1Metric({ type, ...sources }: Metric): unknown {
  const [source, value] = Object.entries(sources)[0] ?? ['', {}]
  const { targetAverageUtilization, targetAverageValue, targetValue, ...rest } = value as Fields
  const target =
    targetAverageUtilization !== undefined
      ? { type: 'Utilization', averageUtilization: targetAverageUtilization }
      : targetAverageValue !== undefined
        ? { type: 'AverageValue', averageValue: targetAverageValue }
        : { type: 'Value', value: targetValue }
  return { type, [source]: { ...rest, target } }
}

/** The behaviour is kept with the Go names of its internal type. */
function toGoNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toGoNames)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key.charAt(0).toUpperCase() + key.slice(1), toGoNames(part)]),
  )
}

function fromGoNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromGoNames)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key.charAt(0).toLowerCase() + key.slice(1),
      fromGoNames(part),
    ]),
  )
}

function annotated(annotations: Record<string, string>, name: string): unknown {
  const text = annotations[name]
  delete annotations[name]
  try {
    return text === undefined ? undefined : (JSON.parse(text) as unknown)
  } catch {
    return undefined
  }
}

export function hpaToStored(object: ObjectParts): ObjectParts {
  const { targetCPUUtilizationPercentage, ...spec } = (object.spec ?? {}) as Fields
  const { currentCPUUtilizationPercentage, ...status } = (object.status ?? {}) as Fields
  const annotations = { ...object.metadata.annotations }
  const others = (annotated(annotations, METRICS) ?? []) as Metric[]
  const behavior = fromGoNames(annotated(annotations, BEHAVIOR))
  const conditions = annotated(annotations, CONDITIONS)
  const cpu =
    targetCPUUtilizationPercentage === undefined
      ? []
      : [
          {
            type: 'Resource',
            resource: {
              name: 'cpu',
              target: { type: 'Utilization', averageUtilization: targetCPUUtilizationPercentage },
            },
          },
        ]
  const metrics = [...others.map(fromV1Metric), ...cpu]
  const current =
    currentCPUUtilizationPercentage === undefined
      ? []
      : [
          {
            type: 'Resource',
            resource: { name: 'cpu', current: { averageUtilization: currentCPUUtilizationPercentage } },
          },
        ]
  const { annotations: _, ...metadata } = object.metadata
  return {
    ...object,
    apiVersion: 'autoscaling/v2',
    metadata: Object.keys(annotations).length > 0 ? { ...metadata, annotations } : metadata,
    spec: {
      ...spec,
      ...(metrics.length > 0 ? { metrics } : {}),
      ...(behavior === undefined ? {} : { behavior }),
    },
    status: {
      ...status,
      ...(current.length > 0 ? { currentMetrics: current } : {}),
      ...(conditions === undefined ? {} : { conditions }),
    },
  }
}
