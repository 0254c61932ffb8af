/**
 * ResourceQuota: what a new object would use is charged to the quotas of its namespace, or refused.
 * @see k8s.io/apiserver/pkg/admission/plugin/resourcequota/controller.go, v1.35
 */
import { forbidden } from '../errors.ts'
import { formatQuantity, type Quantity } from '../quantity.ts'
import type { ObjectParts, Strategy } from '../registry/strategy.ts'
import type { ResourceQuota } from '../types/core.ts'
import type { Status } from '../types/meta.ts'
import type { Pod, ResourceList } from '../types/pod.ts'
import type { VerbContext } from '../verbs/context.ts'
import { quantityOf } from './podtotals.ts'
import { inScope } from './quotascopes.ts'
import { missingResources, usageOf, type Usage } from './quotausage.ts'

const listed = (usage: Record<string, string>): string =>
  Object.keys(usage)
    .sort()
    .map((name) => `${name}=${usage[name] ?? ''}`)
    .join(',')

const pick = (list: ResourceList, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, list[name] ?? '0']))

/** What the write adds to each resource: nothing that shrinks is charged. */
function increase(strategy: Strategy, object: ObjectParts, old: ObjectParts | undefined): Usage {
  const usage = usageOf(strategy, object)
  if (!old) return usage
  const before = usageOf(strategy, old)
  const delta: Usage = {}
  for (const [name, value] of Object.entries(usage)) {
    const more = value.nano - (before[name]?.nano ?? 0n)
    if (more > 0n) delta[name] = { ...value, nano: more }
  }
  return delta
}

const sum = (used: string | undefined, more: Quantity): Quantity => {
  const before = quantityOf(used ?? '0')
  return {
    nano: before.nano + more.nano,
    format: used === undefined || used === '0' ? more.format : before.format,
  }
}

function refusal(quota: ResourceQuota, delta: Usage): string | undefined {
  const { hard = {}, used = {} } = quota.status
  const charged = Object.keys(delta).filter((name) => hard[name] !== undefined)
  const unknown = charged.filter((name) => used[name] === undefined).sort()
  if (unknown.length > 0)
    return `status unknown for quota: ${quota.metadata.name}, resources: ${unknown.join(',')}`
  const exceeded = charged.filter(
    (name) => sum(used[name], delta[name] as Quantity).nano > quantityOf(hard[name] ?? '0').nano,
  )
  if (exceeded.length === 0) return undefined
  const requested = Object.fromEntries(
    exceeded.map((name) => [name, formatQuantity(delta[name] as Quantity)]),
  )
  return `exceeded quota: ${quota.metadata.name}, requested: ${listed(requested)}, used: ${listed(pick(used, exceeded))}, limited: ${listed(pick(hard, exceeded))}`
}

export function chargeQuota(
  context: VerbContext,
  strategy: Strategy,
  object: ObjectParts,
  old: ObjectParts | undefined,
  dryRun: boolean,
): Status | undefined {
  const { resource, namespaced } = strategy.kind
  if (!namespaced || (old && resource !== 'services')) return undefined
  const { namespace = '', name } = object.metadata
  const quotas = context.store.list('resourcequotas', namespace) as readonly ResourceQuota[]
  if (quotas.length === 0) return undefined
  const delta = increase(strategy, object, old)
  const concerned = quotas.filter((quota) => {
    const hard = quota.status?.hard ?? {}
    return (
      inScope(quota, strategy, object) &&
      Object.keys(hard).some((key) => delta[key] || isMissable(strategy, key))
    )
  })
  for (const quota of concerned) {
    const missing = old
      ? ''
      : missingResources(strategy, object as unknown as Pod, Object.keys(quota.status.hard ?? {}))
    if (missing) return forbidden(strategy.kind, name, `failed quota: ${quota.metadata.name}: ${missing}`)
  }
  for (const quota of concerned) {
    const why = refusal(quota, delta)
    if (why) return forbidden(strategy.kind, name, why)
  }
  if (!dryRun) for (const quota of concerned) charge(context, quota, delta)
  return undefined
}

const isMissable = ({ kind }: Strategy, name: string): boolean =>
  kind.resource === 'pods' && /^(requests\.|limits\.)?(cpu|memory)$/.test(name)

function charge(context: VerbContext, quota: ResourceQuota, delta: Usage): void {
  const { hard = {}, used = {} } = quota.status
  const next = { ...used }
  for (const [name, more] of Object.entries(delta))
    if (hard[name] !== undefined) next[name] = formatQuantity(sum(used[name], more))
  context.store.put('resourcequotas', { ...quota, status: { ...quota.status, used: next } })
}
