/** `kubectl create ingress|poddisruptionbudget|priorityclass`. @see k8s.io/kubectl/pkg/cmd/create/create_{ingress,pdb,priorityclass}.go */
import { plain } from '../errors.ts'
import type { Command, Factory } from '../factory.ts'
import { flag } from '../flags/groups.ts'
import type { FlagSpec } from '../flags/pflag.ts'
import type { JsonObject } from '../json.ts'
import { parseRequirements } from '../label-selector.ts'
import { nameOf, send, shared } from './create-send.ts'

const RULE = /^([\w*.-]*)(\/.*)=([\w-]+):([\w-]+)(?:,(tls)=?([\w-]+)?)?/

const backend = (name: string, port: string): JsonObject => ({
  service: { name, port: /^\d+$/.test(port) ? { number: Number(port) } : { name: port } },
})

/** One rule for each host, its paths in the order of the line. */
function ingressRules(words: string[]): JsonObject[] {
  const byHost = new Map<string, JsonObject[]>()
  for (const word of words) {
    const [, host = '', path = '', service = '', port = ''] = RULE.exec(word) ?? []
    const one = path.endsWith('*')
      ? { path: path.slice(0, -1), pathType: 'Prefix' }
      : { path, pathType: 'Exact' }
    byHost.set(host, [...(byHost.get(host) ?? []), { ...one, backend: backend(service, port) }])
  }
  return [...byHost].map(([host, paths]) => ({ ...(host === '' ? {} : { host }), http: { paths } }))
}

/** A host has one secret, the first; hosts of one secret stand together. */
function ingressTls(words: string[]): JsonObject[] {
  const found: { hosts: string[]; secretName: string }[] = []
  const seen = new Set<string>()
  for (const word of words) {
    const [, host = '', , , , tls, secretName = ''] = RULE.exec(word) ?? []
    if (tls === undefined || seen.has(host)) continue
    seen.add(host)
    const same = secretName === '' ? undefined : found.find((one) => one.secretName === secretName)
    if (same) same.hosts.push(host)
    else if (host !== '' || secretName !== '') found.push({ hosts: host === '' ? [] : [host], secretName })
  }
  return found.map(({ hosts, secretName }) => ({
    ...(hosts.length > 0 ? { hosts } : {}),
    ...(secretName === '' ? {} : { secretName }),
  }))
}

async function ingress(f: Factory): Promise<void> {
  const name = nameOf(f)
  const rules = f.flags.list('rule')
  const fallback = f.flags.text('default-backend')
  if (fallback === '' && rules.length === 0)
    throw plain(
      'not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)',
    )
  for (const rule of rules)
    if (!RULE.test(rule))
      throw plain(`rule ${rule} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`)
  const annotations = f.flags.list('annotation').map((word) => {
    const at = word.indexOf('=')
    if (at < 0) throw plain(`annotation ${word} is invalid and should be in format key=[value]`)
    return [word.slice(0, at), word.slice(at + 1)] as const
  })
  const [service = '', port, ...more] = fallback.split(':')
  if (fallback !== '' && (port === undefined || more.length > 0))
    throw plain('default-backend should be in format servicename:serviceport')
  const metadata: JsonObject = { name }
  if (annotations.length > 0) metadata.annotations = Object.fromEntries(annotations)
  const spec: JsonObject = {}
  if (f.flags.text('class') !== '') spec.ingressClassName = f.flags.text('class')
  if (port !== undefined) spec.defaultBackend = backend(service, port)
  const tls = ingressTls(rules)
  if (tls.length > 0) spec.tls = tls
  if (rules.length > 0) spec.rules = ingressRules(rules)
  const made = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata,
    spec,
    status: { loadBalancer: {} },
  }
  await send(f, 'ingresses', made, 'failed to create ingress')
}

const OPERATORS = { '!=': 'NotIn', in: 'In', notin: 'NotIn', exists: 'Exists', '!': 'DoesNotExist' } as const

