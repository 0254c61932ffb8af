/**
 * The scale subresource of what has replicas.
 * @see kubernetes/pkg/registry/apps/deployment/storage/storage.go (ScaleREST), v1.35
 */
import type { ApiAnswer } from '../contract.ts'
import { badRequest, conflict, invalid, MODIFIED } from '../errors.ts'
import { STRATEGIES } from '../registry/strategies.ts'
import type { ObjectParts } from '../registry/strategy.ts'
import type { Deployment } from '../types/apps.ts'
import type { LabelSelector, Status } from '../types/meta.ts'
import { AT_LEAST_ZERO, invalid as invalidField } from '../validation/field.ts'
import { selectorText } from '../validation/selector.ts'
import { columnsOf } from '../table/columns.ts'
import { age } from '../table/pod.ts'
import { updateRest } from '../verbs/rest.ts'
import { applyScale } from '../apply/applyscale.ts'
import { readBody } from './body.ts'
import { notAllowed, respond, respondStatus, warningHeader } from './respond.ts'
import { applyPatch, decodePatched, patchTypeOf, readPatch, unsupportedPatch } from './patch.ts'
import { writeOptionErrors } from './query.ts'
import { partial } from './representation.ts'
import { missing, stored, validationOf, type Exchange } from './exchange.ts'

export const SCALE = {
  kind: 'Scale',
  apiVersion: 'autoscaling/v1',
  internal: 'autoscaling.Scale',
  struct: 'v1.Scale',
}

export interface Scale {
  apiVersion: string
  kind: string
  metadata: ObjectParts['metadata']
  spec: { replicas?: number }
  status: { replicas: number; selector?: string }
}

const refuse = (status: Status): ApiAnswer => ({ kind: 'response', response: respondStatus(status) })

function selectorOf(object: ObjectParts): string {
  const { selector } = object.spec as { selector?: LabelSelector | Record<string, string> }
  if (object.kind !== 'ReplicationController') return selectorText(selector as LabelSelector | undefined)
  return selectorText({ matchLabels: (selector ?? {}) as Record<string, string> })
}

export function scaleOf(object: ObjectParts): Scale {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata
  const { spec, status } = object as unknown as Deployment
  const selector = selectorOf(object)
  return {
    apiVersion: SCALE.apiVersion,
    kind: SCALE.kind,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      uid,
      resourceVersion,
      creationTimestamp,
    },
    spec: spec.replicas === 0 ? {} : { replicas: spec.replicas },
    status: { replicas: status.replicas ?? 0, ...(selector ? { selector } : {}) },
  }
}

export function answerScaled(exchange: Exchange, object: ObjectParts, warnings: string[] = []): ApiAnswer {
  const scale = scaleOf(object)
  const headers = warnings.map(warningHeader)
  if (exchange.shape !== 'table') return { kind: 'response', response: respond(200, scale, headers) }
  const { metadata, spec, status } = scale
  const cells = [
    metadata.name,
    spec.replicas ?? 0,
    status.replicas,
    age(metadata.creationTimestamp, exchange.context.nowSeconds()),
  ]
  const table = {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: { resourceVersion: metadata.resourceVersion },
    columnDefinitions: columnsOf('deployments-scale'),
    rows: [{ cells, object: partial(metadata) }],
  }
  return { kind: 'response', response: respond(200, table, headers) }
}

/** Takes over the replicas of a Scale. */
export function writeScale(exchange: Exchange, scale: Scale, warnings: string[]): ApiAnswer {
  const { context, route, query } = exchange
  const name = route.name ?? ''
  const { metadata } = scale
  if (metadata.name && metadata.name !== name)
    return refuse(
      badRequest(`the name of the object (${metadata.name}) does not match the name on the URL (${name})`),
    )
  const old = stored(exchange)
  if (!old) return missing(exchange)
  const { kind } = route.served
  const replicas = scale.spec?.replicas ?? 0
  if (metadata.resourceVersion && metadata.resourceVersion !== old.metadata.resourceVersion)
    return refuse(conflict(kind, name, MODIFIED))
  if (metadata.uid && metadata.uid !== old.metadata.uid)
    return refuse(
      conflict(
        kind,
        name,
        `Precondition failed: UID in precondition: ${metadata.uid}, UID in object meta: ${old.metadata.uid}`,
      ),
    )
  if (replicas < 0)
    return refuse(
      invalid({ kind: 'Scale', group: 'autoscaling' }, name, [
        invalidField('spec.replicas', replicas, AT_LEAST_ZERO),
      ]),
    )
  const object = { ...old, spec: { ...(old.spec as object), replicas } } as ObjectParts
  const written = updateRest(
    context,
    STRATEGIES[kind.resource],
    route.namespace ?? '',
    structuredCopy(object),
    {
      dryRun: query.dryRun === 'All',
    },
  )
  return written.ok ? answerScaled(exchange, written.object as ObjectParts, warnings) : refuse(written.status)
}

const structuredCopy = (object: ObjectParts): ObjectParts => JSON.parse(JSON.stringify(object)) as ObjectParts

function patchScale(exchange: Exchange): ApiAnswer {
  const { request, query } = exchange
  const type = patchTypeOf(request.contentType)
  if (!type) return refuse(unsupportedPatch())
  const wrong = writeOptionErrors('PatchOptions', query, type === 'apply')
  if (wrong) return refuse(wrong)
  const old = stored(exchange)
  if (!old) return missing(exchange)
  if (type === 'apply') return applyScale(exchange)
  const patch = readPatch(type, request.body ?? '')
  if (!patch.ok) return refuse(patch.status)
  const patched = applyPatch(type, scaleOf(old) as unknown as ObjectParts, patch.value, SCALE.struct)
  if (!patched.ok) return refuse(patched.status)
  const decoded = decodePatched(patched.value, SCALE, validationOf(query))
  if (!decoded.ok) return refuse(decoded.status)
  return writeScale(exchange, decoded.object as unknown as Scale, decoded.warnings)
}

export function answerScale(exchange: Exchange): ApiAnswer {
  const { request, query } = exchange
  switch (request.method) {
    case 'GET': {
      const object = stored(exchange)
      return object ? answerScaled(exchange, object) : missing(exchange)
    }
    case 'PUT': {
      const wrong = writeOptionErrors('UpdateOptions', query)
      if (wrong) return refuse(wrong)
      const body = readBody(request.body ?? '', request.contentType, SCALE, validationOf(query))
      if (!body.ok) return refuse(body.status)
      return writeScale(exchange, body.object as unknown as Scale, body.warnings)
    }
    case 'PATCH':
      return patchScale(exchange)
    default:
      return { kind: 'response', response: notAllowed() }
  }
}
