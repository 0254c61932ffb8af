/** `kubectl set resources|serviceaccount|selector`. @see k8s.io/kubectl/pkg/cmd/set/set_{resources,serviceaccount,selector}.go */
import { plain } from '../errors.ts'
import { dryRunOf, type Command, type Factory } from '../factory.ts'
import { flag } from '../flags/groups.ts'
import { isObject, put, type JsonObject } from '../json.ts'
import { canonicalQuantity } from '../quantity.ts'
import { setEnv } from './set-env.ts'
import { setImage } from './set-image.ts'
import { podSpecOf, runSet, selectContainers, setFlags } from './set.ts'

const QUANTITY = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"

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
    change: (object, info) => {
      podSpecOf(object, info).serviceAccountName = account
    },
  })
}

/** `a=b,c=d`; sets and negations cannot become a Service's selector. */
function parseSelector(source: string): JsonObject {
  const out: JsonObject = {}
  const set = /^\s*(\S+)\s+(in|notin)\s*\(([^)]*)\)\s*$/.exec(source)
  if (set) {
    const operator = set[2] === 'in' ? 'In' : 'NotIn'
    const values = (set[3] ?? '')
      .split(',')
      .map((value) => value.trim())
      .toSorted()
    throw plain(
      `match expression [{${set[1] ?? ''} ${operator} [${values.join(' ')}]}] not supported on this object`,
    )
  }
  for (const part of source.split(',')) {
    const [name = '', value] = part.split(/==?/)
    out[name.trim()] = (value ?? '').trim()
  }
  return out
}

async function runSelector(f: Factory): Promise<void> {
  const words = f.args.filter((arg) => /[=\s!(]/.test(arg))
  const resources = f.args.filter((arg) => !words.includes(arg))
  if (words.length === 0 && resources.length > 1 && !resources.some((one) => one.includes('/')))
    throw plain('resource(s) were provided, but no name was specified')
  if (words.length > 1) throw plain('only one selector is allowed')
  await runSet(f, {
    resources,
    dryRun: dryRunOf(f),
    operation: 'selector updated',
    failed: 'failed to patch selector',
    always: true,
    change: (object, info) => {
      const selector = parseSelector(words[0] ?? '')
      if (info.mapping.kind !== 'Service') throw plain('setting a selector is only supported for Services')
      put(object, ['spec', 'selector'], selector)
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
