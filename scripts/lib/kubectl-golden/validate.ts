/** The refusals of validation that captures show. */
import type { StatusCause } from '../../../src/sim/api/types/meta.ts'
import {
  at,
  compactJson,
  equal,
  int,
  isObject,
  object,
  objects,
  text,
  type JsonObject,
} from '../../../src/kubectl/json.ts'

const cause = (field: string, message: string): StatusCause => ({
  reason: 'FieldValueInvalid',
  field,
  message,
})
const bad = (field: string, value: unknown, why: string) =>
  cause(field, `Invalid value: ${JSON.stringify(value)}: ${why}`)
const SUBDOMAIN =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"

const isZero = (value: unknown): boolean => value === 0 || value === '0%'

function deployment(value: JsonObject, before: JsonObject | undefined): StatusCause[] {
  const causes: StatusCause[] = []
  const spec = object(value, 'spec')
  if (int(spec, 'replicas') < 0)
    causes.push(bad('spec.replicas', spec.replicas, 'must be greater than or equal to 0'))
  const labels = object(spec, 'template', 'metadata', 'labels')
  const matches = Object.entries(object(spec, 'selector', 'matchLabels')).every(
    ([key, wanted]) => labels[key] === wanted,
  )
  if (!matches)
    causes.push(
      cause(
        'spec.template.metadata.labels',
        `Invalid value: ${compactJson(labels)}: \`selector\` does not match template \`labels\``,
      ),
    )
  if (before && !equal(at(before, 'spec', 'selector'), spec.selector))
    causes.push(
      cause('spec.selector', `Invalid value: ${compactJson(spec.selector ?? null)}: field is immutable`),
    )
  const rolling = object(spec, 'strategy', 'rollingUpdate')
  if (isZero(rolling.maxSurge) && isZero(rolling.maxUnavailable)) {
    const why = 'may not be 0 when `maxSurge` is 0'
    causes.push(bad('spec.strategy.rollingUpdate.maxUnavailable', rolling.maxUnavailable, why))
  }
  if (
    typeof spec.progressDeadlineSeconds === 'number' &&
    spec.progressDeadlineSeconds <= int(spec, 'minReadySeconds')
  )
    causes.push(
      bad(
        'spec.progressDeadlineSeconds',
        spec.progressDeadlineSeconds,
        'must be greater than minReadySeconds',
      ),
    )
  for (const [i, container] of objects(spec, 'template', 'spec', 'containers').entries()) {
    if (!text(container, 'image'))
      causes.push({
        reason: 'FieldValueRequired',
        field: `spec.template.spec.containers[${i}].image`,
        message: 'Required value',
      })
  }
  return causes
}

export function validate(value: JsonObject, before?: JsonObject): StatusCause[] {
  const causes: StatusCause[] = []
  const name = text(value, 'metadata', 'name')
  if (name !== '' && !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name))
    causes.push(bad('metadata.name', name, SUBDOMAIN))
  if (value.kind === 'Deployment') causes.push(...deployment(value, before))
  const type = at(value, 'spec', 'type')
  const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']
  if (value.kind === 'Service' && typeof type === 'string' && !types.includes(type)) {
    const list = types.map((one) => `"${one}"`).join(', ')
    causes.push({
      reason: 'FieldValueNotSupported',
      field: 'spec.type',
      message: `Unsupported value: "${type}": supported values: ${list}`,
    })
  }
  return causes
}

/** Fields of a Deployment's spec that captures misspell. */
const known: Record<string, string[]> = {
  Deployment: [
    'replicas',
    'selector',
    'template',
    'strategy',
    'minReadySeconds',
    'revisionHistoryLimit',
    'paused',
    'progressDeadlineSeconds',
  ],
}

export function unknownFields(value: JsonObject): string[] {
  const fields = known[text(value, 'kind')]
  if (fields === undefined || !isObject(value.spec)) return []
  return Object.keys(value.spec).filter((key) => !fields.includes(key)).map((key) => `spec.${key}`) // prettier-ignore
}

export function dropUnknown(value: JsonObject): void {
  const spec = value.spec
  if (isObject(spec)) for (const path of unknownFields(value)) delete spec[path.slice('spec.'.length)]
}
