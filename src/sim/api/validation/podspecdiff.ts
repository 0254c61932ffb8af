/**
 * What changed in a pod's spec, as the server shows it: a unified diff of the internal type written as JSON.
 * @see k8s.io/apimachinery/pkg/util/diff (Diff), kubernetes/pkg/apis/core/types.go, v1.35
 */
import { structOf, type FieldType } from '../schema/structs.ts'
import type { PodSpec } from '../types/pod.ts'
import { unifiedDiff } from './unifieddiff.ts'

/** Fields of the internal PodSpec in its own order; host settings are part of its security context. */
const ORDER =
  'volumes initContainers containers ephemeralContainers restartPolicy terminationGracePeriodSeconds activeDeadlineSeconds dnsPolicy nodeSelector serviceAccountName automountServiceAccountToken nodeName securityContext imagePullSecrets hostname subdomain setHostnameAsFQDN affinity schedulerName tolerations hostAliases priorityClassName priority preemptionPolicy dnsConfig readinessGates runtimeClassName overhead enableServiceLinks topologySpreadConstraints os schedulingGates resourceClaims resources hostnameOverride workloadRef'.split(
    ' ',
  )
const HOST = ['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'hostUsers']
const VOLUME =
  'name hostPath emptyDir gcePersistentDisk awsElasticBlockStore gitRepo secret nfs iscsi glusterfs persistentVolumeClaim rbd quobyte flexVolume cinder cephfs flocker downwardAPI fc azureFile configMap vsphereVolume azureDisk photonPersistentDisk projected portworxVolume scaleIO storageos csi ephemeral image'.split(
    ' ',
  )

type Values = Readonly<Record<string, unknown>>

function zero(type: FieldType, pointer: boolean): unknown {
  if (pointer) return null
  switch (type.kind) {
    case 'int':
    case 'intOrString':
      return 0
    case 'bool':
      return false
    case 'string':
      return ''
    case 'quantity':
      return '0'
    case 'struct':
      return internal(type.struct, {})
    default:
      return null
  }
}

function written(type: FieldType, value: unknown): unknown {
  if (type.kind === 'struct') return internal(type.struct, value as Values)
  if (type.kind === 'list') return (value as unknown[]).map((item) => written(type.of, item))
  return value
}

function internal(struct: string, value: Values, order?: readonly string[]): unknown {
  const { fields } = structOf(struct)
  const names = order ?? (struct === 'v1.Volume' ? VOLUME : [...fields.keys()])
  const out: Record<string, unknown> = {}
  for (const name of names) {
    const field = fields.get(name)
    if (!field) continue
    const given = value[name]
    out[field.go] =
      given === undefined || given === null ? zero(field.type, field.pointer) : written(field.type, given)
  }
  return out
}

function internalSpec(spec: PodSpec): unknown {
  const values = spec as unknown as Values
  const out = internal('v1.PodSpec', values, ORDER) as Record<string, unknown>
  const host = internal('v1.PodSpec', values, HOST) as Record<string, unknown>
  out.SecurityContext = {
    ...host,
    ...(internal('v1.PodSecurityContext', (values.securityContext ?? {}) as Values) as object),
  }
  return out
}

export const podSpecDiff = (old: PodSpec, next: PodSpec): string =>
  unifiedDiff(
    JSON.stringify(internalSpec(old), null, 1).split('\n'),
    JSON.stringify(internalSpec(next), null, 1).split('\n'),
  )
