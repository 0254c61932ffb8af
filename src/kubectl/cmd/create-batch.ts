/** `kubectl create job|cronjob|token`. @see k8s.io/kubectl/pkg/cmd/create/create_{job,cronjob,token}.go */
import { build } from '../builder.ts'
import { objectOf } from '../info.ts'
import { asKubectlError, plain } from '../errors.ts'
import type { Command, Factory } from '../factory.ts'
import { flag } from '../flags/groups.ts'
import { isObject, object, text, type JsonObject } from '../json.ts'
import { operationPrinter } from '../printers/objects.ts'
import { nameOf, requireFlags, send, shared } from './create-send.ts'

function podTemplate(f: Factory, name: string, restartPolicy: string): JsonObject {
  const command = f.dash < 0 ? [] : f.args.slice(f.dash)
  const container: JsonObject = { name, image: f.flags.text('image'), resources: {} }
  if (command.length > 0) container.command = command
  return { metadata: {}, spec: { containers: [container], restartPolicy } }
}

/** A job that a CronJob's template makes at once. */
async function jobFrom(f: Factory, name: string, from: string): Promise<JsonObject> {
  const { infos, errors } = await (await build(f, { args: [from], latest: true })).infos()
  const [refusal] = errors
  if (refusal) throw refusal
  const [info] = infos
  if (info?.mapping.kind !== 'CronJob') throw plain('from must be an existing cronjob')
  const cronJob = objectOf(info)
  const template = object(cronJob, 'spec', 'jobTemplate')
  const labels = object(template, 'metadata', 'labels')
  const metadata: JsonObject = {
    name,
    annotations: { 'cronjob.kubernetes.io/instantiate': 'manual', ...object(template, 'metadata', 'annotations') },
    ...(Object.keys(labels).length > 0 ? { labels } : {}),
    ownerReferences: [
      { apiVersion: 'batch/v1', kind: 'CronJob', name: info.name, uid: text(cronJob, 'metadata', 'uid'), controller: true },
    ],
  } // prettier-ignore
  return { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: object(template, 'spec'), status: {} }
}

async function job(f: Factory): Promise<void> {
  const name = nameOf(f)
  const [image, from] = [f.flags.text('image'), f.flags.text('from')]
  if ((image === '') === (from === '')) throw plain('either --image or --from must be specified')
  if (from !== '' && f.dash >= 0 && f.args.length > f.dash) throw plain('cannot specify --from and command')
  const made =
    from === ''
      ? {
          apiVersion: 'batch/v1',
          kind: 'Job',
          metadata: { name },
          spec: { template: podTemplate(f, name, 'Never') },
          status: {},
        }
      : await jobFrom(f, name, from)
  await send(f, 'jobs', made, 'failed to create job')
}

async function cronJob(f: Factory): Promise<void> {
  requireFlags(f, ['image', 'schedule'])
  const name = nameOf(f)
  const template = podTemplate(f, name, f.flags.text('restart') || 'OnFailure')
  const jobTemplate = { metadata: { name }, spec: { template } }
  const spec = { schedule: f.flags.text('schedule'), jobTemplate }
  const made = { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name }, spec, status: {} }
  await send(f, 'cronjobs', made, 'failed to create cronjob')
}

const BOUND_KINDS = ['Node', 'Pod', 'Secret']

function checkBound(kind: string, name: string, uid: string): void {
  if (kind !== '') {
    if (!BOUND_KINDS.includes(kind))
      throw plain(`supported --bound-object-kind values are ${BOUND_KINDS.join(', ')}`)
    if (name === '') throw plain('--bound-object-name is required if --bound-object-kind is provided')
    return
  }
  if (name !== '') throw plain('--bound-object-name can only be set if --bound-object-kind is provided')
  if (uid !== '') throw plain('--bound-object-uid can only be set if --bound-object-kind is provided')
}

async function token(f: Factory): Promise<void> {
  const account = nameOf(f)
  const print = operationPrinter(f)
  const audiences = f.flags.list('audience')
  const [kind, name, uid] = [
    f.flags.text('bound-object-kind'),
    f.flags.text('bound-object-name'),
    f.flags.text('bound-object-uid'),
  ]
  const duration = f.flags.duration('duration')
  if (duration < 0) throw plain('--duration must be greater than or equal to 0')
  if (duration % 1000 !== 0) throw plain('--duration cannot be expressed in units less than seconds')
  if (audiences.includes('')) throw plain('--audience must not be an empty string')
  checkBound(kind, name, uid)
  const spec: JsonObject = { audiences: audiences.length > 0 ? audiences : null }
  if (duration > 0) spec.expirationSeconds = duration / 1000
  if (kind !== '') spec.boundObjectRef = { kind, apiVersion: 'v1', name, ...(uid === '' ? {} : { uid }) }
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', metadata: {}, spec }
  const path = `/api/v1/namespaces/${f.namespace}/serviceaccounts/${account}/token`
  const answer = await f.client.call({ method: 'POST', path, body }).catch((error: unknown) => {
    throw plain(`failed to create token: ${asKubectlError(error).message}`)
  })
  const given = isObject(answer) ? answer : {}
  const secret = text(given, 'status', 'token')
  if (secret === '') throw plain('failed to create token: no token in server response')
  if (f.flags.text('output') === '') f.out(f.host.columns() > 0 ? `${secret}\n` : secret)
  else print('created', given)
}

const image = flag.text('image', 'Image name to run')

export const batchGenerators: Record<'job' | 'cronJob' | 'token', Command> = {
  job: {
    name: 'job',
    short: 'Create a job with the specified name',
    use: 'NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...]',
    flags: [...shared, image, flag.text('from', 'The cronjob whose template makes the job')],
    run: job,
  },
  cronJob: {
    name: 'cronjob',
    aliases: ['cj'],
    short: 'Create a cron job with the specified name',
    use: "NAME --image=image --schedule='0/5 * * * ?' -- [COMMAND] [args...]",
    flags: [
      ...shared,
      image,
      flag.text('schedule', 'Schedule in the Cron format'),
      flag.text('restart', 'OnFailure or Never'),
    ],
    run: cronJob,
  },
  token: {
    name: 'token',
    short: 'Request a service account token',
    use: 'SERVICE_ACCOUNT_NAME',
    flags: [
      ...shared,
      { name: 'audience', type: 'stringArray', usage: 'Audience of the token' },
      { name: 'duration', type: 'duration', default: '0s', usage: 'Lifetime of the token' },
      flag.text('bound-object-kind', 'Kind of the object that the token is bound to'),
      flag.text('bound-object-name', 'Name of that object'),
      flag.text('bound-object-uid', 'UID of that object'),
    ],
    run: token,
  },
}
