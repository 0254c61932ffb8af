/** `kubectl delete`: one DELETE per object, then waiting until all are gone. @see k8s.io/kubectl/pkg/cmd/delete/delete.go */
import { build } from '../builder.ts'
import type { Info, Result } from '../info.ts'
import { asKubectlError, exit, isNotFound, plain, several, withSource, type KubectlError } from '../errors.ts'
import { dryRunOf, dryRunSuffix, writeQuery, type Command, type DryRun, type Factory } from '../factory.ts'
import {
  allNamespacesFlag,
  dryRunFlag,
  fieldSelectorFlag,
  filenameFlags,
  flag,
  selectorFlag,
  timeoutFlag,
} from '../flags/groups.ts'
import { informObject } from '../informer.ts'
import { isObject, text, type Json, type JsonObject } from '../json.ts'
import { lowerGroupKind, objectPath } from '../resources.ts'
import { targetsOf } from './targets.ts'

/** The value of --cascade as a propagation policy. @see cmdutil GetCascadingStrategy */
export function propagationOf(f: Factory): string {
  const value = f.flags.text('cascade')
  const old: Record<string, string> = { true: 'background', false: 'orphan' }
  const word = old[value] ?? value
  if (old[value])
    f.err(
      `warning: --cascade=${value} is deprecated (boolean value) and can be replaced with --cascade=${word}.\n`,
    )
  const policies: Record<string, string> = {
    background: 'Background',
    orphan: 'Orphan',
    foreground: 'Foreground',
  }
  const policy = policies[word]
  if (policy === undefined)
    throw plain(`invalid cascade value (${value}). Must be "background", "foreground", or "orphan"`)
  return policy
}

function graceOf(f: Factory): number {
  let grace = f.flags.int('grace-period')
  if (f.flags.bool('now')) {
    if (grace !== -1) throw plain('--now and --grace-period cannot be specified together')
    grace = 1
  }
  if (grace === 0 && !f.flags.bool('force')) grace = 1
  else if (f.flags.bool('force') && grace < 0) grace = 0
  return grace
}

export interface Deletion {
  policy: string
  grace: number
  force: boolean
  dryRun: DryRun
  output: string
}

export function deletedLine(info: Info, how: Deletion): string {
  if (how.output === 'name') return `${lowerGroupKind(info.mapping)}/${info.name}\n`
  const operation = how.force && how.grace === 0 ? 'force deleted' : 'deleted'
  const place = info.mapping.namespaced ? ` from ${info.namespace} namespace` : ''
  return `${lowerGroupKind(info.mapping)} "${info.name}" ${operation}${place}${dryRunSuffix(how.dryRun)}\n`
}

/** Sends the DELETE; returns the uid of what is going, or ''. */
export async function deleteInfo(f: Factory, info: Info, how: Deletion): Promise<string> {
  if (info.name === '') throw plain('resource name may not be empty')
  const body: JsonObject = { propagationPolicy: how.policy }
  if (how.grace >= 0) body.gracePeriodSeconds = how.grace
  if (how.dryRun === 'server') body.dryRun = ['All']
  const answer: Json = await f.client
    .call({
      method: 'DELETE',
      path: objectPath(info.mapping, info.namespace, info.name),
      body,
      query: writeQuery({}),
    })
    .catch((error: unknown) => {
      throw withSource(asKubectlError(error), 'deleting', info.source)
    })
  if (!isObject(answer)) return ''
  return text(answer, 'kind') === 'Status' ? text(answer, 'details', 'uid') : text(answer, 'metadata', 'uid')
}

/** Blocks until the object with this uid is gone. @see wait.IsDeleted */
export async function waitGone(
  f: Factory,
  info: Info,
  uid: string,
  deadline: number | undefined,
): Promise<void> {
  let found: JsonObject
  try {
    found = await f.client.get(objectPath(info.mapping, info.namespace, info.name))
  } catch (error) {
    if (isNotFound(asKubectlError(error))) return
    throw error
  }
  if (uid !== '' && text(found, 'metadata', 'uid') !== uid) return
  const informer = await informObject(f, info.mapping, info.namespace, info.name, deadline)
  let there = false
  try {
    for (;;) {
      const event = await informer.next()
      if (event === undefined) throw exit(1)
      if (event.type === 'TIMEOUT')
        throw plain(`timed out waiting for the condition on ${info.mapping.resource}/${info.name}`)
      if (event.type === 'DELETED' || (event.type === 'SYNCED' && !there)) return
      there ||= event.type === 'ADDED'
    }
  } finally {
    informer.close()
  }
}

