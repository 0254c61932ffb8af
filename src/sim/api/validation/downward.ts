/**
 * References to fields and resources of the pod itself, in environment variables and volumes.
 * @see kubernetes/pkg/apis/core/validation/validation.go (validateObjectFieldSelector,
 * validateContainerResourceFieldSelector), pkg/apis/core/pods/helpers.go, v1.35
 */
import type { FieldError } from '../errors.ts'
import { parseQuantity } from '../quantity.ts'
import { invalid, invalids, required, unsupported } from './field.ts'
import { qualifiedName } from './names.ts'

/** Paths that a reference may name at all; some are for one use only. */
const FIELDS = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.serviceAccountName',
  'spec.schedulerName',
  'status.phase',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
  'spec.host',
]
const WITH_KEYS = ['metadata.annotations', 'metadata.labels']

const RESOURCES = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
]

export interface FieldRef {
  apiVersion?: string
  fieldPath?: string
}

export interface ResourceRef {
  containerName?: string
  resource?: string
  divisor?: string
}

function conversionError({ apiVersion = '', fieldPath = '' }: FieldRef): string | undefined {
  if (apiVersion !== 'v1') return `unsupported pod version: ${apiVersion}`
  const [path] = subscripted(fieldPath) ?? []
  if (path !== undefined)
    return WITH_KEYS.includes(path) ? undefined : `field label does not support subscript: ${fieldPath}`
  return FIELDS.includes(fieldPath) ? undefined : `field label not supported: ${fieldPath}`
}

/** `metadata.labels['app']` in two. */
function subscripted(path: string): [path: string, key: string] | undefined {
  const at = path.indexOf("['")
  return at > 0 && path.endsWith("']") && at + 2 <= path.length - 2
    ? [path.slice(0, at), path.slice(at + 2, -2)]
    : undefined
}

export function validateFieldRef(ref: FieldRef, allowed: readonly string[], field: string): FieldError[] {
  if (!ref.apiVersion) return [required(`${field}.apiVersion`)]
  if (!ref.fieldPath) return [required(`${field}.fieldPath`)]
  const wrong = conversionError(ref)
  if (wrong !== undefined)
    return [invalid(`${field}.fieldPath`, ref.fieldPath, `error converting fieldPath: ${wrong}`)]
  const [path, key] = subscripted(ref.fieldPath) ?? []
  if (key !== undefined) {
    const name = path === 'metadata.annotations' ? key.toLowerCase() : key
    return invalids(field, name, qualifiedName(name))
  }
  const internal = ref.fieldPath === 'spec.host' ? 'spec.nodeName' : ref.fieldPath
  return allowed.includes(internal) ? [] : [unsupported(`${field}.fieldPath`, internal, allowed)]
}

const BYTES = '1 1k 1M 1G 1T 1P 1E 1Ki 1Mi 1Gi 1Ti 1Pi 1Ei'.split(' ')

function divisorErrors(resource: string, divisor: string | undefined, field: string): FieldError[] {
  if (divisor === undefined || parseQuantity(divisor)?.nano === 0n) return []
  const say = (what: string, values: readonly string[], text: string): FieldError[] =>
    values.includes(divisor)
      ? []
      : [
          invalid(
            `${field}.divisor`,
            resource,
            `only divisor's values ${text} are supported with the ${what} resource`,
          ),
        ]
  const name = resource.replace(/^(limits|requests)\./, '')
  if (name === resource) return []
  if (name === 'cpu') return say('cpu', ['1m', '1'], '1m and 1')
  const bytes = BYTES.join(', ')
  if (name === 'memory') return say('memory', BYTES, bytes)
  if (name === 'ephemeral-storage') return say('local ephemeral storage', BYTES, bytes)
  return name.startsWith('hugepages-') ? say('hugepages', BYTES, bytes) : []
}

/** `inVolume`: the container must be named. */
export function validateResourceRef(ref: ResourceRef, inVolume: boolean, field: string): FieldError[] {
  const { containerName, resource = '', divisor } = ref
  const errors: FieldError[] = []
  if (inVolume && !containerName) errors.push(required(`${field}.containerName`))
  else if (!resource) errors.push(required(`${field}.resource`))
  else if (!RESOURCES.includes(resource) && !/^(limits|requests)\.hugepages-/.test(resource))
    errors.push(unsupported(`${field}.resource`, resource, RESOURCES))
  return [...errors, ...divisorErrors(resource, divisor, field)]
}
