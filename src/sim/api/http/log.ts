/**
 * pods/log. The lines themselves are the cluster's, not the API server's: it only says who is to be asked.
 * @see kubernetes/pkg/registry/core/pod/strategy.go (LogLocation), v1.35
 */
import type { ApiAnswer } from '../contract.ts'
import { badRequest, invalid } from '../errors.ts'
import type { Pod } from '../types/pod.ts'
import { AT_LEAST_ZERO, invalid as invalidField } from '../validation/field.ts'
import { missing, stored, type Exchange } from './exchange.ts'
import { respondStatus, respondText } from './respond.ts'

export function answerLog(exchange: Exchange): ApiAnswer {
  const { query, route } = exchange
  const tail = query.tailLines
  if (tail !== undefined && Number(tail) < 0) {
    const wrong = invalidField('tailLines', Number(tail), AT_LEAST_ZERO)
    const status = invalid({ kind: 'PodLogOptions', group: '' }, route.name ?? '', [wrong])
    return { kind: 'response', response: respondStatus(status) }
  }
  const pod = stored(exchange) as Pod | undefined
  if (!pod) return missing(exchange)
  const names = [...(pod.spec.initContainers ?? []), ...pod.spec.containers].map(({ name }) => name)
  const asked = query.container ?? ''
  const refuse = (message: string): ApiAnswer => ({
    kind: 'response',
    response: respondStatus(badRequest(message)),
  })
  if (asked === '' && names.length > 1)
    return refuse(
      `a container name must be specified for pod ${pod.metadata.name}, choose one of: [${names.join(' ')}]`,
    )
  if (asked !== '' && !names.includes(asked))
    return refuse(`container ${asked} is not valid for pod ${pod.metadata.name}`)
  if (!pod.spec.nodeName)
    return { kind: 'response', response: { status: 204, contentType: '', warnings: [] } }
  return { kind: 'response', response: respondText(200, '') }
}
