/** Label selectors: k8s.io/apimachinery pkg/labels/selector.go, as controllers use them. */
import type { LabelSelector, LabelSelectorRequirement } from '../api/types/meta.ts'

type Labels = Readonly<Record<string, string>> | undefined

/** A ReplicationController's or Service's selector: every pair must be there. An empty one matches nothing. */
export function matchesSet(selector: Labels, labels: Labels): boolean {
  let any = false
  for (const key in selector) {
    if (labels?.[key] !== selector[key]) return false
    any = true
  }
  return any
}

/** Every label is there with its value; true for no labels at all. */
export function carriesAll(wanted: Labels, labels: Labels): boolean {
  for (const key in wanted) if (labels?.[key] !== wanted[key]) return false
  return true
}

function meets(requirement: LabelSelectorRequirement, labels: Labels): boolean {
  const value = labels?.[requirement.key]
  switch (requirement.operator) {
    case 'In':
      return value !== undefined && (requirement.values ?? []).includes(value)
    case 'NotIn':
      return value === undefined || !(requirement.values ?? []).includes(value)
    case 'Exists':
      return value !== undefined
    case 'DoesNotExist':
      return value === undefined
  }
}

export const isEmptySelector = (selector: LabelSelector): boolean =>
  Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0

/** LabelSelectorAsSelector(...).Matches; an empty selector matches everything. */
export function matchesSelector(selector: LabelSelector, labels: Labels): boolean {
  if (!carriesAll(selector.matchLabels, labels)) return false
  return selector.matchExpressions?.every((requirement) => meets(requirement, labels)) ?? true
}
