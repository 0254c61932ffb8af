/** Server-side apply of a scale. Simplified: the replicas are written as any scale's are; nobody comes to own them. */
import type { ApiAnswer } from '../contract.ts'
import { badRequest } from '../errors.ts'
import { parseYaml } from '../http/yaml.ts'
import { respondStatus } from '../http/respond.ts'
import type { Exchange } from '../http/exchange.ts'
import { writeScale, type Scale } from '../http/scale.ts'
import { decode } from '../schema/decode.ts'

export function applyScale(exchange: Exchange): ApiAnswer {
  const parsed = parseYaml(exchange.request.body ?? '')
  const refuse = (message: string): ApiAnswer => ({
    kind: 'response',
    response: respondStatus(badRequest(message)),
  })
  if (!parsed.ok) return refuse(`error decoding YAML: error converting YAML to JSON: ${parsed.error}`)
  const decoded = decode('v1.Scale', (parsed.value ?? {}) as Record<string, unknown>)
  if (decoded.error !== undefined) return refuse(decoded.error)
  return writeScale(exchange, decoded.value as Scale, [])
}
