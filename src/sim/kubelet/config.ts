/** What a container's environment needs and the cluster has not. @see kubelet_pods.go makeEnvironmentVariables, v1.35 */
import type { ApiServer } from '../api/contract.ts'
import type { Container, Pod } from '../api/types/pod.ts'

interface EnvFrom {
  configMapRef?: { name?: string; optional?: boolean }
}

/** The error that keeps the container from being created, or null. Simplified: Secrets are taken to be there. */
export function missingConfig(api: ApiServer, pod: Pod, container: Container | undefined): string | null {
  const namespace = pod.metadata.namespace ?? ''
  for (const { configMapRef: ref } of (container?.envFrom ?? []) as EnvFrom[])
    if (ref && !ref.optional && !api.get('configmaps', namespace, ref.name ?? ''))
      return `configmap "${ref.name ?? ''}" not found`
  for (const { valueFrom } of container?.env ?? []) {
    const ref = valueFrom?.configMapKeyRef
    if (!ref || ref.optional) continue
    const map = api.get('configmaps', namespace, ref.name ?? '')
    if (!map) return `configmap "${ref.name ?? ''}" not found`
    if (map.data?.[ref.key] === undefined && map.binaryData?.[ref.key] === undefined)
      return `couldn't find key ${ref.key} in ConfigMap ${namespace}/${ref.name ?? ''}`
  }
  return null
}
