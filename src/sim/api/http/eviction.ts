/**
 * pods/eviction: a deletion that asks the disruption budgets first.
 * @see kubernetes/pkg/registry/core/pod/storage/eviction.go, v1.35
 */
import type { ApiAnswer, DeleteOptions } from '../contract.ts'
import { badRequest, failure } from '../errors.ts'
import { STRATEGIES } from '../registry/strategies.ts'
import type { KubeObject, LabelSelector, Status } from '../types/meta.ts'
import type { Pod } from '../types/pod.ts'
import { isEmptySelector, selectorMatches } from '../validation/selector.ts'
import { deleteObject } from '../verbs/delete.ts'
import type { VerbContext } from '../verbs/context.ts'
import { readBody } from './body.ts'
import { notAllowed, respond, respondStatus } from './respond.ts'
import { missing, refuse, stored, validationOf, type Exchange } from './exchange.ts'

type Budget = KubeObject & {
  spec?: { selector?: LabelSelector; unhealthyPodEvictionPolicy?: string }
  status: {
    disruptionsAllowed: number
    observedGeneration?: number
    currentHealthy: number
    desiredHealthy: number
  }
}

const EVICTION = {
  kind: 'Eviction',
  apiVersion: 'policy/v1',
  internal: 'policy.Eviction',
  struct: 'v1.Eviction',
}

const budgetsOf = (context: VerbContext, pod: Pod): Budget[] =>
  (context.store.list('poddisruptionbudgets', pod.metadata.namespace ?? '') as readonly Budget[]).filter(
    ({ spec }) =>
      spec?.selector &&
      (isEmptySelector(spec.selector) || selectorMatches(spec.selector, pod.metadata.labels ?? {})),
  )

function violates(budget: Budget): Status | undefined {
  const { status, metadata } = budget
  const message = "Cannot evict pod as it would violate the pod's disruption budget."
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0))
    return failure(429, 'TooManyRequests', message, {
      causes: [
        {
          reason: 'DisruptionBudget',
          message: `The disruption budget ${metadata.name} is still being processed by the server.`,
        },
      ],
      retryAfterSeconds: 10,
    })
  if (status.disruptionsAllowed > 0) return undefined
  return failure(429, 'TooManyRequests', message, {
    causes: [
      {
        reason: 'DisruptionBudget',
        message: `The disruption budget ${metadata.name} needs ${status.desiredHealthy} healthy pods and has ${status.currentHealthy} currently`,
      },
    ],
  })
}

/** The condition of a budget that has nothing left to give. */
const used = (context: VerbContext, { metadata }: Budget): object => ({
  type: 'DisruptionAllowed',
  status: 'False',
  observedGeneration: metadata.generation ?? 0,
  lastTransitionTime: context.stamp(),
  reason: 'InsufficientPods',
  message: '',
})

/** Budgets hold only what could still serve: neither pending nor finished nor leaving. */
const isBound = ({ metadata, status }: Pod): boolean =>
  metadata.deletionTimestamp === undefined && !['Pending', 'Succeeded', 'Failed'].includes(status.phase ?? '')

const SEVERAL =
  'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.'

/** A pod that is not ready costs its budget nothing, if that says so or has enough healthy ones. */
function goesFree({ spec, status }: Budget, pod: Pod): boolean {
  if ((pod.status.conditions ?? []).some(({ type, status: is }) => type === 'Ready' && is === 'True'))
    return false
  if (spec?.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true
  return status.currentHealthy >= status.desiredHealthy && status.desiredHealthy > 0
}

export function answerEviction(exchange: Exchange): ApiAnswer {
  const { context, request, query } = exchange
  if (request.method !== 'POST') return { kind: 'response', response: notAllowed() }
  const body = readBody(request.body ?? '', request.contentType, EVICTION, validationOf(query))
  if (!body.ok) return { kind: 'response', response: respondStatus(body.status) }
  if ((body.object.metadata?.name ?? '') !== exchange.route.name)
    return refuse(badRequest('name in URL does not match name in Eviction object'))
  const pod = stored(exchange) as Pod | undefined
  if (!pod) return missing(exchange)
  const { deleteOptions } = body.object as unknown as { deleteOptions?: DeleteOptions & { dryRun?: unknown } }
  const dryRun =
    query.dryRun === 'All' || (Array.isArray(deleteOptions?.dryRun) && deleteOptions.dryRun.length > 0)
  if (isBound(pod)) {
    const [budget, ...others] = budgetsOf(context, pod)
    if (others.length > 0) return refuse(failure(500, '', SEVERAL))
    if (budget && !goesFree(budget, pod)) {
      const refused = violates(budget)
      if (refused) return refuse(refused)
      if (!dryRun) charge(context, budget, pod)
    }
  }
  const { dryRun: _, ...options } = deleteOptions ?? {}
  const deleted = deleteObject(context, STRATEGIES.pods, withTarget(context, pod), {
    ...options,
    ...(dryRun ? { dryRun } : {}),
  })
  if (!deleted.ok) return { kind: 'response', response: respondStatus(deleted.status) }
  const done = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 }
  return { kind: 'response', response: respond(201, done) }
}

/** The pod with the condition that says why it goes; stored together with its deletion. */
function withTarget(context: VerbContext, pod: Pod): Pod {
  const others = (pod.status.conditions ?? []).filter(({ type }) => type !== 'DisruptionTarget')
  const target = {
    type: 'DisruptionTarget',
    status: 'True' as const,
    lastProbeTime: null,
    lastTransitionTime: context.stamp(),
    reason: 'EvictionByEvictionAPI',
    message: 'Eviction API: evicting',
  }
  return { ...pod, status: { ...pod.status, conditions: [...others, target] } }
}

function charge(context: VerbContext, budget: Budget, pod: Pod): void {
  const { status } = budget
  const before = (status as { disruptedPods?: Record<string, string> }).disruptedPods
  const disruptedPods = { ...before, [pod.metadata.name]: context.stamp() }
  const disruptionsAllowed = status.disruptionsAllowed - 1
  const next = {
    ...status,
    disruptionsAllowed,
    disruptedPods,
    ...(disruptionsAllowed > 0 ? {} : { conditions: [used(context, budget)] }),
  }
  context.store.put('poddisruptionbudgets', { ...budget, status: next } as KubeObject)
}
