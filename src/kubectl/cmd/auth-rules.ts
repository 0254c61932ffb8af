/** The rules that `auth can-i --list` shows. @see k8s.io/kubectl/pkg/cmd/auth/cani.go, k8s.io/component-helpers/auth/rbac/validation */
import { compareText, list, objects, type JsonObject } from '../json.ts'

/** One verb on one resource (of one name, perhaps), or on one URL; merged rules have several verbs. */
interface Rule {
  verbs: string[]
  apiGroups: string[]
  resources: string[]
  resourceNames: string[]
  nonResourceURLs: string[]
}

const words = (rule: JsonObject, field: string): string[] => list(rule, field).map(String)

function breakdown(rule: JsonObject): Rule[] {
  const verbs = words(rule, 'verbs')
  const names = words(rule, 'resourceNames')
  const one = { apiGroups: [], resources: [], resourceNames: [], nonResourceURLs: [] }
  const ofResources = words(rule, 'apiGroups').flatMap((group) =>
    words(rule, 'resources').flatMap((resource) =>
      verbs.flatMap((verb) =>
        (names.length > 0 ? names.map((name) => [name]) : [[]]).map((resourceNames) => ({
          ...one,
          verbs: [verb],
          apiGroups: [group],
          resources: [resource],
          resourceNames,
        })),
      ),
    ),
  )
  const ofUrls = words(rule, 'nonResourceURLs').flatMap((url) =>
    verbs.map((verb) => ({ ...one, verbs: [verb], nonResourceURLs: [url] })),
  )
  return [...ofResources, ...ofUrls]
}

/** Rules of one resource are one, with all their verbs. */
function compact(rules: Rule[]): Rule[] {
  const simple = new Map<string, Rule>()
  const others: Rule[] = []
  for (const rule of rules) {
    if (rule.nonResourceURLs.length > 0) {
      others.push(rule)
      continue
    }
    const key = [...rule.apiGroups, ...rule.resources, ...rule.resourceNames].join(' ')
    const known = simple.get(key)
    if (known === undefined) simple.set(key, rule)
    else known.verbs = [...new Set([...known.verbs, ...rule.verbs])]
  }
  return [...others, ...simple.values()]
}

const bracketed = (all: string[]): string => `[${all.join(' ')}]`

/** The String() of Go's PolicyRule, by which they are sorted. */
const sortKey = (rule: Rule): string =>
  `Verbs:${bracketed(rule.verbs)},APIGroups:${bracketed(rule.apiGroups)},Resources:${bracketed(rule.resources)},ResourceNames:${bracketed(rule.resourceNames)},NonResourceURLs:${bracketed(rule.nonResourceURLs)},`

/** describe.CombineResourceGroup: `deployments.apps/scale`. */
function resourceGroup({ resources, apiGroups }: Rule): string {
  const [resource] = resources
  if (resource === undefined) return ''
  const [type = '', ...sub] = resource.split('/')
  const [group = ''] = apiGroups
  return [group === '' ? type : `${type}.${group}`, ...(sub.length > 0 ? [sub.join('/')] : [])].join('/')
}

/** Rows of the table, of a SelfSubjectRulesReview's status. */
export function ruleRows(status: JsonObject): string[] {
  const given = [...objects(status, 'resourceRules'), ...objects(status, 'nonResourceRules')]
  return compact(given.flatMap(breakdown))
    .toSorted((a, b) => compareText(sortKey(a), sortKey(b)))
    .map((rule) =>
      [
        resourceGroup(rule),
        bracketed(rule.nonResourceURLs),
        bracketed(rule.resourceNames),
        bracketed(rule.verbs),
      ].join('\t'),
    )
}
