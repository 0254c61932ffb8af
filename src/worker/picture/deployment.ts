/** The Deployment card: spec as it is in the API, counts of its status, and its three conditions. */
import type { Deployment, DeploymentCondition } from '../../sim/api/types/apps.ts'
import { getDeploymentCondition, TIMED_OUT } from '../../sim/controllers/deployment/conditions.ts'
import { parseRfc3339 } from '../../sim/time.ts'
import { NEW_RS_AVAILABLE_REASON } from './revisions.ts'
import { toMs, usOf } from './instant.ts'
import type { ConditionView, DeploymentView, SpecView } from './picture.ts'
import type { Rollout } from './rollout.ts'
import { say, type SentenceId } from './sentences.ts'

type Look = ConditionView['look']

function progressingLook({ status, reason }: DeploymentCondition): [Look, SentenceId] {
  if (reason === TIMED_OUT || status === 'False') return ['bad', 'condition.notProgressing']
  if (reason === 'DeploymentPaused') return ['paused', 'condition.paused']
  return [reason === NEW_RS_AVAILABLE_REASON ? 'ok' : 'working', 'condition.progressing']
}

function looks(condition: DeploymentCondition): [Look, SentenceId] {
  const holds = condition.status === 'True'
  switch (condition.type) {
    case 'Available':
      return holds ? ['ok', 'condition.available'] : ['bad', 'condition.notAvailable']
    case 'Progressing':
      return progressingLook(condition)
    case 'ReplicaFailure':
      return [holds ? 'bad' : 'absent', 'condition.replicaFailure']
  }
}

const ABSENT: Record<ConditionView['type'], SentenceId> = {
  Available: 'condition.available',
  Progressing: 'condition.progressing',
  ReplicaFailure: 'condition.replicaFailure',
}

function conditionView(
  type: ConditionView['type'],
  { status }: Deployment,
  epochSeconds: number,
): ConditionView {
  const condition = getDeploymentCondition(status, type)
  if (!condition) {
    return { type, look: 'absent', word: say(ABSENT[type], {}), reason: '', message: '', changedAt: null }
  }
  const [look, word] = looks(condition)
  const changed = parseRfc3339(condition.lastTransitionTime)
  return {
    type,
    look,
    word: say(word, {}),
    reason: condition.reason ?? '',
    message: condition.message ?? '',
    changedAt: changed === undefined ? null : toMs(usOf(changed, epochSeconds)),
  }
}

function probeOf({ spec }: Deployment): SpecView['readinessProbe'] {
  const probe = spec.template.spec.containers[0]?.readinessProbe
  if (!probe?.httpGet) return null
  return {
    path: probe.httpGet.path ?? '/',
    port: probe.httpGet.port,
    periodSeconds: probe.periodSeconds ?? 10,
    initialDelaySeconds: probe.initialDelaySeconds ?? 0,
    failureThreshold: probe.failureThreshold ?? 3,
  }
}

function otherProbeOf({ spec }: Deployment): Pick<SpecView, 'otherProbe'> {
  const probe = spec.template.spec.containers[0]?.readinessProbe
  const kind = (['exec', 'tcpSocket', 'grpc'] as const).find((one) => probe?.[one] !== undefined)
  return kind ? { otherProbe: kind } : {}
}

export function specView(deployment: Deployment): SpecView {
  const { spec } = deployment
  const container = spec.template.spec.containers[0]
  return {
    image: container?.image ?? '',
    container: container?.name ?? '',
    replicas: spec.replicas,
    strategy: spec.strategy.type ?? 'RollingUpdate',
    maxSurge: spec.strategy.rollingUpdate?.maxSurge ?? '25%',
    maxUnavailable: spec.strategy.rollingUpdate?.maxUnavailable ?? '25%',
    minReadySeconds: spec.minReadySeconds ?? 0,
    progressDeadlineSeconds: spec.progressDeadlineSeconds ?? 600,
    revisionHistoryLimit: spec.revisionHistoryLimit ?? 10,
    paused: spec.paused ?? false,
    readinessProbe: probeOf(deployment),
    ...otherProbeOf(deployment),
  }
}

export function deploymentView(rollout: Rollout, epochSeconds: number): DeploymentView {
  const { deployment } = rollout
  const { metadata, status } = deployment
  return {
    uid: metadata.uid,
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    spec: specView(deployment),
    surge: rollout.surge,
    unavailable: rollout.unavailable,
    updated: status.updatedReplicas ?? 0,
    available: status.availableReplicas ?? 0,
    total: status.replicas ?? 0,
    conditions: (['Available', 'Progressing', 'ReplicaFailure'] as const).map((type) =>
      conditionView(type, deployment, epochSeconds),
    ),
  }
}
