/**
 * The Go types around the pod template, as data, in the notation of src/sim/hash/goTypes.ts. `!`: written even when
 * empty (no omitempty). What stands before a slash tells namesakes apart and is not printed.
 * @see k8s.io/api/{core,apps,autoscaling,discovery,events,policy}, apimachinery/pkg/apis/meta/v1, v1.35
 */

const META = 'ObjectMeta=metadata v1.ObjectMeta'
const object = (spec: string, status?: string): string =>
  `${META}; Spec ${spec}${status === undefined ? '' : `; Status ${status}`}`
const CONDITION =
  'Type string !; Status string !; LastTransitionTime v1.Time null; Reason string; Message string'
const REPLICAS = 'Replicas int32 !; FullyLabeledReplicas int32; ReadyReplicas int32; AvailableReplicas int32'
const METRIC_SOURCES = (suffix: string): string =>
  `Object *v2.ObjectMetric${suffix}; Pods *v2.PodsMetric${suffix}; Resource *v2.ResourceMetric${suffix}; ContainerResource *v2.ContainerResourceMetric${suffix}; External *v2.ExternalMetric${suffix}`

export const API_TYPES: Readonly<Record<string, string>> = {
  'v1.ManagedFieldsEntry':
    'Manager string; Operation string; APIVersion=apiVersion string; Time *v1.Time; FieldsType string; FieldsV1=fieldsV1 *any; Subresource string',
  'v1.Condition':
    'Type string !; Status string !; ObservedGeneration int64; LastTransitionTime v1.Time !; Reason string !; Message string !',

  'v1.Deployment': object('v1.DeploymentSpec', 'v1.DeploymentStatus'),
  'v1.DeploymentSpec':
    'Replicas *int32; Selector *v1.LabelSelector !; Template v1.PodTemplateSpec; Strategy v1.DeploymentStrategy; MinReadySeconds int32; RevisionHistoryLimit *int32; Paused bool; ProgressDeadlineSeconds *int32',
  'v1.DeploymentStrategy': 'Type string; RollingUpdate *v1.RollingUpdateDeployment',
  'v1.RollingUpdateDeployment': 'MaxUnavailable *intstr.IntOrString; MaxSurge *intstr.IntOrString',
  'v1.DeploymentStatus':
    'ObservedGeneration int64; Replicas int32; UpdatedReplicas int32; ReadyReplicas int32; AvailableReplicas int32; UnavailableReplicas int32; TerminatingReplicas *int32; Conditions []v1.DeploymentCondition; CollisionCount *int32',
  'v1.DeploymentCondition':
    'Type string !; Status string !; LastUpdateTime v1.Time null; LastTransitionTime v1.Time null; Reason string; Message string',
  'v1.ReplicaSet': object('v1.ReplicaSetSpec', 'v1.ReplicaSetStatus'),
  'v1.ReplicaSetSpec':
    'Replicas *int32; MinReadySeconds int32; Selector *v1.LabelSelector !; Template v1.PodTemplateSpec',
  'v1.ReplicaSetStatus': `${REPLICAS}; TerminatingReplicas *int32; ObservedGeneration int64; Conditions []v1.ReplicaSetCondition`,
  'v1.ReplicaSetCondition': CONDITION,
  'v1.ReplicationController': object('v1.ReplicationControllerSpec', 'v1.ReplicationControllerStatus'),
  'v1.ReplicationControllerSpec':
    'Replicas *int32; MinReadySeconds int32; Selector map[string]string; Template *v1.PodTemplateSpec',
  'v1.ReplicationControllerStatus': `${REPLICAS}; ObservedGeneration int64; Conditions []v1.ReplicationControllerCondition`,
  'v1.ReplicationControllerCondition': CONDITION,

  'v1.Pod': object('v1.PodSpec', 'v1.PodStatus'),
  'v1.EphemeralContainer': 'EphemeralContainerCommon= v1.Container; TargetContainerName string',
  'v1.PodStatus':
    'ObservedGeneration int64; Phase string; Conditions []v1.PodCondition; Message string; Reason string; NominatedNodeName string; HostIP=hostIP string; HostIPs=hostIPs []v1.HostIP; PodIP=podIP string; PodIPs=podIPs []v1.PodIP; StartTime *v1.Time; InitContainerStatuses []v1.ContainerStatus; ContainerStatuses []v1.ContainerStatus; QOSClass=qosClass string; EphemeralContainerStatuses []v1.ContainerStatus; Resize string; ResourceClaimStatuses []v1.PodResourceClaimStatus; ExtendedResourceClaimStatus *any; AllocatedResources v1.ResourceList; Resources *v1.ResourceRequirements',
  'v1.HostIP': 'IP=ip string !',
  'v1.PodIP': 'IP=ip string !',
  'v1.PodResourceClaimStatus': 'Name string !; ResourceClaimName *string',
  'v1.PodCondition':
    'Type string !; ObservedGeneration int64; Status string !; LastProbeTime v1.Time null; LastTransitionTime v1.Time null; Reason string; Message string',
  'v1.ContainerStatus':
    'Name string !; State v1.ContainerState; LastTerminationState=lastState v1.ContainerState; Ready bool !; RestartCount int32 !; Image string !; ImageID=imageID string !; ContainerID=containerID string; Started *bool; AllocatedResources v1.ResourceList; Resources *v1.ResourceRequirements; VolumeMounts []v1.VolumeMountStatus; User *any; AllocatedResourcesStatus []any; StopSignal *string',
  'v1.VolumeMountStatus':
    'Name string !; MountPath string !; ReadOnly bool; RecursiveReadOnly *string; VolumeStatus *any',
  'v1.ContainerState':
    'Waiting *v1.ContainerStateWaiting; Running *v1.ContainerStateRunning; Terminated *v1.ContainerStateTerminated',
  'v1.ContainerStateWaiting': 'Reason string; Message string',
  'v1.ContainerStateRunning': 'StartedAt v1.Time null',
  'v1.ContainerStateTerminated':
    'ExitCode int32 !; Signal int32; Reason string; Message string; StartedAt v1.Time null; FinishedAt v1.Time null; ContainerID=containerID string',
  'v1.Binding': `${META}; Target v1.ObjectReference`,
  'v1.ObjectReference':
    'Kind string; Namespace string; Name string; UID=uid types.UID; APIVersion=apiVersion string; ResourceVersion string; FieldPath string',

  'v1.SelfSubjectAccessReview': object('v1.SelfSubjectAccessReviewSpec', 'v1.SubjectAccessReviewStatus'),
  'v1.SelfSubjectAccessReviewSpec':
    'ResourceAttributes *v1.ResourceAttributes; NonResourceAttributes *v1.NonResourceAttributes',
  'v1.ResourceAttributes':
    'Namespace string; Verb string; Group string; Version string; Resource string; Subresource string; Name string; FieldSelector *any; LabelSelector *any',
  'v1.NonResourceAttributes': 'Path string; Verb string',
  'v1.SubjectAccessReviewStatus': 'Allowed bool !; Denied bool; Reason string; EvaluationError string',
  'v1.SelfSubjectRulesReview': object('v1.SelfSubjectRulesReviewSpec', 'v1.SubjectRulesReviewStatus'),
  'v1.SelfSubjectRulesReviewSpec': 'Namespace string',
  'v1.SubjectRulesReviewStatus':
    'ResourceRules []any !; NonResourceRules []any !; Incomplete bool !; EvaluationError string',
  'v1.SelfSubjectReview': `${META}; Status v1.SelfSubjectReviewStatus`,
  'v1.SelfSubjectReviewStatus': 'UserInfo v1.UserInfo',
  'v1.UserInfo': 'Username string; UID=uid string; Groups []string; Extra *any',

  'v1.Service': object('v1.ServiceSpec', 'v1.ServiceStatus'),
  'v1.ServiceSpec':
    'Ports []v1.ServicePort; Selector map[string]string; ClusterIP=clusterIP string; ClusterIPs=clusterIPs []string; Type string; ExternalIPs=externalIPs []string; SessionAffinity string; LoadBalancerIP=loadBalancerIP string; LoadBalancerSourceRanges []string; ExternalName string; ExternalTrafficPolicy string; HealthCheckNodePort int32; PublishNotReadyAddresses bool; SessionAffinityConfig *v1.SessionAffinityConfig; IPFamilies=ipFamilies []string; IPFamilyPolicy=ipFamilyPolicy *string; AllocateLoadBalancerNodePorts *bool; LoadBalancerClass *string; InternalTrafficPolicy *string; TrafficDistribution *string',
  'v1.SessionAffinityConfig': 'ClientIP=clientIP *v1.ClientIPConfig',
  'v1.ClientIPConfig': 'TimeoutSeconds *int32',
  'v1.ServicePort':
    'Name string; Protocol v1.Protocol; AppProtocol *string; Port int32 !; TargetPort intstr.IntOrString; NodePort int32',
  'v1.ServiceStatus': 'LoadBalancer v1.LoadBalancerStatus; Conditions []v1.Condition',
  'v1.LoadBalancerStatus': 'Ingress []v1.LoadBalancerIngress',
  'v1.LoadBalancerIngress': 'IP=ip string; Hostname string; IPMode=ipMode *string; Ports []any',
  'v1.Endpoints': `${META}; Subsets []v1.EndpointSubset`,
  'v1.EndpointSubset':
    'Addresses []v1.EndpointAddress; NotReadyAddresses []v1.EndpointAddress; Ports []v1.EndpointPort',
  'v1.EndpointAddress': 'IP=ip string !; Hostname string; NodeName *string; TargetRef *v1.ObjectReference',
  'v1.EndpointPort': 'Name string; Port int32 !; Protocol v1.Protocol; AppProtocol *string',
  'v1.EndpointSlice': `${META}; AddressType string !; Endpoints []discovery/v1.Endpoint !; Ports []discovery/v1.EndpointPort !`,
  'discovery/v1.Endpoint':
    'Addresses []string !; Conditions v1.EndpointConditions; Hostname *string; TargetRef *v1.ObjectReference; DeprecatedTopology map[string]string; NodeName *string; Zone *string; Hints *any',
  'v1.EndpointConditions': 'Ready *bool; Serving *bool; Terminating *bool',
  'discovery/v1.EndpointPort': 'Name *string; Protocol *string; Port *int32; AppProtocol *string',

  'v1.Event': `${META}; InvolvedObject v1.ObjectReference; Reason string; Message string; Source v1.EventSource; FirstTimestamp v1.Time null; LastTimestamp v1.Time null; Count int32; Type string; EventTime v1.MicroTime null; Series *v1.EventSeries; Action string; Related *v1.ObjectReference; ReportingController=reportingComponent string !; ReportingInstance string !`,
  'v1.EventSource': 'Component string; Host string',
  'v1.EventSeries': 'Count int32; LastObservedTime v1.MicroTime null',
  'events/v1.Event': `${META}; EventTime v1.MicroTime null; Series *events/v1.EventSeries; ReportingController string; ReportingInstance string; Action string; Reason string; Regarding v1.ObjectReference; Related *v1.ObjectReference; Note string; Type string; DeprecatedSource v1.EventSource; DeprecatedFirstTimestamp v1.Time null; DeprecatedLastTimestamp v1.Time null; DeprecatedCount int32`,
  'events/v1.EventSeries': 'Count int32 !; LastObservedTime v1.MicroTime null',

  'v1.Node': object('v1.NodeSpec', 'v1.NodeStatus'),
  'v1.NodeSpec':
    'PodCIDR=podCIDR string; PodCIDRs=podCIDRs []string; ProviderID=providerID string; Unschedulable bool; Taints []v1.Taint; ConfigSource *any; DoNotUseExternalID=externalID string',
  'v1.Taint': 'Key string !; Value string; Effect string !; TimeAdded *v1.Time',
  'v1.NodeStatus':
    'Capacity v1.ResourceList; Allocatable v1.ResourceList; Phase string; Conditions []v1.NodeCondition; Addresses []v1.NodeAddress; DaemonEndpoints v1.NodeDaemonEndpoints; NodeInfo v1.NodeSystemInfo; Images []v1.ContainerImage; VolumesInUse []string; VolumesAttached []any; Config *any; RuntimeHandlers []any; Features *any; DeclaredFeatures []string',
  'v1.NodeCondition':
    'Type string !; Status string !; LastHeartbeatTime v1.Time null; LastTransitionTime v1.Time null; Reason string; Message string',
  'v1.NodeAddress': 'Type string !; Address string !',
  'v1.NodeDaemonEndpoints': 'KubeletEndpoint v1.DaemonEndpoint',
  'v1.DaemonEndpoint': 'Port=Port int32 !',
  'v1.NodeSystemInfo':
    'MachineID=machineID string !; SystemUUID=systemUUID string !; BootID=bootID string !; KernelVersion string !; OSImage=osImage string !; ContainerRuntimeVersion string !; KubeletVersion string !; KubeProxyVersion string !; OperatingSystem string !; Architecture string !; Swap *any',
  'v1.ContainerImage': 'Names []string !; SizeBytes int64',

  'v1.Namespace': object('v1.NamespaceSpec', 'v1.NamespaceStatus'),
  'v1.NamespaceSpec': 'Finalizers []string',
  'v1.NamespaceStatus': 'Phase string; Conditions []v1.NamespaceCondition',
  'v1.NamespaceCondition': CONDITION,
  'v1.ConfigMap': `${META}; Immutable *bool; Data map[string]string; BinaryData map[string][]byte`,
  'v1.ServiceAccount': `${META}; Secrets []v1.ObjectReference; ImagePullSecrets []v1.LocalObjectReference; AutomountServiceAccountToken *bool`,
  'v1.PriorityClass': `${META}; Value int32 !; GlobalDefault bool; Description string; PreemptionPolicy *string`,
  'v1.ResourceQuota': object('v1.ResourceQuotaSpec', 'v1.ResourceQuotaStatus'),
  'v1.ResourceQuotaSpec': 'Hard v1.ResourceList; Scopes []string; ScopeSelector *v1.ScopeSelector',
  'v1.ScopeSelector': 'MatchExpressions []v1.ScopedResourceSelectorRequirement',
  'v1.ScopedResourceSelectorRequirement': 'ScopeName string !; Operator string !; Values []string',
  'v1.ResourceQuotaStatus': 'Hard v1.ResourceList; Used v1.ResourceList',
  'v1.LimitRange': object('v1.LimitRangeSpec'),
  'v1.LimitRangeSpec': 'Limits []v1.LimitRangeItem !',
  'v1.LimitRangeItem':
    'Type string !; Max v1.ResourceList; Min v1.ResourceList; Default v1.ResourceList; DefaultRequest v1.ResourceList; MaxLimitRequestRatio v1.ResourceList',
  'v1.PodDisruptionBudget': object('v1.PodDisruptionBudgetSpec', 'v1.PodDisruptionBudgetStatus'),
  'v1.PodDisruptionBudgetSpec':
    'MinAvailable *intstr.IntOrString; Selector *v1.LabelSelector; MaxUnavailable *intstr.IntOrString; UnhealthyPodEvictionPolicy *string',
  'v1.PodDisruptionBudgetStatus':
    'ObservedGeneration int64; DisruptedPods map[string]v1.Time; DisruptionsAllowed int32 !; CurrentHealthy int32 !; DesiredHealthy int32 !; ExpectedPods int32 !; Conditions []v1.Condition',
  'v1.Eviction': `${META}; DeleteOptions *v1.DeleteOptions`,
  'v1.DeleteOptions':
    'GracePeriodSeconds *int64; Preconditions *v1.Preconditions; OrphanDependents *bool; PropagationPolicy *v1.DeletionPropagation; DryRun []string; IgnoreStoreReadErrorWithClusterBreakingPotential *bool',
  'v1.Preconditions': 'UID=uid *types.UID; ResourceVersion *string',
  'v1.Scale': object('v1.ScaleSpec', 'v1.ScaleStatus'),
  'v1.ScaleSpec': 'Replicas int32',
  'v1.ScaleStatus': 'Replicas int32 !; Selector string',

  'v2.HorizontalPodAutoscaler': object('v2.HorizontalPodAutoscalerSpec', 'v2.HorizontalPodAutoscalerStatus'),
  'v2.HorizontalPodAutoscalerSpec':
    'ScaleTargetRef v2.CrossVersionObjectReference; MinReplicas *int32; MaxReplicas int32 !; Metrics []v2.MetricSpec; Behavior *v2.HorizontalPodAutoscalerBehavior',
  'v2.CrossVersionObjectReference': 'Kind string !; Name string !; APIVersion=apiVersion string',
  'v2.MetricSpec': `Type string !; ${METRIC_SOURCES('Source')}`,
  'v2.MetricStatus': `Type string !; ${METRIC_SOURCES('Status')}`,
  'v2.ObjectMetricSource':
    'DescribedObject v2.CrossVersionObjectReference; Target v2.MetricTarget; Metric v2.MetricIdentifier',
  'v2.PodsMetricSource': 'Metric v2.MetricIdentifier; Target v2.MetricTarget',
  'v2.ResourceMetricSource': 'Name string !; Target v2.MetricTarget',
  'v2.ContainerResourceMetricSource': 'Name string !; Target v2.MetricTarget; Container string !',
  'v2.ExternalMetricSource': 'Metric v2.MetricIdentifier; Target v2.MetricTarget',
  'v2.MetricTarget':
    'Type string !; Value *resource.Quantity; AverageValue *resource.Quantity; AverageUtilization *int32',
  'v2.MetricIdentifier': 'Name string !; Selector *v1.LabelSelector',
  'v2.ObjectMetricStatus':
    'Metric v2.MetricIdentifier; Current v2.MetricValueStatus; DescribedObject v2.CrossVersionObjectReference',
  'v2.PodsMetricStatus': 'Metric v2.MetricIdentifier; Current v2.MetricValueStatus',
  'v2.ResourceMetricStatus': 'Name string !; Current v2.MetricValueStatus',
  'v2.ContainerResourceMetricStatus': 'Name string !; Current v2.MetricValueStatus; Container string !',
  'v2.ExternalMetricStatus': 'Metric v2.MetricIdentifier; Current v2.MetricValueStatus',
  'v2.MetricValueStatus':
    'Value *resource.Quantity; AverageValue *resource.Quantity; AverageUtilization *int32',
  'v2.HorizontalPodAutoscalerBehavior': 'ScaleUp *v2.HPAScalingRules; ScaleDown *v2.HPAScalingRules',
  'v2.HPAScalingRules':
    'StabilizationWindowSeconds *int32; SelectPolicy *string; Policies []v2.HPAScalingPolicy; Tolerance *resource.Quantity',
  'v2.HPAScalingPolicy': 'Type string !; Value int32 !; PeriodSeconds int32 !',
  'v2.HorizontalPodAutoscalerStatus':
    'ObservedGeneration *int64; LastScaleTime *v1.Time; CurrentReplicas int32; DesiredReplicas int32 !; CurrentMetrics []v2.MetricStatus null; Conditions []v2.HorizontalPodAutoscalerCondition',
  'v2.HorizontalPodAutoscalerCondition': CONDITION,
  'v1.HorizontalPodAutoscaler': object('v1.HorizontalPodAutoscalerSpec', 'v1.HorizontalPodAutoscalerStatus'),
  'v1.HorizontalPodAutoscalerSpec':
    'ScaleTargetRef v1.CrossVersionObjectReference; MinReplicas *int32; MaxReplicas int32 !; TargetCPUUtilizationPercentage=targetCPUUtilizationPercentage *int32',
  'v1.CrossVersionObjectReference': 'Kind string !; Name string !; APIVersion=apiVersion string',
  'v1.HorizontalPodAutoscalerStatus':
    'ObservedGeneration *int64; LastScaleTime *v1.Time; CurrentReplicas int32 !; DesiredReplicas int32 !; CurrentCPUUtilizationPercentage=currentCPUUtilizationPercentage *int32',
}

