/** `kubectl logs`. @see k8s.io/kubectl/pkg/cmd/logs/logs.go. Simplified: -f shows what there is and ends with the answer. */
import { build } from '../builder.ts'
import { objectOf, type Info } from '../info.ts'
import { asKubectlError, isNotFound, plain, usage } from '../errors.ts'
import type { Command, Factory } from '../factory.ts'
import { parseRfc3339 } from '../../sim/time.ts'
import { flag, selectorFlag } from '../flags/groups.ts'
import { objectPath } from '../resources.ts'
import { allContainersOf, chooseContainer, podsOf, targetOf } from './attachable.ts'

const USAGE =
  "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command"

function queryOf(f: Factory, container: string): Record<string, string> {
  const query: Record<string, string> = { container }
  const tail = f.flags.int('tail')
  if (tail >= 0) query.tailLines = String(tail)
  else if (f.flags.text('selector') !== '') query.tailLines = '10'
  if (f.flags.bool('follow')) query.follow = 'true'
  if (f.flags.bool('previous')) query.previous = 'true'
  if (f.flags.bool('timestamps')) query.timestamps = 'true'
  if (f.flags.duration('since') > 0) query.sinceSeconds = String(Math.ceil(f.flags.duration('since') / 1000))
  if (f.flags.text('since-time') !== '') query.sinceTime = f.flags.text('since-time')
  if (f.flags.int('limit-bytes') > 0) query.limitBytes = String(f.flags.int('limit-bytes'))
  return query
}

async function showLog(f: Factory, pod: Info, container: string): Promise<void> {
  const path = `${objectPath(pod.mapping, pod.namespace, pod.name)}/log`
  const log = await f.client.text({
    method: 'GET',
    path,
    query: queryOf(f, container),
    accept: 'application/json, */*',
  })
  if (!f.flags.bool('prefix') && !f.flags.bool('all-pods')) {
    f.out(log)
    return
  }
  const prefix = `[pod/${pod.name}/${container}] `
  f.out(log.replace(/^(?=[^])/gm, prefix).replace(new RegExp(`${prefix.replace(/[[\]/]/g, '\\$&')}$`), ''))
}

async function showPod(f: Factory, pod: Info, container: string): Promise<void> {
  const containers = f.flags.bool('all-containers')
    ? allContainersOf(objectOf(pod))
    : [chooseContainer(f, objectOf(pod), container)]
  for (const one of containers) await showLog(f, pod, one)
}

/** @see LogsOptions.Validate, corev1 PodLogOptions */
function checkLimits(f: Factory, container: string): void {
  const time = f.flags.text('since-time')
  if (time !== '' && f.flags.duration('since') > 0)
    throw plain('at most one of `sinceTime` or `sinceSeconds` may be specified')
  if (time !== '' && parseRfc3339(time) === undefined)
    throw plain(
      `parsing time ${JSON.stringify(time)} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(time)} as "2006"`,
    )
  if (f.flags.int('limit-bytes') < 0) throw plain('--limit-bytes must be greater than 0')
  if (f.flags.bool('all-containers') && container !== '')
    throw plain(`--all-containers=true should not be specified with container name ${container}`)
}

async function run(f: Factory): Promise<void> {
  const selector = f.flags.text('selector')
  const [word, inline] = f.args
  if (f.args.length > 2 || (f.args.length === 0 && selector === '')) throw usage(USAGE, f.path)
  if (word !== undefined && selector !== '')
    throw usage('only a selector (-l) or a POD name is allowed', f.path)
  if (inline !== undefined && f.flags.text('container') !== '')
    throw plain('only one of -c or an inline [CONTAINER] arg is allowed')
  const container = inline ?? f.flags.text('container')
  if (f.flags.changed('tail') && f.flags.int('tail') < -1)
    throw plain('--tail must be greater than or equal to -1')
  checkLimits(f, container)
  if (selector !== '') {
    const { infos, errors } = await (await build(f, { args: ['pods'], selector })).infos()
    const [refusal] = errors
    if (refusal) throw refusal
    if (f.flags.bool('follow') && infos.length > f.flags.int('max-log-requests'))
      throw plain(
        `you are attempting to follow ${infos.length} log streams, but maximum allowed concurrency is ${f.flags.int('max-log-requests')}, use --max-log-requests to increase the limit`,
      )
    if (infos.length === 0) f.err(`No resources found in ${f.namespace} namespace.\n`)
    for (const pod of infos) await showPod(f, pod, container)
    return
  }
  const target = await targetOf(f, word ?? '').catch((error: unknown) => {
    const failure = asKubectlError(error)
    if (isNotFound(failure))
      throw plain(`error from server (NotFound): ${failure.message} in namespace "${f.namespace}"`)
    throw error
  })
  const pods = await podsOf(f, target, 'get the logs from')
  const [first] = pods
  if (first === undefined) throw plain(`timed out waiting for the condition`)
  if (f.flags.bool('all-pods')) for (const pod of pods) await showPod(f, pod, container)
  else {
    if (pods.length > 1) f.err(`Found ${pods.length} pods, using pod/${first.name}\n`)
    await showPod(f, first, container)
  }
}

export const logs: Command = {
  name: 'logs',
  aliases: ['log'],
  short: 'Print the logs for a container in a pod',
  use: '[-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]',
  flags: [
    selectorFlag,
    { ...flag.bool('follow', 'Follow the log'), short: 'f' },
    { ...flag.bool('previous', 'The log of the run before'), short: 'p' },
    { ...flag.text('container', 'The container'), short: 'c' },
    flag.bool('all-containers', 'All containers of the pod'),
    flag.bool('all-pods', 'All pods of the object'),
    flag.bool('prefix', 'Name pod and container before each line'),
    flag.bool('timestamps', 'Time before each line'),
    flag.bool('ignore-errors', 'Go on after errors'),
    flag.bool('insecure-skip-tls-verify-backend', 'Do not check the kubelet'),
    { name: 'tail', type: 'int64', default: '-1', usage: 'Lines of the end' },
    { name: 'since', type: 'duration', default: '0s', usage: 'Only what is newer' },
    flag.text('since-time', 'Only what is newer than this time'),
    { name: 'limit-bytes', type: 'int64', default: '0', usage: 'At most so many bytes' },
    { name: 'max-log-requests', type: 'int', default: '5', usage: 'Logs to follow at once' },
    { name: 'pod-running-timeout', type: 'duration', default: '20s', usage: 'How long to wait for a pod' },
  ],
  run,
}
