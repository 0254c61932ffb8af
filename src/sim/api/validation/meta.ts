/**
 * metadata of any object.
 * @see k8s.io/apimachinery/pkg/api/validation/objectmeta.go, v1.35
 */
import type { FieldError } from '../errors.ts'
import type { ObjectParts, Strategy } from '../registry/strategy.ts'
import { deepEqual } from '../store/equal.ts'
import type { ObjectMeta } from '../types/meta.ts'
import { forbiddenField, invalid, invalids, required, tooLong } from './field.ts'
import { dns1035Label, dnsLabel, dnsSubdomain, labelValue, pathSegment, qualifiedName } from './names.ts'

const MAX_ANNOTATIONS = 262_144

const NAME_RULES = {
  subdomain: dnsSubdomain,
  label: dnsLabel,
  dns1035: dns1035Label,
  any: pathSegment,
} as const

const STANDARD_FINALIZERS = ['kubernetes', 'orphan', 'foregroundDeletion']

export function validateLabels(
  labels: Readonly<Record<string, string>> | undefined,
  field: string,
): FieldError[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => [
    ...invalids(field, key, qualifiedName(key)),
    ...invalids(field, value, labelValue(value)),
  ])
}

const size = (text: string): number => {
  let bytes = 0
  for (const c of text) bytes += c < '\u0080' ? 1 : c < '\u0800' ? 2 : c < '\u{10000}' ? 3 : 4
  return bytes
}

export function validateAnnotations(
  annotations: Readonly<Record<string, string>> | undefined,
  field: string,
): FieldError[] {
  const entries = Object.entries(annotations ?? {})
  const errors = entries.flatMap(([key]) => invalids(field, key, qualifiedName(key.toLowerCase())))
  const total = entries.reduce((sum, [key, value]) => sum + size(key) + size(value), 0)
  return total > MAX_ANNOTATIONS ? [...errors, tooLong(field, MAX_ANNOTATIONS)] : errors
}

function validateOwners({ ownerReferences = [] }: ObjectMeta): FieldError[] {
  const field = 'metadata.ownerReferences'
  const errors: FieldError[] = []
  for (const [i, owner] of ownerReferences.entries()) {
    const at = `${field}[${i}]`
    if (!owner.apiVersion)
      errors.push(invalid(`${at}.apiVersion`, owner.apiVersion, 'version must not be empty'))
    if (!owner.kind) errors.push(invalid(`${at}.kind`, owner.kind, 'must not be empty'))
    if (!owner.name) errors.push(invalid(`${at}.name`, owner.name, 'must not be empty'))
    if (!owner.uid) errors.push(invalid(`${at}.uid`, owner.uid, 'must not be empty'))
  }
  const controllers = ownerReferences.filter((owner) => owner.controller === true)
  const [first, second] = controllers
  if (first && second)
    errors.push(
      invalid(
        field,
        ownerReferences,
        `Only one reference can have Controller set to true. Found "true" in references for ${first.kind}/${first.name} and ${second.kind}/${second.name}`,
      ),
    )
  return errors
}

function validateFinalizers({ finalizers = [] }: ObjectMeta): FieldError[] {
  return finalizers.flatMap((name) => finalizerErrors(name, 'metadata.finalizers'))
}

export function finalizerErrors(name: string, field: string): FieldError[] {
  const wrong = invalids(field, name, qualifiedName(name))
  if (wrong.length > 0) return wrong
  if (name.includes('/') || STANDARD_FINALIZERS.includes(name)) return []
  return [invalid(field, name, 'name is neither a standard finalizer name nor is it fully qualified')]
}

/** A generateName may end with a dash: five characters follow it. */
const maskTrailingDash = (name: string): string =>
  name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name

export function validateObjectMeta(object: ObjectParts, strategy: Strategy): FieldError[] {
  const { metadata } = object
  const rule = NAME_RULES[strategy.nameRule ?? 'subdomain']
  const errors: FieldError[] = []
  if (metadata.generateName)
    errors.push(
      ...invalids(
        'metadata.generateName',
        metadata.generateName,
        rule(maskTrailingDash(metadata.generateName)),
      ),
    )
  if (!metadata.name) errors.push(required('metadata.name', 'name or generateName is required'))
  else errors.push(...invalids('metadata.name', metadata.name, rule(metadata.name)))
  return [...errors, ...commonMeta(metadata)]
}

export const commonMeta = (metadata: ObjectMeta): FieldError[] => [
  ...validateLabels(metadata.labels, 'metadata.labels'),
  ...validateAnnotations(metadata.annotations, 'metadata.annotations'),
  ...validateOwners(metadata),
  ...validateFinalizers(metadata),
]

const immutable = (field: string, value: unknown, old: unknown): FieldError[] =>
  deepEqual(value ?? undefined, old ?? undefined) ? [] : [invalid(field, value, 'field is immutable')]

/** `given` is the client's metadata before the server's own fields were put back. */
export function validateObjectMetaUpdate(
  metadata: ObjectMeta,
  old: ObjectMeta,
  given: ObjectMeta,
): FieldError[] {
  const errors: FieldError[] = []
  if (old.deletionTimestamp !== undefined) {
    const added = (metadata.finalizers ?? []).filter((name) => !(old.finalizers ?? []).includes(name))
    if (added.length > 0)
      errors.push(
        forbiddenField(
          'metadata.finalizers',
          `no new finalizers can be added if the object is being deleted, found new finalizers []string{${added.map((name) => `"${name}"`).join(', ')}}`,
        ),
      )
  }
  errors.push(...immutable('metadata.name', metadata.name, old.name))
  errors.push(...immutable('metadata.namespace', metadata.namespace, old.namespace))
  if (given.uid) errors.push(...immutable('metadata.uid', given.uid, old.uid))
  return errors
}
