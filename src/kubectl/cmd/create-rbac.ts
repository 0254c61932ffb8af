/** `kubectl create role|clusterrole|rolebinding|clusterrolebinding`. @see k8s.io/kubectl/pkg/cmd/create/create_{role,clusterrole,rolebinding,clusterrolebinding}.go */
import { mappingFor } from '../builder.ts'
import { asKubectlError, plain, verbatim } from '../errors.ts'
import type { Command, Factory } from '../factory.ts'
import { flag } from '../flags/groups.ts'
import type { FlagSpec } from '../flags/pflag.ts'
import { compareText, type JsonObject } from '../json.ts'
import { nameOf, requireFlags, send, shared } from './create-send.ts'

const GROUP = 'rbac.authorization.k8s.io'
const RESOURCE_VERBS =
  '* get delete list create update patch watch proxy deletecollection use bind escalate impersonate'.split(
    ' ',
  )
const URL_VERBS = '* get post put delete patch head options'.split(' ')

const ROLES = ['roles.rbac.authorization.k8s.io', 'clusterroles.rbac.authorization.k8s.io']
/** Verbs that only some resources have. */
const SPECIAL: Readonly<Record<string, readonly string[]>> = {
  use: ['podsecuritypolicies.policy', 'podsecuritypolicies.extensions'],
  bind: ROLES,
  escalate: ROLES,
  impersonate: ['users', 'serviceaccounts', 'groups', 'userextras.authentication.k8s.io'],
}

function verbsOf(f: Factory): string[] {
  const verbs = [...new Set(f.flags.list('verb'))]
  return verbs.includes('*') ? ['*'] : verbs
}

interface Wanted {
  group: string
  resource: string
}

/** `TYPE[.GROUP][/SUBRESOURCE]` as the server names it. */
async function wantedOf(f: Factory, word: string, verbs: string[]): Promise<Wanted> {
  const slash = word.indexOf('/')
  const [type, sub] = slash < 0 ? [word, ''] : [word.slice(0, slash), word.slice(slash + 1)]
  const [resource = '', ...group] = type.split('.')
  if (resource === '') throw plain('resource must be specified if apiGroup/subresource specified')
  const suffix = sub === '' ? '' : `/${sub}`
  if (resource === '*') return { group: group.join('.'), resource: `*${suffix}` }
  const special = verbs.find((verb) => SPECIAL[verb] !== undefined)
  const mapping = await mappingFor(f, type).catch((error: unknown) => {
    if (special !== undefined && SPECIAL[special]?.includes(type)) return undefined
    throw verbatim(asKubectlError(error).message)
  })
  const found = mapping ?? { group: group.join('.'), resource }
  const full = found.group === '' ? found.resource : `${found.resource}.${found.group}`
  for (const verb of verbs)
    if (SPECIAL[verb] !== undefined && !SPECIAL[verb].includes(full))
      throw plain(`can not perform '${verb}' on '${found.resource}' in group '${found.group}'`)
  return { group: found.group, resource: found.resource + suffix }
}

/** One rule for each API group. */
async function resourceRules(f: Factory, verbs: string[]): Promise<JsonObject[]> {
  for (const verb of verbs)
    if (!RESOURCE_VERBS.includes(verb)) f.err(`Warning: '${verb}' is not a standard resource verb\n`)
  const words = f.flags.list('resource')
  const byGroup = new Map<string, string[]>()
  for (const word of words.includes('*') ? ['*'] : words) {
    const { group, resource } = await wantedOf(f, word, verbs)
    byGroup.set(group, [...new Set([...(byGroup.get(group) ?? []), resource])])
  }
  const resourceNames = [...new Set(f.flags.list('resource-name'))]
  return [...byGroup]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([group, resources]) => ({
      verbs,
      apiGroups: [group],
      resources,
      ...(resourceNames.length > 0 ? { resourceNames } : {}),
    }))
}

async function role(f: Factory): Promise<void> {
  const name = nameOf(f)
  const verbs = verbsOf(f)
  if (verbs.length === 0) throw plain('at least one verb must be specified')
  if (f.flags.list('resource').length === 0) throw plain('at least one resource must be specified')
  const rules = await resourceRules(f, verbs)
  await send(f, 'roles', { apiVersion: `${GROUP}/v1`, kind: 'Role', metadata: { name }, rules })
}

function checkUrls(urls: string[], verbs: string[]): void {
  if (urls.length === 0) return
  for (const verb of verbs)
    if (!URL_VERBS.includes(verb)) throw plain(`invalid verb: '${verb}' for nonResourceURL`)
  for (const url of urls) {
    if (url !== '*' && !url.startsWith('/')) throw plain('nonResourceURL should start with /')
    if (url.slice(0, -1).includes('*'))
      throw plain("nonResourceURL only supports wildcard matches when '*' is at the end")
  }
}

