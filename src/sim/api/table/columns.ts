/**
 * Columns of the Tables that the API server renders, with the descriptions that are part of the answer.
 * One column: `name|type|format|priority|description`.
 * @see kubernetes/pkg/printers/internalversion/printers.go, v1.35
 */

export interface ColumnDefinition {
  name: string
  type: string
  format: string
  description: string
  priority: number
}

const NAME =
  'Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names'
const AGE =
  'CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata'

const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  pods: [
    `Name|string|name|0|${NAME}`,
    'Ready|string||0|The aggregate readiness state of this pod for accepting traffic.',
    'Status|string||0|The aggregate status of the containers in this pod.',
    'Restarts|string||0|The number of times the containers in this pod have been restarted and when the last container in this pod has restarted.',
    `Age|string||0|${AGE}`,
    'IP|string||1|podIP address allocated to the pod. Routable at least within the cluster. Empty if not yet allocated.',
    'Node|string||1|NodeName indicates in which node this pod is scheduled. If empty, this pod is a candidate for scheduling by the scheduler defined in schedulerName. Once this field is set, the kubelet for this node becomes responsible for the lifecycle of this pod. This field should not be used to express a desire for the pod to be scheduled on a specific node. https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename',
    'Nominated Node|string||1|nominatedNodeName is set only when this pod preempts other pods on the node, but it cannot be scheduled right away as preemption victims receive their graceful termination periods. This field does not guarantee that the pod will be scheduled on this node. Scheduler may decide to place the pod elsewhere if other nodes become available sooner. Scheduler may also decide to give the resources on this node to a higher priority pod that is created after preemption. As a result, this field may be different than PodSpec.nodeName when the pod is scheduled.',
    'Readiness Gates|string||1|If specified, all readiness gates will be evaluated for pod readiness. A pod is ready when all its containers are ready AND all conditions specified in the readiness gates have status equal to "True" More info: https://git.k8s.io/enhancements/keps/sig-network/580-pod-readiness-gates',
  ],
  deployments: [
    `Name|string|name|0|${NAME}`,
    'Ready|string||0|Number of the pod with ready state',
    'Up-to-date|string||0|Total number of non-terminating pods targeted by this deployment that have the desired template spec.',
    'Available|string||0|Total number of available non-terminating pods (ready for at least minReadySeconds) targeted by this deployment.',
    `Age|string||0|${AGE}`,
    'Containers|string||1|Names of each container in the template.',
    'Images|string||1|Images referenced by each container in the template.',
    'Selector|string||1|Label selector for pods. Existing ReplicaSets whose pods are selected by this will be the ones affected by this deployment.',
  ],
  replicasets: [
    `Name|string|name|0|${NAME}`,
    'Desired|integer||0|Replicas is the number of desired pods. This is a pointer to distinguish between explicit zero and unspecified. Defaults to 1. More info: https://kubernetes.io/docs/concepts/workloads/controllers/replicaset',
    'Current|integer||0|Replicas is the most recently observed number of non-terminating pods. More info: https://kubernetes.io/docs/concepts/workloads/controllers/replicaset',
    'Ready|integer||0|The number of non-terminating pods targeted by this ReplicaSet with a Ready Condition.',
    `Age|string||0|${AGE}`,
    'Containers|string||1|Names of each container in the template.',
    'Images|string||1|Images referenced by each container in the template.',
    'Selector|string||1|Selector is a label query over pods that should match the replica count. If the selector is empty, it is defaulted to the labels present on the pod template. Label keys and values that must match in order to be controlled by this replica set. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors',
  ],
  replicationcontrollers: [
    `Name|string|name|0|${NAME}`,
    'Desired|integer||0|Replicas is the number of desired replicas. This is a pointer to distinguish between explicit zero and unspecified. Defaults to 1. More info: https://kubernetes.io/docs/concepts/workloads/controllers/replicationcontroller#what-is-a-replicationcontroller',
    'Current|integer||0|Replicas is the most recently observed number of replicas. More info: https://kubernetes.io/docs/concepts/workloads/controllers/replicationcontroller#what-is-a-replicationcontroller',
    'Ready|integer||0|The number of ready replicas for this replication controller.',
    `Age|string||0|${AGE}`,
    'Containers|string||1|Names of each container in the template.',
    'Images|string||1|Images referenced by each container in the template.',
    'Selector|string||1|Selector is a label query over pods that should match the Replicas count. If Selector is empty, it is defaulted to the labels present on the Pod template. Label keys and values that must match in order to be controlled by this replication controller, if empty defaulted to labels on Pod template. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors',
  ],
  services: [
    `Name|string|name|0|${NAME}`,
    'Type|string||0|type determines how the Service is exposed. Defaults to ClusterIP. Valid options are ExternalName, ClusterIP, NodePort, and LoadBalancer. "ClusterIP" allocates a cluster-internal IP address for load-balancing to endpoints. Endpoints are determined by the selector or if that is not specified, by manual construction of an Endpoints object or EndpointSlice objects. If clusterIP is "None", no virtual IP is allocated and the endpoints are published as a set of endpoints rather than a virtual IP. "NodePort" builds on ClusterIP and allocates a port on every node which routes to the same endpoints as the clusterIP. "LoadBalancer" builds on NodePort and creates an external load-balancer (if supported in the current cloud) which routes to the same endpoints as the clusterIP. "ExternalName" aliases this service to the specified externalName. Several other fields do not apply to ExternalName services. More info: https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types',
    'Cluster-IP|string||0|clusterIP is the IP address of the service and is usually assigned randomly. If an address is specified manually, is in-range (as per system configuration), and is not in use, it will be allocated to the service; otherwise creation of the service will fail. This field may not be changed through updates unless the type field is also being changed to ExternalName (which requires this field to be blank) or the type field is being changed from ExternalName (in which case this field may optionally be specified, as describe above).  Valid values are "None", empty string (""), or a valid IP address. Setting this to "None" makes a "headless service" (no virtual IP), which is useful when direct endpoint connections are preferred and proxying is not required.  Only applies to types ClusterIP, NodePort, and LoadBalancer. If this field is specified when creating a Service of type ExternalName, creation will fail. This field will be wiped when updating a Service to type ExternalName. More info: https://kubernetes.io/docs/concepts/services-networking/service/#virtual-ips-and-service-proxies',
    'External-IP|string||0|externalIPs is a list of IP addresses for which nodes in the cluster will also accept traffic for this service.  These IPs are not managed by Kubernetes.  The user is responsible for ensuring that traffic arrives at a node with this IP.  A common example is external load-balancers that are not part of the Kubernetes system.',
    'Port(s)|string||0|The list of ports that are exposed by this service. More info: https://kubernetes.io/docs/concepts/services-networking/service/#virtual-ips-and-service-proxies',
    `Age|string||0|${AGE}`,
    'Selector|string||1|Route service traffic to pods with label keys and values matching this selector. If empty or not present, the service is assumed to have an external process managing its endpoints, which Kubernetes will not modify. Only applies to types ClusterIP, NodePort, and LoadBalancer. Ignored if type is ExternalName. More info: https://kubernetes.io/docs/concepts/services-networking/service/',
  ],
  configmaps: [
    `Name|string|name|0|${NAME}`,
    "Data|string||0|Data contains the configuration data. Each key must consist of alphanumeric characters, '-', '_' or '.'. Values with non-UTF-8 byte sequences must use the BinaryData field. The keys stored in Data must not overlap with the keys in the BinaryData field, this is enforced during validation process.",
    `Age|string||0|${AGE}`,
  ],
  endpoints: [
    `Name|string|name|0|${NAME}`,
    'Endpoints|string||0|The set of all endpoints is the union of all subsets. Addresses are placed into subsets according to the IPs they share. A single address with multiple ports, some of which are ready and some of which are not (because they come from different containers) will result in the address being displayed in different subsets for the different ports. No address will appear in both Addresses and NotReadyAddresses in the same subset. Sets of addresses and ports that comprise a service.',
    `Age|string||0|${AGE}`,
  ],
  endpointslices: [
    `Name|string|name|0|${NAME}`,
    'AddressType|string||0|addressType specifies the type of address carried by this EndpointSlice. All addresses in this slice must be the same type. This field is immutable after creation. The following address types are currently supported: * IPv4: Represents an IPv4 Address. * IPv6: Represents an IPv6 Address. * FQDN: Represents a Fully Qualified Domain Name.',
    'Ports|string||0|ports specifies the list of network ports exposed by each endpoint in this slice. Each port must have a unique name. When ports is empty, it indicates that there are no defined ports. When a port is defined with a nil port value, it indicates "all ports". Each slice may include a maximum of 100 ports.',
    'Endpoints|string||0|endpoints is a list of unique endpoints in this slice. Each slice may include a maximum of 1000 endpoints.',
    `Age|string||0|${AGE}`,
  ],
  events: [
    'Last Seen|string||0|The time at which the most recent occurrence of this event was recorded.',
    'Type|string||0|Type of this event (Normal, Warning), new types could be added in the future',
    "Reason|string||0|This should be a short, machine understandable string that gives the reason for the transition into the object's current status.",
    'Object|string||0|The object that this event is about.',
    'Subobject|string||1|If referring to a piece of an object instead of an entire object, this string should contain a valid JSON/Go field access statement, such as desiredState.manifest.containers[2]. For example, if the object reference is to a container within a pod, this would take on a value like: "spec.containers{name}" (where "name" refers to the name of the container that triggered the event) or if no container name is specified "spec.containers[2]" (container with index 2 in this pod). This syntax is chosen only to have some well-defined way of referencing a part of an object.',
    'Source|string||1|The component reporting this event. Should be a short machine understandable string.',
    'Message|string||0|A human-readable description of the status of this operation.',
    'First Seen|string||1|The time at which the event was first recorded. (Time of server receipt is in TypeMeta.)',
    'Count|string||1|The number of times this event has occurred.',
    `Name|string|name|1|${NAME}`,
  ],
  resourcequotas: [
    `Name|string|name|0|${NAME}`,
    'Request|string||0|Request represents a minimum amount of cpu/memory that a container may consume.',
    'Limit|string||0|Limits control the maximum amount of cpu/memory that a container may use independent of contention on the node.',
    `Age|string||0|${AGE}`,
  ],
  limitranges: [`Name|string|name|0|${NAME}`, `Created At|date||0|${AGE}`],
  horizontalpodautoscalers: [
    `Name|string|name|0|${NAME}`,
    'Reference|string||0|scaleTargetRef points to the target resource to scale, and is used to the pods for which metrics should be collected, as well as to actually change the replica count.',
    'Targets|string||0|metrics contains the specifications for which to use to calculate the desired replica count (the maximum replica count across all metrics will be used).  The desired replica count is calculated multiplying the ratio between the target value and the current value by the current number of pods.  Ergo, metrics used must decrease as the pod count is increased, and vice-versa.  See the individual metric source types for more information about how each type of metric must respond.',
    'MinPods|string||0|minReplicas is the lower limit for the number of replicas to which the autoscaler can scale down.  It defaults to 1 pod.  minReplicas is allowed to be 0 if the alpha feature gate HPAScaleToZero is enabled and at least one Object or External metric is configured.  Scaling is active as long as at least one metric value is available.',
    'MaxPods|string||0|maxReplicas is the upper limit for the number of replicas to which the autoscaler can scale up. It cannot be less that minReplicas.',
    'Replicas|string||0|currentReplicas is current number of replicas of pods managed by this autoscaler, as last seen by the autoscaler.',
    `Age|string||0|${AGE}`,
  ],
  poddisruptionbudgets: [
    `Name|string|name|0|${NAME}`,
    'Min Available|string||0|The minimum number of pods that must be available.',
    'Max Unavailable|string||0|The maximum number of pods that may be unavailable.',
    'Allowed Disruptions|integer||0|Calculated number of pods that may be disrupted at this time.',
    `Age|string||0|${AGE}`,
  ],
  'deployments-scale': [
    `Name|string||0|${NAME}`,
    'Desired|integer||0|replicas is the desired number of instances for the scaled object.',
    'Available|integer||0|replicas is the actual number of observed instances of the scaled object.',
    `Age|string||0|${AGE}`,
  ],
  nodes: [
    `Name|string|name|0|${NAME}`,
    'Status|string||0|The status of the node',
    'Roles|string||0|The roles of the node',
    `Age|string||0|${AGE}`,
    'Version|string||0|Kubelet Version reported by the node.',
    "Internal-IP|string||1|List of addresses reachable to the node. Queried from cloud provider, if available. More info: https://kubernetes.io/docs/reference/node/node-status/#addresses Note: This field is declared as mergeable, but the merge key is not sufficiently unique, which can cause data corruption when it is merged. Callers should instead use a full-replacement patch. See https://pr.k8s.io/79391 for an example. Consumers should assume that addresses can change during the lifetime of a Node. However, there are some exceptions where this may not be possible, such as Pods that inherit a Node's address in its own status or consumers of the downward API (status.hostIP).",
    "External-IP|string||1|List of addresses reachable to the node. Queried from cloud provider, if available. More info: https://kubernetes.io/docs/reference/node/node-status/#addresses Note: This field is declared as mergeable, but the merge key is not sufficiently unique, which can cause data corruption when it is merged. Callers should instead use a full-replacement patch. See https://pr.k8s.io/79391 for an example. Consumers should assume that addresses can change during the lifetime of a Node. However, there are some exceptions where this may not be possible, such as Pods that inherit a Node's address in its own status or consumers of the downward API (status.hostIP).",
    'OS-Image|string||1|OS Image reported by the node from /etc/os-release (e.g. Debian GNU/Linux 7 (wheezy)).',
    "Kernel-Version|string||1|Kernel Version reported by the node from 'uname -r' (e.g. 3.16.0-0.bpo.4-amd64).",
    'Container-Runtime|string||1|ContainerRuntime Version reported by the node through runtime remote API (e.g. containerd://1.4.2).',
  ],
  namespaces: [
    `Name|string|name|0|${NAME}`,
    'Status|string||0|The status of the namespace',
    `Age|string||0|${AGE}`,
  ],
  serviceaccounts: [
    `Name|string|name|0|${NAME}`,
    'Secrets|string||0|Secrets is a list of the secrets in the same namespace that pods running using this ServiceAccount are allowed to use. Pods are only limited to this list if this service account has a "kubernetes.io/enforce-mountable-secrets" annotation set to "true". The "kubernetes.io/enforce-mountable-secrets" annotation is deprecated since v1.32. Prefer separate namespaces to isolate access to mounted secrets. This field should not be used to find auto-generated service account token secrets for use outside of pods. Instead, tokens can be requested directly using the TokenRequest API, or service account token secrets can be manually created. More info: https://kubernetes.io/docs/concepts/configuration/secret',
    `Age|string||0|${AGE}`,
  ],
  secrets: [
    `Name|string|name|0|${NAME}`,
    'Type|string||0|Used to facilitate programmatic handling of secret data. More info: https://kubernetes.io/docs/concepts/configuration/secret/#secret-types',
    "Data|string||0|Data contains the secret data. Each key must consist of alphanumeric characters, '-', '_' or '.'. The serialized form of the secret data is a base64 encoded string, representing the arbitrary (possibly non-string) data value here. Described in https://tools.ietf.org/html/rfc4648#section-4",
    `Age|string||0|${AGE}`,
  ],
  priorityclasses: [
    `Name|string|name|0|${NAME}`,
    'Value|integer||0|value represents the integer value of this priority class. This is the actual priority that pods receive when they have the name of this class in their pod spec.',
    'Global-Default|boolean||0|globalDefault specifies whether this PriorityClass should be considered as the default priority for pods that do not have any priority class. Only one PriorityClass can be marked as `globalDefault`. However, if more than one PriorityClasses exists with their `globalDefault` field set to true, the smallest value of such global default PriorityClasses will be used as the default priority.',
    `Age|string||0|${AGE}`,
    'PreemptionPolicy|string||0|preemptionPolicy is the Policy for preempting pods with lower priority. One of Never, PreemptLowerPriority. Defaults to PreemptLowerPriority if unset.',
  ],
  controllerrevisions: [
    `Name|string|name|0|${NAME}`,
    'Controller|string||0|Controller of the object',
    'Revision|string||0|Revision indicates the revision of the state represented by Data.',
    `Age|string||0|${AGE}`,
  ],
  statefulsets: [
    `Name|string|name|0|${NAME}`,
    'Ready|string||0|Number of the pod with ready state',
    `Age|string||0|${AGE}`,
    'Containers|string||1|Names of each container in the template.',
    'Images|string||1|Images referenced by each container in the template.',
  ],
  daemonsets: [
    `Name|string|name|0|${NAME}`,
    'Desired|integer||0|The total number of nodes that should be running the daemon pod (including nodes correctly running the daemon pod). More info: https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/',
    'Current|integer||0|The number of nodes that are running at least 1 daemon pod and are supposed to run the daemon pod. More info: https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/',
    'Ready|integer||0|The number of nodes that should be running the daemon pod and have one or more of the daemon pod running and ready.',
    'Up-to-date|integer||0|The total number of nodes that are running updated daemon pod',
    'Available|integer||0|The number of nodes that should be running the daemon pod and have one or more of the daemon pod running and available (ready for at least spec.minReadySeconds)',
    "Node Selector|string||0|NodeSelector is a selector which must be true for the pod to fit on a node. Selector which must match a node's labels for the pod to be scheduled on that node. More info: https://kubernetes.io/docs/concepts/configuration/assign-pod-node/",
    `Age|string||0|${AGE}`,
    'Containers|string||1|Names of each container in the template.',
    'Images|string||1|Images referenced by each container in the template.',
    'Selector|string||1|A label query over pods that are managed by the daemon set. Must match in order to be controlled. If empty, defaulted to labels on Pod template. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors',
  ],
  jobs: [
    `Name|string|name|0|${NAME}`,
    'Status|string||0|Status of the job.',
    'Completions|string||0|The number of pods which reached phase Succeeded. The value increases monotonically for a given spec. However, it may decrease in reaction to scale down of elastic indexed jobs.',
    'Duration|string||0|Time required to complete the job.',
    `Age|string||0|${AGE}`,
    'Containers|string||1|Names of each container in the template.',
    'Images|string||1|Images referenced by each container in the template.',
    'Selector|string||1|A label query over pods that should match the pod count. Normally, the system sets this field for you. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors',
  ],
  cronjobs: [
    `Name|string|name|0|${NAME}`,
    'Schedule|string||0|The schedule in Cron format, see https://en.wikipedia.org/wiki/Cron.',
    'Timezone|string||0|The time zone name for the given schedule, see https://en.wikipedia.org/wiki/List_of_tz_database_time_zones. If not specified, this will default to the time zone of the kube-controller-manager process. The set of valid time zone names and the time zone offset is loaded from the system-wide time zone database by the API server during CronJob validation and the controller manager during execution. If no system-wide time zone database can be found a bundled version of the database is used instead. If the time zone name becomes invalid during the lifetime of a CronJob or due to a change in host configuration, the controller will stop creating new new Jobs and will create a system event with the reason UnknownTimeZone. More information can be found in https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#time-zones',
    'Suspend|boolean||0|This flag tells the controller to suspend subsequent executions, it does not apply to already started executions.  Defaults to false.',
    'Active|integer||0|A list of pointers to currently running jobs.',
    'Last Schedule|string||0|Information when was the last time the job was successfully scheduled.',
    `Age|string||0|${AGE}`,
    'Containers|string||1|Names of each container in the template.',
    'Images|string||1|Images referenced by each container in the template.',
    'Selector|string||1|A label query over pods that should match the pod count. Normally, the system sets this field for you. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors',
  ],
}

function readColumn(text: string): ColumnDefinition {
  const [name = '', type = '', format = '', priority, description = ''] = text.split('|')
  return { name, type, format, description, priority: Number(priority) }
}

/** The columns of a resource's Table; `deployments-scale` for a Scale. */
export const columnsOf = (table: string): ColumnDefinition[] => (COLUMNS[table] ?? []).map(readColumn)