/** Fields of the pod template's types that are written even when empty; `*`: all of the type's. */
export const ALWAYS_WRITTEN: Readonly<Record<string, string>> = {
  'v1.OwnerReference': 'apiVersion kind name uid',
  'v1.PodSpec': 'containers',
  'v1.Container': 'name',
  'v1.ContainerPort': 'containerPort',
  'v1.EnvVar': 'name',
  'v1.ObjectFieldSelector': 'fieldPath',
  'v1.ResourceFieldSelector': 'resource',
  'v1.ConfigMapKeySelector': 'key',
  'v1.SecretKeySelector': 'key',
  'v1.FileKeySelector': 'volumeName path key',
  'v1.ResourceClaim': 'name',
  'v1.ContainerResizePolicy': 'resourceName restartPolicy',
  'v1.ContainerRestartRule': 'action',
  'v1.ContainerRestartRuleOnExitCodes': 'operator',
  'v1.VolumeMount': 'name mountPath',
  'v1.VolumeDevice': 'name devicePath',
  'v1.HTTPGetAction': 'port',
  'v1.HTTPHeader': 'name value',
  'v1.TCPSocketAction': 'port',
  'v1.GRPCAction': 'port service',
  'v1.SleepAction': 'seconds',
  'v1.SeccompProfile': 'type',
  'v1.AppArmorProfile': 'type',
  'v1.Sysctl': 'name value',
  'v1.NodeSelector': 'nodeSelectorTerms',
  'v1.NodeSelectorRequirement': 'key operator',
  'v1.PreferredSchedulingTerm': 'weight preference',
  'v1.WeightedPodAffinityTerm': 'weight podAffinityTerm',
  'v1.PodAffinityTerm': 'topologyKey',
  'v1.LabelSelectorRequirement': 'key operator',
  'v1.TopologySpreadConstraint': 'maxSkew topologyKey whenUnsatisfiable',
  'v1.HostAlias': 'ip',
  'v1.PodReadinessGate': 'conditionType',
  'v1.PodOS': 'name',
  'v1.PodSchedulingGate': 'name',
  'v1.PodResourceClaim': 'name',
  'v1.WorkloadReference': 'name podGroup',
  'v1.Volume': 'name',
  'v1.HostPathVolumeSource': 'path',
  'v1.NFSVolumeSource': 'server path',
  'v1.PersistentVolumeClaimVolumeSource': 'claimName',
  'v1.CSIVolumeSource': 'driver',
  'v1.KeyToPath': 'key path',
  'v1.DownwardAPIVolumeFile': 'path',
  'v1.ProjectedVolumeSource': 'sources',
  'v1.ServiceAccountTokenProjection': 'path',
}