/** metav1.ParseToLabelSelector. */
function labelSelector(source: string): JsonObject {
  const matchLabels: JsonObject = {}
  const matchExpressions: JsonObject[] = []
  for (const { key, operator, values } of parseRequirements(source)) {
    if (operator === '=') matchLabels[key] = values[0] ?? ''
    else
      matchExpressions.push({ key, operator: OPERATORS[operator], ...(values.length > 0 ? { values } : {}) })
  }
  return {
    ...(Object.keys(matchLabels).length > 0 ? { matchLabels } : {}),
    ...(matchExpressions.length > 0 ? { matchExpressions } : {}),
  }
}

async function budget(f: Factory): Promise<void> {
  const name = nameOf(f)
  const selector = f.flags.text('selector')
  const [min, max] = [f.flags.text('min-available'), f.flags.text('max-unavailable')]
  if (selector === '') throw plain('a selector must be specified')
  if (min === '' && max === '') throw plain('one of min-available or max-unavailable must be specified')
  if (min !== '' && max !== '') throw plain('min-available and max-unavailable cannot be both specified')
  if (!/^\d+%?$/.test(min || max))
    throw plain(`invalid format specified for ${min === '' ? 'max-unavailable' : 'min-available'}`)
  const value = (word: string) => (word.endsWith('%') ? word : Number(word))
  const spec: JsonObject = {
    ...(min === '' ? {} : { minAvailable: value(min) }),
    selector: labelSelector(selector),
    ...(max === '' ? {} : { maxUnavailable: value(max) }),
  }
  const status = { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 }
  const made = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name }, spec, status }
  await send(f, 'poddisruptionbudgets', made, 'failed to create poddisruptionbudgets')
}

async function priorityClass(f: Factory): Promise<void> {
  const made: JsonObject = {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name: nameOf(f) },
    value: f.flags.int('value'),
  }
  if (f.flags.bool('global-default')) made.globalDefault = true
  if (f.flags.text('description') !== '') made.description = f.flags.text('description')
  made.preemptionPolicy = f.flags.text('preemption-policy')
  await send(f, 'priorityclasses', made, 'failed to create priorityclass')
}

const many = (name: string, usage: string): FlagSpec => ({ name, type: 'stringArray', usage })

export const policyGenerators: Record<'ingress' | 'budget' | 'priorityClass', Command> = {
  ingress: {
    name: 'ingress',
    aliases: ['ing'],
    short: 'Create an ingress with the specified name',
    use: 'NAME --rule=host/path=service:port[,tls[=secret]]',
    flags: [
      ...shared,
      many('rule', 'host/path=service:port[,tls[=secret]]'),
      many('annotation', 'Annotation of the ingress, key=value'),
      flag.text('class', 'Ingress class'),
      flag.text('default-backend', 'Service for all else, svcname:port'),
    ],
    run: ingress,
  },
  budget: {
    name: 'poddisruptionbudget',
    aliases: ['pdb'],
    short: 'Create a pod disruption budget with the specified name',
    use: 'NAME --selector=SELECTOR --min-available=N',
    flags: [
      ...shared,
      flag.text('selector', 'Label selector of the pods'),
      flag.text('min-available', 'Number or share of pods that must be available'),
      flag.text('max-unavailable', 'Number or share of pods that may be unavailable'),
    ],
    run: budget,
  },
  priorityClass: {
    name: 'priorityclass',
    aliases: ['pc'],
    short: 'Create a priority class with the specified name',
    use: 'NAME --value=VALUE --global-default=BOOL',
    flags: [
      ...shared,
      { name: 'value', type: 'int32', default: '0', usage: 'Value of the class' },
      flag.bool('global-default', 'Whether pods without a class have this one'),
      flag.text('description', 'When to use the class'),
      flag.text('preemption-policy', 'Never or PreemptLowerPriority', 'PreemptLowerPriority'),
    ],
    run: priorityClass,
  },
}
