/** One decision explained, whatever its kind, and where Kubernetes documents it. */
import type { Decision, DecisionKind } from '../../sim/decisions.ts'
import { DEPLOYMENT } from './explainDeployment.ts'
import { PODS } from './explainPods.ts'
import type { Explained } from './terms.ts'

const EXPLAINERS = { ...DEPLOYMENT, ...PODS }

export function explain(decision: Decision): Explained {
  const explainer = EXPLAINERS[decision.kind] as (one: Decision) => Explained
  return explainer(decision)
}

/** What the Deployment as a whole decided; the rest is about single pods, or found that all is in time. */
export const isMain = (decision: Decision): boolean =>
  decision.kind in DEPLOYMENT && !(decision.kind === 'DeadlineChecked' && !decision.exceeded)

const DOCS = 'https://kubernetes.io/docs/concepts/'
const DEPLOYMENTS = `${DOCS}workloads/controllers/deployment/`
const REPLICASETS = `${DOCS}workloads/controllers/replicaset/`
const LIFECYCLE = `${DOCS}workloads/pods/pod-lifecycle/`

/** The page of Kubernetes' documentation on each kind of decision. */
export const DOCUMENTED: Record<DecisionKind, string> = {
  NewReplicaSetCreated: `${DEPLOYMENTS}#updating-a-deployment`,
  NewReplicaSetFound: `${DEPLOYMENTS}#rolling-back-a-deployment`,
  RevisionBumped: `${DEPLOYMENTS}#checking-rollout-history-of-a-deployment`,
  HashCollision: `${DEPLOYMENTS}#pod-template-hash-label`,
  ScaledUpNew: `${DEPLOYMENTS}#max-surge`,
  ScaledDownNew: `${DEPLOYMENTS}#scaling-a-deployment`,
  CleanedUpUnhealthy: `${DEPLOYMENTS}#max-unavailable`,
  ScaledDownOld: `${DEPLOYMENTS}#max-unavailable`,
  NothingPossible: `${DEPLOYMENTS}#rolling-update-deployment`,
  ScaledProportionally: `${DEPLOYMENTS}#proportional-scaling`,
  ScaledOnly: `${DEPLOYMENTS}#scaling-a-deployment`,
  RecreateScaledDown: `${DEPLOYMENTS}#recreate-deployment`,
  RecreateWaits: `${DEPLOYMENTS}#recreate-deployment`,
  Paused: `${DEPLOYMENTS}#pausing-and-resuming-a-deployment`,
  Resumed: `${DEPLOYMENTS}#pausing-and-resuming-a-deployment`,
  RolloutComplete: `${DEPLOYMENTS}#complete-deployment`,
  DeadlineChecked: `${DEPLOYMENTS}#progress-deadline-seconds`,
  HistoryCleaned: `${DEPLOYMENTS}#clean-up-policy`,
  PodsCreated: `${REPLICASETS}#how-a-replicaset-works`,
  PodCreateFailed: `${DEPLOYMENTS}#failed-deployment`,
  PodChosenForDeletion: `${REPLICASETS}#scaling-a-replicaset`,
  PodNotYetAvailable: `${DEPLOYMENTS}#min-ready-seconds`,
  EndpointChanged: `${DOCS}services-networking/endpoint-slices/#conditions`,
  PodScheduled: `${DOCS}scheduling-eviction/kube-scheduler/`,
  PodUnschedulable: `${DOCS}scheduling-eviction/kube-scheduler/`,
  RetryDelayed: `${LIFECYCLE}#restart-policy`,
  ProbeTurned: `${LIFECYCLE}#container-probes`,
  ContainerKilled: `${LIFECYCLE}#pod-termination`,
}