async function clusterRole(f: Factory): Promise<void> {
  const name = nameOf(f)
  const made: JsonObject = { apiVersion: `${GROUP}/v1`, kind: 'ClusterRole', metadata: { name } }
  const verbs = verbsOf(f)
  const urls = f.flags.list('non-resource-url')
  const aggregation = f.flags.list('aggregation-rule')
  const named = f.flags.list('resource').length
  if (aggregation.length > 0) {
    if (verbs.length + urls.length + named + f.flags.list('resource-name').length > 0)
      throw plain(
        'aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames',
      )
    const matchLabels = Object.fromEntries(
      aggregation.map((pair) => [pair.split('=')[0] ?? '', pair.slice(pair.indexOf('=') + 1)]),
    )
    made.rules = null
    made.aggregationRule = { clusterRoleSelectors: [{ matchLabels }] }
    return send(f, 'clusterroles', made)
  }
  if (verbs.length === 0) throw plain('at least one verb must be specified')
  if (named + urls.length === 0) throw plain('one of resource or nonResourceURL must be specified')
  const rules = named > 0 ? await resourceRules(f, verbs) : []
  checkUrls(urls, verbs)
  made.rules = urls.length > 0 ? [...rules, { verbs, nonResourceURLs: urls }] : rules
  return send(f, 'clusterroles', made)
}

function subjectsOf(f: Factory): JsonObject[] {
  const of = (kind: string) => (name: string) => ({ kind, apiGroup: GROUP, name })
  return [
    ...f.flags.list('user').map(of('User')),
    ...f.flags.list('group').map(of('Group')),
    ...f.flags.list('serviceaccount').map((word) => {
      const [namespace = '', name = '', ...more] = word.split(':')
      if (namespace === '' || name === '' || more.length > 0)
        throw plain('serviceaccount must be <namespace>:<name>')
      return { kind: 'ServiceAccount', name, namespace }
    }),
  ]
}

async function binding(f: Factory, kind: 'RoleBinding' | 'ClusterRoleBinding'): Promise<void> {
  if (kind === 'ClusterRoleBinding') requireFlags(f, ['clusterrole'])
  const name = nameOf(f)
  const ofCluster = f.flags.text('clusterrole')
  const own = kind === 'RoleBinding' ? f.flags.text('role') : ''
  if ((ofCluster === '') === (own === '') && kind === 'RoleBinding')
    throw plain('exactly one of clusterrole or role must be specified')
  const roleRef = { apiGroup: GROUP, kind: own === '' ? 'ClusterRole' : 'Role', name: own || ofCluster }
  const subjects = subjectsOf(f)
  const made: JsonObject = { apiVersion: `${GROUP}/v1`, kind, metadata: { name } }
  if (subjects.length > 0) made.subjects = subjects
  made.roleRef = roleRef
  await send(f, `${kind.toLowerCase()}s`, made, `failed to create ${kind.toLowerCase()}`)
}

const many = (
  name: string,
  usage: string,
  type: 'stringSlice' | 'stringArray' = 'stringSlice',
): FlagSpec => ({
  name,
  type,
  usage,
})
const ruleFlags = [
  many('verb', 'Verbs of the rule'),
  many('resource', 'Resources of the rule'),
  many('resource-name', 'Names that the rule is for', 'stringArray'),
]
const subjectFlags = [
  flag.text('clusterrole', 'ClusterRole of the binding'),
  many('user', 'Users', 'stringArray'),
  many('group', 'Groups', 'stringArray'),
  many('serviceaccount', 'Service accounts, <namespace>:<name>', 'stringArray'),
]

export const rbacGenerators: Record<'role' | 'clusterRole' | 'roleBinding' | 'clusterRoleBinding', Command> =
  {
    role: {
      name: 'role',
      short: 'Create a role with single rule',
      use: 'NAME --verb=verb --resource=resource.group/subresource [--resource-name=resourcename]',
      flags: [...shared, ...ruleFlags],
      run: role,
    },
    clusterRole: {
      name: 'clusterrole',
      short: 'Create a cluster role',
      use: 'NAME --verb=verb --resource=resource.group [--resource-name=resourcename]',
      flags: [
        ...shared,
        ...ruleFlags,
        many('non-resource-url', 'URLs of the rule'),
        many('aggregation-rule', 'Label selector of roles to combine'),
      ],
      run: clusterRole,
    },
    roleBinding: {
      name: 'rolebinding',
      short: 'Create a role binding for a particular role or cluster role',
      use: 'NAME --clusterrole=NAME|--role=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname]',
      flags: [...shared, flag.text('role', 'Role of the binding'), ...subjectFlags],
      run: (f) => binding(f, 'RoleBinding'),
    },
    clusterRoleBinding: {
      name: 'clusterrolebinding',
      short: 'Create a cluster role binding for a particular cluster role',
      use: 'NAME --clusterrole=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname]',
      flags: [...shared, ...subjectFlags],
      run: (f) => binding(f, 'ClusterRoleBinding'),
    },
  }