/** Asks once for everything that would go. */
async function confirmed(f: Factory, result: Result): Promise<boolean> {
  const { infos } = await result.infos()
  if (infos.length === 0) return true
  const names = infos.map((info) => `${lowerGroupKind(info.mapping)}/${info.name}\n`).join('')
  f.out(`You are about to delete the following ${infos.length} resource(s):\n${names}`)
  f.out('Do you want to continue? (y/n): ')
  const [answer = ''] = f.host.stdin().split('\n')
  if (/^y$/i.test(answer.trim())) return true
  f.out('deletion is cancelled\n')
  return false
}

async function run(f: Factory): Promise<void> {
  const output = f.flags.text('output')
  if (output !== '' && output !== 'name')
    throw plain(`unexpected -o output mode: ${output}. We only support '-o name'`)
  const how: Deletion = {
    policy: propagationOf(f),
    grace: graceOf(f),
    force: f.flags.bool('force'),
    dryRun: dryRunOf(f),
    output,
  }
  if (how.force && how.grace > 0)
    throw plain('--force and --grace-period greater than 0 cannot be specified together')
  if (f.flags.bool('all') && (f.flags.text('selector') !== '' || f.flags.text('field-selector') !== ''))
    throw plain("setting 'all' parameter but found a non empty selector. ")
  const targets = targetsOf(f)
  const raw = f.flags.text('raw')
  if (raw !== '') {
    f.out(`${await f.client.text({ method: 'DELETE', path: raw })}`)
    return
  }
  const result = await build(f, {
    ...targets,
    continueOnError: true,
    lazy: true,
  })
  if (f.flags.bool('interactive') && !(await confirmed(f, result))) return
  const wide = targets.all || targets.selector !== undefined || targets.fieldSelector !== undefined
  const ignoreNotFound = f.flags.bool('ignore-not-found') || (wide && !f.flags.changed('ignore-not-found'))
  if (how.grace === 0 && how.force) {
    f.err(
      'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.\n',
    )
  }
  const errors: KubectlError[] = []
  const gone: { info: Info; uid: string }[] = []
  let found = 0
  await result
    .visit(async (info) => {
      found++
      try {
        if (how.dryRun !== 'client') {
          const uid = await deleteInfo(f, info, how)
          if (how.dryRun === 'none') gone.push({ info, uid })
        }
      } catch (error) {
        if (ignoreNotFound && isNotFound(asKubectlError(error))) {
          gone.push({ info, uid: '' })
          return
        }
        throw error
      }
      f.out(deletedLine(info, how))
    })
    .catch((error: unknown) => errors.push(asKubectlError(error)))
  const left = ignoreNotFound ? errors.filter((error) => !isNotFound(error)) : errors
  if (left.length > 0) throw several(left)
  if (errors.length > 0 && found === 0) return
  if (found === 0) {
    f.out('No resources found\n')
    return
  }
  if (!f.flags.bool('wait') || how.dryRun !== 'none' || gone.length === 0) return
  const timeout = f.flags.duration('timeout')
  const deadline = timeout > 0 ? f.host.now() + timeout / 1000 : undefined
  for (const one of gone) await waitGone(f, one.info, one.uid, deadline)
}

export const deleteFlags = [
  ...filenameFlags,
  { ...flag.text('cascade', 'background, orphan or foreground', 'background'), bare: 'background' },
  {
    name: 'grace-period',
    type: 'int' as const,
    default: '-1',
    usage: 'Seconds given to the object to end by itself',
  },
  flag.bool('force', 'Remove from the API at once'),
  timeoutFlag('0s'),
  { ...flag.bool('wait', 'Wait until the objects are gone', true) },
]

export const del: Command = {
  name: 'delete',
  short: 'Delete resources by file names, stdin, resources and names, or by resources and label selector',
  use: '([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)])',
  flags: [
    ...deleteFlags,
    selectorFlag,
    fieldSelectorFlag,
    allNamespacesFlag,
    flag.bool('all', 'Delete all resources of the types'),
    flag.bool('ignore-not-found', 'A missing object is no error'),
    flag.bool('now', 'The same as --grace-period=1'),
    { ...flag.bool('interactive', 'Ask before deleting'), short: 'i' },
    { ...flag.text('output', 'name, or nothing'), short: 'o' },
    flag.text('raw', 'URI to delete from'),
    dryRunFlag,
  ],
  run,
}
