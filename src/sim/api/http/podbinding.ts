/** pods/binding, bindings and namespaces/finalize. */
import type { ApiAnswer } from '../contract.ts'
import { badRequest, failure } from '../errors.ts'
import type { ObjectParts } from '../registry/strategy.ts'
import type { Binding, Namespace } from '../types/core.ts'
import { required, unsupported } from '../validation/field.ts'
import { bindPod } from '../verbs/bind.ts'
import { readBody } from './body.ts'
import { notAllowed, respond, respondStatus } from './respond.ts'
import { answerObject, missing, readObject, refuse, stored, validationOf, type Exchange } from './exchange.ts'

const BINDING = { kind: 'Binding', apiVersion: 'v1', internal: 'core.Binding', struct: 'v1.Binding' }

/** Unlike other mistakes in a body, these are told as a failure of the server. */
function targetError({ kind = '', name = '' }: { kind?: string; name?: string }): string | undefined {
  const wrong = kind === '' || kind === 'Node' ? [] : [unsupported('target.kind', kind, ['Node', '<empty>'])]
  if (!name) wrong.push(required('target.name'))
  const texts = wrong.map(({ field, message }) => `${field}: ${message}`)
  return texts.length > 1 ? `[${texts.join(', ')}]` : texts[0]
}

export function answerBinding({ context, request, route, query }: Exchange): ApiAnswer {
  if (request.method !== 'POST') return { kind: 'response', response: notAllowed() }
  const body = readBody(request.body ?? '', request.contentType, BINDING, validationOf(query))
  if (!body.ok) return { kind: 'response', response: respondStatus(body.status) }
  const { target } = body.object as unknown as Binding
  const given = body.object.metadata?.name ?? ''
  if (route.name !== undefined && given !== route.name)
    return refuse(badRequest('name in URL does not match name in Binding object'))
  const why = targetError(target ?? {})
  if (why !== undefined) return refuse(failure(500, '', why))
  const bound = bindPod(context, route.namespace ?? '', given, target.name ?? '')
  if (!bound.ok) return { kind: 'response', response: respondStatus(bound.status) }
  const created = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 }
  return { kind: 'response', response: respond(201, created) }
}

/** Takes the finalizers of a namespace that is going; without any it is gone. */
export function answerFinalize(exchange: Exchange): ApiAnswer {
  const { context, request } = exchange
  if (request.method !== 'PUT') return { kind: 'response', response: notAllowed() }
  const old = stored(exchange) as Namespace | undefined
  if (!old) return missing(exchange)
  const read = readObject(exchange)
  if ('kind' in read) return read
  const { finalizers } = (read.object as unknown as Namespace).spec
  const next = { ...old, spec: finalizers && finalizers.length > 0 ? { finalizers } : {} }
  const done = !finalizers?.length && old.metadata.deletionTimestamp !== undefined
  if (done) context.store.remove('namespaces', next)
  // What is gone is answered as it was last stored.
  const object = done ? next : context.store.put('namespaces', next)
  return answerObject(exchange, object as unknown as ObjectParts, 200, [])
}
