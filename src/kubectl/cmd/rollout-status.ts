/** `kubectl rollout status`. @see k8s.io/kubectl/pkg/cmd/rollout/rollout_status.go, polymorphichelpers/rollout_status.go */
import type { Deployment } from '../../sim/api/types/apps.ts'
import { build } from '../builder.ts'
import type { Info } from '../info.ts'
import { exit, plain } from '../errors.ts'
import type { Factory } from '../factory.ts'
import { informObject } from '../informer.ts'
import { at, int, text, type JsonObject } from '../json.ts'
import { groupKind } from '../resources.ts'
import { deploymentRolloutStatus, type RolloutStatus } from '../rolloutStatus.ts'
import { targetsOf } from './targets.ts'

const fail = (error: string): RolloutStatus => ({ message: '', done: false, error })

function daemonSetStatus(value: JsonObject): RolloutStatus {
  const name = text(value, 'metadata', 'name')
  if (text(value, 'spec', 'updateStrategy', 'type') !== 'RollingUpdate')
    return fail('rollout status is only available for RollingUpdate strategy type')
  if (int(value, 'metadata', 'generation') > int(value, 'status', 'observedGeneration'))
    return { message: 'Waiting for daemon set spec update to be observed...\n', done: false }
  const desired = int(value, 'status', 'desiredNumberScheduled')
  const updated = int(value, 'status', 'updatedNumberScheduled')
  const available = int(value, 'status', 'numberAvailable')
  const wait = (what: string) => ({
    message: `Waiting for daemon set "${name}" rollout to finish: ${what}...\n`,
    done: false,
  })
  if (updated < desired) return wait(`${updated} out of ${desired} new pods have been updated`)
  if (available < desired) return wait(`${available} of ${desired} updated pods are available`)
  return { message: `daemon set "${name}" successfully rolled out\n`, done: true }
}

function statefulSetStatus(value: JsonObject): RolloutStatus {
  if (text(value, 'spec', 'updateStrategy', 'type') !== 'RollingUpdate')
    return fail('rollout status is only available for RollingUpdate strategy type')
  const observed = int(value, 'status', 'observedGeneration')
  if (observed === 0 || int(value, 'metadata', 'generation') > observed)
    return { message: 'Waiting for statefulset spec update to be observed...\n', done: false }
  const replicas = int(value, 'spec', 'replicas')
  const ready = int(value, 'status', 'readyReplicas')
  const updated = int(value, 'status', 'updatedReplicas')
  if (ready < replicas)
    return { message: `Waiting for ${replicas - ready} pods to be ready...\n`, done: false }
  const partition = at(value, 'spec', 'updateStrategy', 'rollingUpdate', 'partition')
  if (typeof partition === 'number') {
    if (updated < replicas - partition) {
      const message = `Waiting for partitioned roll out to finish: ${updated} out of ${replicas - partition} new pods have been updated...\n`
      return { message, done: false }
    }
    return {
      message: `partitioned roll out complete: ${updated} new pods have been updated...\n`,
      done: true,
    }
  }
  const update = text(value, 'status', 'updateRevision')
  if (update !== text(value, 'status', 'currentRevision'))
    return {
      message: `waiting for statefulset rolling update to complete ${updated} pods at revision ${update}...\n`,
      done: false,
    }
  const current = int(value, 'status', 'currentReplicas')
  return {
    message: `statefulset rolling update complete ${current} pods at revision ${text(value, 'status', 'currentRevision')}...\n`,
    done: true,
  }
}

function statusOf(info: Info, value: JsonObject, revision: number): RolloutStatus {
  const { kind } = info.mapping
  if (kind === 'DaemonSet') return daemonSetStatus(value)
  if (kind === 'StatefulSet') return statefulSetStatus(value)
  // The answers of the API carry all fields that the type promises.
  return deploymentRolloutStatus({ status: {}, ...value } as unknown as Deployment, revision)
}

async function watchStatus(
  f: Factory,
  info: Info,
  revision: number,
  deadline: number | undefined,
): Promise<void> {
  const informer = await informObject(f, info.mapping, info.namespace, info.name, deadline)
  const watch = f.flags.bool('watch')
  try {
    for (;;) {
      const event = await informer.next()
      if (event === undefined) throw exit(1)
      if (event.type === 'SYNCED') continue
      if (event.type === 'TIMEOUT') throw plain('timed out waiting for the condition')
      if (event.type === 'DELETED') throw plain('object has been deleted')
      const { message, done, error } = statusOf(info, event.object, revision)
      if (error !== undefined) throw plain(error)
      f.out(message)
      if (done || !watch) return
    }
  } finally {
    informer.close()
  }
}

export async function runStatus(f: Factory): Promise<void> {
  const revision = f.flags.int('revision')
  if (f.args.length === 0 && f.flags.list('filename').length === 0)
    throw plain('required resource not specified')
  if (revision < 0) throw plain(`revision must be a positive integer: ${revision}`)
  const timeout = f.flags.duration('timeout')
  const result = await build(f, {
    ...targetsOf(f),
    allowEmptySelector: true,
    latest: true,
    continueOnError: true,
  })
  let found = 0
  await result.visit(async (info) => {
    found++
    if (!['Deployment', 'DaemonSet', 'StatefulSet'].includes(info.mapping.kind))
      throw plain(`no status viewer has been implemented for ${groupKind(info.mapping)}`)
    await watchStatus(f, info, revision, timeout > 0 ? f.host.now() + timeout / 1000 : undefined)
  })
  if (found === 0) f.err(`No resources found in ${f.namespace} namespace.\n`)
}
