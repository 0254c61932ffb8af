/**
 * Numbers of fields in protobuf, for the types that kubectl's creating commands send: the JSON names in the order of
 * their numbers, `-` where a number is not told.
 * @see generated.proto in k8s.io/api/{core,apps,autoscaling}, apimachinery/pkg/apis/meta/v1, v1.35
 */
const OBJECT = 'metadata spec status'

export const FIELD_NUMBERS: Readonly<Record<string, string>> = {
  'v1.ObjectMeta':
    'name generateName namespace selfLink uid resourceVersion generation creationTimestamp deletionTimestamp deletionGracePeriodSeconds labels annotations ownerReferences finalizers - - managedFields',
  'v1.LabelSelector': 'matchLabels matchExpressions',
  'v1.LabelSelectorRequirement': 'key operator values',

  'v1.Deployment': OBJECT,
  'v1.DeploymentSpec':
    'replicas selector template strategy minReadySeconds revisionHistoryLimit paused - progressDeadlineSeconds',
  'v1.DeploymentStrategy': 'type rollingUpdate',
  'v1.RollingUpdateDeployment': 'maxUnavailable maxSurge',
  'v1.DeploymentStatus':
    'observedGeneration replicas updatedReplicas availableReplicas unavailableReplicas conditions readyReplicas collisionCount',

  'v1.Pod': OBJECT,
  'v1.PodTemplateSpec': 'metadata spec',
  'v1.PodSpec':
    'volumes containers restartPolicy terminationGracePeriodSeconds activeDeadlineSeconds dnsPolicy nodeSelector serviceAccountName serviceAccount nodeName hostNetwork hostPID hostIPC securityContext imagePullSecrets hostname subdomain affinity schedulerName initContainers automountServiceAccountToken tolerations hostAliases priorityClassName priority dnsConfig shareProcessNamespace readinessGates runtimeClassName enableServiceLinks preemptionPolicy',
  'v1.PodSecurityContext': '',
  'v1.PodStatus': 'phase - message reason hostIP podIP - - qosClass',
  'v1.Container':
    'name image command args workingDir ports env resources volumeMounts livenessProbe readinessProbe lifecycle terminationMessagePath imagePullPolicy securityContext stdin stdinOnce tty envFrom terminationMessagePolicy',
  'v1.ContainerPort': 'name hostPort containerPort protocol hostIP',
  'v1.EnvVar': 'name value',
  'v1.ResourceRequirements': 'limits requests',

  'v1.SelfSubjectAccessReview': OBJECT,
  'v1.SelfSubjectAccessReviewSpec': 'resourceAttributes nonResourceAttributes',
  'v1.ResourceAttributes': 'namespace verb group version resource subresource name',
  'v1.NonResourceAttributes': 'path verb',
  'v1.SubjectAccessReviewStatus': 'allowed reason evaluationError denied',
  'v1.SelfSubjectRulesReview': OBJECT,
  'v1.SelfSubjectRulesReviewSpec': 'namespace',
  'v1.SubjectRulesReviewStatus': '- - incomplete evaluationError',
  'v1.SelfSubjectReview': 'metadata status',
  'v1.SelfSubjectReviewStatus': 'userInfo',
  'v1.UserInfo': 'username uid groups',

  'v1.Service': OBJECT,
  'v1.ServiceSpec':
    'ports selector clusterIP type externalIPs - sessionAffinity loadBalancerIP loadBalancerSourceRanges externalName externalTrafficPolicy healthCheckNodePort publishNotReadyAddresses sessionAffinityConfig - - ipFamilyPolicy clusterIPs ipFamilies allocateLoadBalancerNodePorts loadBalancerClass internalTrafficPolicy',
  'v1.ServicePort': 'name protocol port targetPort nodePort appProtocol',
  'v1.ServiceStatus': 'loadBalancer conditions',
  'v1.LoadBalancerStatus': 'ingress',

  'v1.Namespace': OBJECT,
  'v1.NamespaceSpec': 'finalizers',
  'v1.NamespaceStatus': 'phase',
  'v1.ConfigMap': 'metadata data binaryData immutable',
  'v1.ResourceQuota': OBJECT,
  'v1.ResourceQuotaSpec': 'hard scopes scopeSelector',
  'v1.ResourceQuotaStatus': 'hard used',

  'v1.HorizontalPodAutoscaler': OBJECT,
  'v1.HorizontalPodAutoscalerSpec': 'scaleTargetRef minReplicas maxReplicas targetCPUUtilizationPercentage',
  'v1.HorizontalPodAutoscalerStatus':
    'observedGeneration lastScaleTime currentReplicas desiredReplicas currentCPUUtilizationPercentage',
  'v1.CrossVersionObjectReference': 'kind name apiVersion',
  'v2.HorizontalPodAutoscaler': OBJECT,
  'v2.HorizontalPodAutoscalerSpec': 'scaleTargetRef minReplicas maxReplicas metrics behavior',
  'v2.HorizontalPodAutoscalerStatus':
    'observedGeneration lastScaleTime currentReplicas desiredReplicas currentMetrics conditions',
  'v2.CrossVersionObjectReference': 'kind name apiVersion',
  'v2.MetricSpec': 'type object pods resource external - containerResource',
  'v2.ResourceMetricSource': 'name target',
  'v2.MetricTarget': 'type value averageValue averageUtilization',
}
