/** `kubectl auth can-i|whoami`. @see k8s.io/kubectl/pkg/cmd/auth/{cani,whoami}.go */
import { mappingFor } from '../builder.ts'
import { exit, plain } from '../errors.ts'
import type { Command, Factory } from '../factory.ts'
import { allNamespacesFlag, flag, printFlags } from '../flags/groups.ts'
import { isObject, list, object, text, type JsonObject } from '../json.ts'
import { tableColumns } from '../printers/columns.ts'
import { outputFormat, structuredPrinter } from '../printers/objects.ts'
import { ruleRows } from './auth-rules.ts'

const RESOURCE_VERBS =
  'get list watch create update patch delete deletecollection use bind impersonate * approve sign escalate attest'
const URL_VERBS = 'get put post head options delete patch *'

async function review(f: Factory, group: string, resource: string, body: JsonObject): Promise<JsonObject> {
  const path = `/apis/${group}/v1/${resource}`
  const answer = await f.client.call({ method: 'POST', path, body: { apiVersion: `${group}/v1`, ...body } })
  return isObject(answer) ? answer : {}
}

const warn = (f: Factory, sentence: string): void => f.err(`Warning: ${sentence}\n\n`)

const warnOfVerb = (f: Factory, verb: string, known: string): void => {
  if (!known.split(' ').includes(verb)) warn(f, `verb '${verb}' is not a known verb`)
}

/** What is asked for of a type; a type that the server does not have is asked for as it was written. */
async function attributesOf(f: Factory, verb: string, word: string): Promise<JsonObject> {
  const slash = word.indexOf('/')
  const type = slash < 0 ? word : word.slice(0, slash)
  const mapping = type === '*' ? undefined : await mappingFor(f, type).catch(() => undefined)
  if (mapping === undefined && !['*', 'users', 'groups'].includes(type)) {
    const [resource = '', ...group] = type.toLowerCase().split('.')
    const where = group.length > 0 ? ` in group '${group.join('.')}'` : ''
    warn(f, `the server doesn't have a resource type '${resource}'${where}`)
  }
  const all = f.flags.bool('all-namespaces')
  if (!all) {
    const group = mapping?.group ? ` in group '${mapping.group}'` : ''
    if (mapping?.namespaced === false)
      warn(f, `resource '${mapping.resource}' is not namespace scoped${group}`)
    warnOfVerb(f, verb, RESOURCE_VERBS)
  }
  const subresource = f.flags.text('subresource')
  return {
    namespace: all ? '' : f.namespace,
    verb,
    group: mapping?.group ?? '',
    resource: mapping?.resource ?? type,
    ...(subresource === '' ? {} : { subresource }),
    ...(slash < 0 ? {} : { name: word.slice(slash + 1) }),
  }
}

async function listRules(f: Factory): Promise<void> {
  if (f.args.length > 0) throw plain('list option must be specified with no arguments')
  if (f.flags.bool('quiet') || f.flags.bool('all-namespaces') || f.flags.text('subresource') !== '')
    throw plain("list option can't be specified with neither quiet, all-namespaces nor subresource options")
  const answer = await review(f, 'authorization.k8s.io', 'selfsubjectrulesreviews', {
    kind: 'SelfSubjectRulesReview',
    spec: { namespace: f.namespace },
  })
  const status = object(answer, 'status')
  if (status.incomplete === true)
    f.err(`warning: the list may be incomplete: ${text(status, 'evaluationError')}\n`)
  const rows = ruleRows(status)
  if (!f.flags.bool('no-headers')) rows.unshift('Resources\tNon-Resource URLs\tResource Names\tVerbs')
  f.out(tableColumns().format(rows.map((row) => `${row}\n`).join('')))
}

async function canI(f: Factory): Promise<void> {
  if (f.flags.bool('list')) return listRules(f)
  const [verb, subject] = f.args
  if (verb === undefined || subject === undefined || f.args.length > 2)
    throw plain(
      "you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.",
    )
  let spec: JsonObject
  if (subject.startsWith('/')) {
    if (f.flags.text('subresource') !== '') throw plain('--subresource can not be used with NonResourceURL')
    warnOfVerb(f, verb, URL_VERBS)
    spec = { nonResourceAttributes: { path: subject, verb } }
  } else spec = { resourceAttributes: await attributesOf(f, verb, subject) }
  if (f.flags.bool('no-headers')) throw plain('--no-headers cannot be set without --list specified')
  const answer = await review(f, 'authorization.k8s.io', 'selfsubjectaccessreviews', {
    kind: 'SelfSubjectAccessReview',
    spec,
  })
  const status = object(answer, 'status')
  const allowed = status.allowed === true
  const why = [text(status, 'reason'), text(status, 'evaluationError')].filter((one) => one !== '')
  if (!f.flags.bool('quiet')) f.out(allowed ? 'yes\n' : `no${why.map((one) => ` - ${one}`).join('')}\n`)
  if (!allowed) throw exit(1)
}

async function whoami(f: Factory): Promise<void> {
  const { format } = outputFormat(f)
  const printer = format === '' ? undefined : structuredPrinter(f)
  const answer = await review(f, 'authentication.k8s.io', 'selfsubjectreviews', { kind: 'SelfSubjectReview' })
  if (printer) {
    f.out(printer(answer))
    return
  }
  const user = object(answer, 'status', 'userInfo')
  const rows = ['ATTRIBUTE\tVALUE']
  if (text(user, 'username') !== '') rows.push(`Username\t${text(user, 'username')}`)
  if (text(user, 'uid') !== '') rows.push(`UID\t${text(user, 'uid')}`)
  const groups = list(user, 'groups').map(String)
  if (groups.length > 0) rows.push(`Groups\t[${groups.join(' ')}]`)
  f.out(tableColumns().format(rows.map((row) => `${row}\n`).join('')))
}

export const auth: Command = {
  name: 'auth',
  short: 'Inspect authorization',
  helpTo: 'stderr',
  commands: [
    {
      name: 'can-i',
      short: 'Check whether an action is allowed',
      use: 'VERB [TYPE | TYPE/NAME | NONRESOURCEURL]',
      flags: [
        allNamespacesFlag,
        { ...flag.bool('quiet', 'Say nothing'), short: 'q' },
        flag.bool('list', 'List all'),
        flag.bool('no-headers', 'Without the line of headers'),
        flag.text('subresource', 'Subresource'),
      ],
      run: canI,
    },
    {
      name: 'whoami',
      short: 'Experimental: Check self subject attributes',
      flags: printFlags,
      run: whoami,
    },
  ],
}
