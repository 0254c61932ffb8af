/** `kubectl set resources|serviceaccount|selector`. @see k8s.io/kubectl/pkg/cmd/set/set_{resources,serviceaccount,selector}.go */
import { plain, QUANTITY } from '../errors.ts'
import { dryRunOf, type Command, type Factory } from '../factory.ts'
import { flag } from '../flags/groups.ts'
import { isObject, put, type JsonObject } from '../json.ts'
import { parseRequirements } from '../label-selector.ts'
import { canonicalQuantity } from '../quantity.ts'
import { setEnv } from './set-env.ts'
import { setImage } from './set-image.ts'
import { podSpecOf, runSet, selectContainers, setFlags } from './set.ts'

function resourceList(spec: string): JsonObject {
  const out: JsonObject = {}
  for (const part of spec === '' ? [] : spec.split(',')) {
    const [name = '', value, ...more] = part.split('=')
    if (value === undefined || more.length > 0)
      throw plain(`Invalid argument syntax ${part}, expected <resource>=<value>`)
    const quantity = canonicalQuantity(value)
    if (quantity === undefined) throw plain(QUANTITY)
    out[name] = quantity
  }
  return out
}

async function runResources(f: Factory): Promise<void> {
  const given = { limits: f.flags.text('limits'), requests: f.flags.text('requests') }
  const wanted: Record<string, JsonObject> = {}
  const glob = f.flags.text('containers')
  await runSet(f, {
    resources: f.args,
    dryRun: dryRunOf(f),
    operation: 'resource requirements updated',
    failed: 'failed to patch resources update to pod template',
    check: () => {
      if (given.limits === '' && given.requests === '')
        throw plain('you must specify an update to requests or limits (in the form of --requests/--limits)')
      wanted.limits = resourceList(given.limits)
      wanted.requests = resourceList(given.requests)
    },
    change: (object, info, errors) => {
      const containers = selectContainers(podSpecOf(object, info), glob)
      if (containers.length === 0) errors.push(plain(`error: unable to find container named ${glob}`))
      for (const container of containers) {
        const resources = isObject(container.resources) ? container.resources : {}
        for (const [field, list] of Object.entries(wanted)) {
          if (Object.keys(list).length === 0) continue
          const before = resources[field]
          resources[field] = { ...(isObject(before) ? before : {}), ...list }
        }
        container.resources = resources
      }
    },
  })
}

async function runServiceAccount(f: Factory): Promise<void> {
  const account = f.args.at(-1)
  if (account === undefined) throw plain('serviceaccount is required')
  await runSet(f, {
    resources: f.args.slice(0, -1),
    dryRun: dryRunOf(f),
    operation: 'serviceaccount updated',
    failed: 'failed to patch ServiceAccountName',
    always: true,
    change: (object, info) => {
      podSpecOf(object, info).serviceAccountName = account
    },
  })
}

const operatorNames = { in: 'In', notin: 'NotIn', exists: 'Exists', '!': 'DoesNotExist' }

/** `a=b,c=d`; sets and mere keys cannot become a Service's selector. @see metav1.ParseToLabelSelector */
function labelSelectorOf(source: string): { labels: JsonObject; expressions: string[] } {
  const labels: JsonObject = {}
  const expressions: string[] = []
  for (const { key, operator, values } of parseRequirements(source)) {
    if (operator === '!=') throw plain('"!=" is not a valid label selector operator')
    if (operator === '=') labels[key] = values[0] ?? ''
    else expressions.push(`{${key} ${operatorNames[operator]} [${values.join(' ')}]}`)
  }
  return { labels, expressions }
}

async function runSelector(f: Factory): Promise<void> {
  const last = f.args.at(-1)
  const selector = last === undefined ? undefined : labelSelectorOf(last)
  if (selector === undefined) throw plain('one selector is required')
  const { labels, expressions } = selector
  await runSet(f, {
    resources: f.args.slice(0, -1),
    dryRun: dryRunOf(f),
    operation: 'selector updated',
    failed: 'failed to patch selector',
    always: true,
    change: (object, info) => {
      if (info.mapping.kind !== 'Service') throw plain('setting a selector is only supported for Services')
      if (expressions.length > 0)
        throw plain(`match expression [${expressions.join(' ')}] not supported on this object`)
      put(object, ['spec', 'selector'], labels)
    },
    bareErrors: true,
  })
}

const limits = (name: string) => flag.text(name, `Comma-separated ${name}, e.g. cpu=100m,memory=256Mi`)
const containers = { ...flag.text('containers', 'Names of containers, may hold wildcards', '*'), short: 'c' }

export const set: Command = {
  name: 'set',
  short: 'Set specific features on objects',
  use: 'SUBCOMMAND',
  helpTo: 'stderr',
  commands: [
    setEnv,
    setImage,
    {
      name: 'resources',
      short: 'Update resource requests/limits on objects with pod templates',
      use: '(-f FILENAME | TYPE NAME)  ([--limits=LIMITS & --requests=REQUESTS]',
      flags: [
        ...setFlags,
        flag.bool('all', 'Select all resources of the types'),
        containers,
        limits('limits'),
        limits('requests'),
      ],
      run: runResources,
    },
    {
      name: 'selector',
      short: 'Set the selector on a resource',
      use: '(-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version]',
      flags: [
        ...setFlags.filter((one) => one.name !== 'selector'),
        flag.bool('all', 'Select all resources of the types'),
        flag.text('resource-version', 'Only if the object has this version'),
      ],
      run: runSelector,
    },
    {
      name: 'serviceaccount',
      aliases: ['sa'],
      short: 'Update the service account of a resource',
      use: '(-f FILENAME | TYPE NAME) SERVICE_ACCOUNT',
      flags: [...setFlags, flag.bool('all', 'Select all resources of the types')],
      run: runServiceAccount,
    },
    {
      name: 'subject',
      short: 'Update the user, group, or service account in a role binding or cluster role binding',
      hidden: true,
      use: '(-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname]',
      flags: setFlags,
      run: () => Promise.reject(plain('role bindings are not part of this cluster')),
    },
  ],
}
