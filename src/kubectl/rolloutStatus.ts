/**
 * The line that `kubectl rollout status` prints of a Deployment.
 * @see k8s.io/kubectl/pkg/polymorphichelpers/rollout_status.go, v1.35
 */
import type { Deployment } from '../sim/api/types/apps.ts'

export interface RolloutStatus {
  /** With its line feed; empty when there is an error. */
  message: string
  done: boolean
  error?: string
}

const REVISION = 'deployment.kubernetes.io/revision'

type Revision = { ok: true; revision: number } | { ok: false; error: string }

/** The Deployment's revision annotation; absent counts as 0. */
function revisionOf(deployment: Deployment): Revision {
  const text = deployment.metadata.annotations?.[REVISION]
  if (text === undefined) return { ok: true, revision: 0 }
  if (/^[+-]?\d+$/.test(text)) return { ok: true, revision: Number(text) }
  return { ok: false, error: `strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax` }
}

/** ROLL-1: DeploymentStatusViewer.Status. `revision` 0: not asked for. */
export function deploymentRolloutStatus(deployment: Deployment, revision: number): RolloutStatus {
  const { metadata, spec, status } = deployment
  const fail = (error: string): RolloutStatus => ({ message: '', done: false, error })
  const wait = (text: string): RolloutStatus => ({ message: `Waiting for ${text}\n`, done: false })
  if (revision > 0) {
    const running = revisionOf(deployment)
    if (!running.ok) return fail(`cannot get the revision of deployment "${metadata.name}": ${running.error}`)
    if (running.revision !== revision)
      return fail(
        `desired revision (${revision}) is different from the running revision (${running.revision})`,
      )
  }
  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0))
    return wait('deployment spec update to be observed...')
  const progressing = status.conditions?.find(({ type }) => type === 'Progressing')
  if (progressing?.reason === 'ProgressDeadlineExceeded')
    return fail(`deployment "${metadata.name}" exceeded its progress deadline`)
  const { replicas = 0, updatedReplicas: updated = 0, availableReplicas: available = 0 } = status
  const toFinish = (what: string): RolloutStatus =>
    wait(`deployment "${metadata.name}" rollout to finish: ${what}...`)
  // A Deployment that never went through defaulting may have no spec.replicas.
  if (spec.replicas !== undefined && updated < spec.replicas)
    return toFinish(`${updated} out of ${spec.replicas} new replicas have been updated`)
  if (replicas > updated) return toFinish(`${replicas - updated} old replicas are pending termination`)
  if (available < updated) return toFinish(`${available} of ${updated} updated replicas are available`)
  return { message: `deployment "${metadata.name}" successfully rolled out\n`, done: true }
}
