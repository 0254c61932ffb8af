/**
 * How lists are merged by a strategic merge patch: key of the elements by `type.field`; '' merges plain values.
 * @see patchMergeKey and patchStrategy in k8s.io/api, v1.35
 */

export const MERGE_KEYS: Readonly<Record<string, string>> = {
  'v1.ObjectMeta.ownerReferences': 'uid',
  'v1.ObjectMeta.finalizers': '',
  'v1.PodSpec.volumes': 'name',
  'v1.PodSpec.initContainers': 'name',
  'v1.PodSpec.containers': 'name',
  'v1.PodSpec.ephemeralContainers': 'name',
  'v1.PodSpec.imagePullSecrets': 'name',
  'v1.PodSpec.hostAliases': 'ip',
  'v1.PodSpec.topologySpreadConstraints': 'topologyKey',
  'v1.PodSpec.schedulingGates': 'name',
  'v1.PodSpec.resourceClaims': 'name',
  'v1.Container.ports': 'containerPort',
  'v1.Container.env': 'name',
  'v1.Container.volumeMounts': 'mountPath',
  'v1.Container.volumeDevices': 'devicePath',
  'v1.PodStatus.conditions': 'type',
  'v1.PodStatus.podIPs': 'ip',
  'v1.PodStatus.hostIPs': 'ip',
  'v1.PodStatus.resourceClaimStatuses': 'name',
  'v1.ServiceSpec.ports': 'port',
  'v1.ServiceStatus.conditions': 'type',
  'v1.ServiceAccount.secrets': 'name',
  'v1.DeploymentStatus.conditions': 'type',
  'v1.ReplicaSetStatus.conditions': 'type',
  'v1.ReplicationControllerStatus.conditions': 'type',
  'v1.NodeSpec.podCIDRs': '',
  'v1.NodeStatus.conditions': 'type',
  'v1.NodeStatus.addresses': 'type',
  'v1.NamespaceStatus.conditions': 'type',
  'v1.PodDisruptionBudgetStatus.conditions': 'type',
  'v2.HorizontalPodAutoscalerStatus.conditions': 'type',
}

/** Objects that a strategic merge patch replaces as a whole. */
export const REPLACED: readonly string[] = ['v1.PodDisruptionBudgetSpec.selector']
