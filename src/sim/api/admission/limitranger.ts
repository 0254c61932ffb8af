/**
 * LimitRanger: defaults of requests and limits, and what is too little or too much.
 * @see kubernetes/plugin/pkg/admission/limitranger/admission.go, v1.35
 */
import { forbidden } from '../errors.ts'
import { formatQuantity, parseQuantity, type Quantity } from '../quantity.ts'
import { KINDS } from '../registry/kinds.ts'
import type { LimitRange, LimitRangeItem } from '../types/core.ts'
import type { Status } from '../types/meta.ts'
import type { Container, Pod, ResourceList } from '../types/pod.ts'
import type { VerbContext } from '../verbs/context.ts'
import { podTotals, quantityOf } from './podtotals.ts'

const ANNOTATION = 'kubernetes.io/limit-ranger'

const rangesOf = (context: VerbContext, pod: Pod): readonly LimitRange[] =>
  context.store.list('limitranges', pod.metadata.namespace ?? '') as readonly LimitRange[]

function fill(
  given: ResourceList | undefined,
  defaults: ResourceList,
): { list: ResourceList | undefined; set: string[] } {
  const set = Object.keys(defaults)
    .filter((name) => given?.[name] === undefined)
    .sort()
  if (set.length === 0) return { list: given, set }
  return { list: { ...given, ...Object.fromEntries(set.map((name) => [name, defaults[name] ?? '0'])) }, set }
}

function filled(container: Container, what: string, item: LimitRangeItem, notes: string[]): Container {
  const limits = fill(container.resources?.limits, item.default ?? {})
  const requests = fill(container.resources?.requests, item.defaultRequest ?? {})
  const note = (set: string[], of: string): void => {
    if (set.length > 0) notes.push(`${set.join(', ')} ${of} for ${what} ${container.name}`)
  }
  note(requests.set, 'request')
  note(limits.set, 'limit')
  if (requests.set.length + limits.set.length === 0) return container
  return {
    ...container,
    resources: {
      ...container.resources,
      ...(limits.list ? { limits: limits.list } : {}),
      ...(requests.list ? { requests: requests.list } : {}),
    },
  }
}

/** Fills a new pod's requests and limits, and says in an annotation what was filled. */
export function applyLimitDefaults(context: VerbContext, pod: Pod): void {
  const notes: string[] = []
  for (const range of rangesOf(context, pod)) {
    for (const item of range.spec.limits ?? []) {
      if (item.type !== 'Container') continue
      const { initContainers } = pod.spec
      pod.spec = {
        ...pod.spec,
        containers: pod.spec.containers.map((c) => filled(c, 'container', item, notes)),
        ...(initContainers
          ? { initContainers: initContainers.map((c) => filled(c, 'init container', item, notes)) }
          : {}),
      }
    }
  }
  if (notes.length === 0) return
  const annotations = {
    ...pod.metadata.annotations,
    [ANNOTATION]: `LimitRanger plugin set: ${notes.join('; ')}`,
  }
  pod.metadata = { ...pod.metadata, annotations }
}

interface Amounts {
  requests: Record<string, Quantity>
  limits: Record<string, Quantity>
}

/** Violations of one item of a range by a container's or a pod's amounts. */
function violations(item: LimitRangeItem, { requests, limits }: Amounts): string[] {
  const errors: string[] = []
  for (const [name, text] of Object.entries(item.min ?? {})) {
    const bound = quantityOf(text)
    const request = requests[name]
    const limit = limits[name]
    const say = `minimum ${name} usage per ${item.type} is ${text}`
    if (!request) errors.push(`${say}.  No request is specified`)
    else if (request.nano < bound.nano) errors.push(`${say}, but request is ${formatQuantity(request)}`)
    else if (limit && limit.nano < bound.nano) errors.push(`${say}, but limit is ${formatQuantity(limit)}`)
  }
  for (const [name, text] of Object.entries(item.max ?? {})) {
    const bound = quantityOf(text)
    const request = requests[name]
    const limit = limits[name]
    const say = `maximum ${name} usage per ${item.type} is ${text}`
    if (!limit) errors.push(`${say}.  No limit is specified`)
    else if (limit.nano > bound.nano) errors.push(`${say}, but limit is ${formatQuantity(limit)}`)
    else if (request && request.nano > bound.nano)
      errors.push(`${say}, but request is ${formatQuantity(request)}`)
  }
  return [...errors, ...ratioViolations(item, { requests, limits })]
}

function ratioViolations(item: LimitRangeItem, { requests, limits }: Amounts): string[] {
  return Object.entries(item.maxLimitRequestRatio ?? {}).flatMap(([name, text]) => {
    const say = `${name} max limit to request ratio per ${item.type} is ${text}`
    const request = requests[name]
    const limit = limits[name]
    if (!request || request.nano === 0n) return [`${say}, but no request is specified or request is 0`]
    if (!limit || limit.nano === 0n) return [`${say}, but no limit is specified or limit is 0`]
    const ratio = Number(limit.nano) / Number(request.nano)
    return ratio > Number(quantityOf(text).nano) / 1e9
      ? [`${say}, but provided ratio is ${ratio.toFixed(6)}`]
      : []
  })
}

const quantities = (list: ResourceList | undefined): Record<string, Quantity> =>
  Object.fromEntries(
    Object.entries(list ?? {}).flatMap(([name, text]) => {
      const parsed = parseQuantity(text)
      return parsed ? [[name, parsed]] : []
    }),
  )

export function limitViolation(context: VerbContext, pod: Pod): Status | undefined {
  const errors: string[] = []
  for (const range of rangesOf(context, pod)) {
    for (const item of range.spec.limits ?? []) {
      if (item.type === 'Container')
        for (const { resources } of [...pod.spec.containers, ...(pod.spec.initContainers ?? [])])
          errors.push(
            ...violations(item, {
              requests: quantities(resources?.requests),
              limits: quantities(resources?.limits),
            }),
          )
      if (item.type === 'Pod')
        errors.push(
          ...violations(item, { requests: podTotals(pod, 'requests'), limits: podTotals(pod, 'limits') }),
        )
    }
  }
  if (errors.length === 0) return undefined
  const unique = [...new Set(errors)].sort()
  const message = unique.length === 1 ? (unique[0] ?? '') : `[${unique.join(', ')}]`
  return forbidden(KINDS.pods, pod.metadata.name, message)
}
