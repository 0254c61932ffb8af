/**
 * What changed in a pod's spec, as the server shows it: a unified diff of the internal type written as JSON.
 * @see k8s.io/apimachinery/pkg/util/diff (Diff), kubernetes/pkg/apis/core/types.go, v1.35
 */
import { internalForm, type Values } from '../schema/internal.ts'
import type { PodSpec } from '../types/pod.ts'
import { unifiedDiff } from './unifieddiff.ts'

/** Fields of the internal PodSpec in its own order; host settings are part of its security context. */
const ORDER =
  'volumes initContainers containers ephemeralContainers restartPolicy terminationGracePeriodSeconds activeDeadlineSeconds dnsPolicy nodeSelector serviceAccountName automountServiceAccountToken nodeName securityContext imagePullSecrets hostname subdomain setHostnameAsFQDN affinity schedulerName tolerations hostAliases priorityClassName priority preemptionPolicy dnsConfig readinessGates runtimeClassName overhead enableServiceLinks topologySpreadConstraints os schedulingGates resourceClaims resources hostnameOverride workloadRef'.split(
    ' ',
  )
const HOST = ['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'hostUsers']
function internalSpec(spec: PodSpec): unknown {
  const values = spec as unknown as Values
  const out = internalForm('v1.PodSpec', values, ORDER) as Record<string, unknown>
  const host = internalForm('v1.PodSpec', values, HOST) as Record<string, unknown>
  out.SecurityContext = {
    ...host,
    ...(internalForm('v1.PodSecurityContext', (values.securityContext ?? {}) as Values) as object),
  }
  return out
}

export const podSpecDiff = (old: PodSpec, next: PodSpec): string =>
  unifiedDiff(
    JSON.stringify(internalSpec(old), null, 1).split('\n'),
    JSON.stringify(internalSpec(next), null, 1).split('\n'),
  )
