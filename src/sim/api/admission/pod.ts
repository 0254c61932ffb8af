/**
 * ServiceAccount, Priority and DefaultTolerationSeconds: what every pod gets. Specs are never changed in place: a pod
 * made from a template shares everything of it that admission leaves alone.
 * @see kubernetes/plugin/pkg/admission/{serviceaccount,priority,defaulttolerationseconds}/admission.go, v1.35
 */
import { randomName } from '../../random.ts'
import { failure, forbidden } from '../errors.ts'
import { KINDS } from '../registry/kinds.ts'
import { extended } from '../store/extended.ts'
import type { KubeObject, Status } from '../types/meta.ts'
import type { Container, Pod, PodSpec, Toleration } from '../types/pod.ts'
import type { VerbContext } from '../verbs/context.ts'

const MOUNT_PATH = '/var/run/secrets/kubernetes.io/serviceaccount'
/** An hour, and a little so that tokens of one hour are told apart from this default. */
const TOKEN_SECONDS = 3607
const TOLERATION_SECONDS = 300
const MODE = 420

type Volume = NonNullable<PodSpec['volumes']>[number]

const tokenSources = [
  { serviceAccountToken: { expirationSeconds: TOKEN_SECONDS, path: 'token' } },
  { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
  {
    downwardAPI: {
      items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
    },
  },
]
const projected = { sources: tokenSources, defaultMode: MODE }

const toleration = (key: string): Toleration => ({
  key,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: TOLERATION_SECONDS,
})
const NOT_READY = toleration('node.kubernetes.io/not-ready')
const UNREACHABLE = toleration('node.kubernetes.io/unreachable')
const BOTH = [NOT_READY, UNREACHABLE]

function tolerates(tolerations: readonly Toleration[], taint: string): boolean {
  return tolerations.some(({ key, effect }) => (key === taint || !key) && (effect === 'NoExecute' || !effect))
}

/** A list of tolerations with those that every pod has: how long it outlives a node that fails. */
export function withTolerations(tolerations: Toleration[] | undefined): Toleration[] {
  if (!tolerations || tolerations.length === 0) return BOTH
  const missing = BOTH.filter(({ key = '' }) => !tolerates(tolerations, key))
  return missing.length > 0 ? [...tolerations, ...missing] : tolerations
}

/** What does not differ from pod to pod of one template. */
function withStatics(spec: PodSpec): PodSpec {
  const account = spec.serviceAccountName || 'default'
  return {
    ...spec,
    serviceAccountName: account,
    serviceAccount: account,
    tolerations: withTolerations(spec.tolerations),
  }
}

const statics = new WeakMap<PodSpec, PodSpec>()

function staticsOf(spec: PodSpec): PodSpec {
  let found = statics.get(spec)
  if (!found) statics.set(spec, (found = withStatics(spec)))
  return found
}

const hasMount = ({ volumeMounts = [] }: Container): boolean =>
  volumeMounts.some(({ mountPath }) => mountPath === MOUNT_PATH)

function withToken(context: VerbContext, spec: PodSpec): PodSpec {
  const all = [...spec.containers, ...(spec.initContainers ?? [])]
  if (all.every(hasMount)) return spec
  const name = `kube-api-access-${randomName(context.random, 5)}`
  const mount = { name, readOnly: true, mountPath: MOUNT_PATH }
  const mounted = (container: Container): Container =>
    hasMount(container)
      ? container
      : extended(container, { volumeMounts: [...(container.volumeMounts ?? []), mount] })
  const volume: Volume = { name, projected }
  return extended(spec, {
    volumes: [...(spec.volumes ?? []), volume],
    containers: spec.containers.map(mounted),
    ...(spec.initContainers ? { initContainers: spec.initContainers.map(mounted) } : {}),
  })
}

type ServiceAccount = KubeObject & {
  automountServiceAccountToken?: boolean
  imagePullSecrets?: { name?: string }[]
}

function withServiceAccount(context: VerbContext, pod: Pod): Status | undefined {
  const { serviceAccountName = 'default', automountServiceAccountToken: own } = pod.spec
  const { namespace = '' } = pod.metadata
  const account = context.store.get('serviceaccounts', namespace, serviceAccountName) as
    ServiceAccount | undefined
  if (!account)
    return forbidden(
      KINDS.pods,
      pod.metadata.name,
      `error looking up service account ${namespace}/${serviceAccountName}: serviceaccount "${serviceAccountName}" not found`,
    )
  if (account.imagePullSecrets?.length && !pod.spec.imagePullSecrets?.length)
    pod.spec = { ...pod.spec, imagePullSecrets: account.imagePullSecrets }
  if (own ?? account.automountServiceAccountToken ?? true) pod.spec = withToken(context, pod.spec)
  return undefined
}

type PriorityClass = KubeObject & { value: number; preemptionPolicy?: string; globalDefault?: boolean }

function withPriority(context: VerbContext, pod: Pod): Status | undefined {
  const { priorityClassName } = pod.spec
  const classes = context.store.list('priorityclasses') as readonly PriorityClass[]
  const found = priorityClassName
    ? classes.find(({ metadata }) => metadata.name === priorityClassName)
    : classes.find(({ globalDefault }) => globalDefault === true)
  if (priorityClassName && !found)
    return forbidden(
      KINDS.pods,
      pod.metadata.name,
      `no PriorityClass with name ${priorityClassName} was found`,
    )
  const priority = found?.value ?? 0
  if (pod.spec.priority != null && pod.spec.priority !== priority)
    return failure(
      403,
      'Forbidden',
      `pods "${pod.metadata.name}" is forbidden: the integer value of priority (${pod.spec.priority}) must not be provided in pod spec; priority admission controller computed ${priority} from the given PriorityClass name`,
      { name: pod.metadata.name, kind: 'pods' },
    )
  const preemptionPolicy = pod.spec.preemptionPolicy ?? found?.preemptionPolicy ?? 'PreemptLowerPriority'
  pod.spec = extended(pod.spec, {
    ...(found ? { priorityClassName: found.metadata.name } : {}),
    priority,
    preemptionPolicy,
  })
  return undefined
}

export function admitPodSpec(context: VerbContext, pod: Pod): Status | undefined {
  pod.spec = staticsOf(pod.spec)
  return withServiceAccount(context, pod) ?? withPriority(context, pod)
}
