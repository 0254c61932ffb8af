/**
 * Resources of a pod as a whole.
 * @see kubernetes/pkg/apis/core/validation/validation.go (validatePodResources), v1.35
 */
import type { FieldError } from '../errors.ts'
import { formatQuantity, parseQuantity } from '../quantity.ts'
import type { PodSpec, ResourceRequirements } from '../types/pod.ts'
import { forbiddenField, invalid, unsupported } from './field.ts'
import { validateRequirements, validateResourceName } from './resources.ts'

const nano = (text: string | undefined): bigint => parseQuantity(text ?? '0')?.nano ?? 0n

function validateName(name: string, field: string): FieldError[] {
  const errors = validateResourceName(name, field)
  if (errors.length > 0 || name === 'cpu' || name === 'memory' || name.startsWith('hugepages-')) return errors
  return [unsupported(field, name, ['cpu', 'hugepages-', 'memory'])]
}

/** The containers together may not ask for more than the pod, nor one of them be allowed more. */
export function validatePodResources(spec: PodSpec, field: string): FieldError[] {
  const { resources } = spec as { resources?: ResourceRequirements }
  if (!resources) return []
  const errors = resources.claims
    ? [forbiddenField(`${field}.claims`, 'claims cannot be set for Resources at pod-level')]
    : []
  errors.push(...validateRequirements(resources, field, validateName))
  const names = new Set((spec.containers ?? []).flatMap((c) => Object.keys(c.resources?.requests ?? {})))
  for (const name of names) {
    const sum = spec.containers.reduce((all, c) => all + nano(c.resources?.requests?.[name]), 0n)
    const own = resources.requests?.[name] ?? '0'
    if (sum > nano(own))
      errors.push(
        invalid(
          `${field}.requests[${name}]`,
          own,
          `must be greater than or equal to aggregate container requests of ${formatQuantity({ nano: sum, format: parseQuantity(own)?.format ?? 'DecimalSI' })}`,
        ),
      )
  }
  for (const [i, container] of (spec.containers ?? []).entries())
    for (const [name, limit] of Object.entries(container.resources?.limits ?? {})) {
      const own = resources.limits?.[name]
      if (own !== undefined && nano(limit) > nano(own))
        errors.push(
          invalid(
            `${field}.containers[${i}][${name}].limits`,
            limit,
            `must be less than or equal to pod limits of ${own}`,
          ),
        )
    }
  return errors
}
