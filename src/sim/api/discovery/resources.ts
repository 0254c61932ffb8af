/**
 * What discovery tells of each group version, in the server's order: the kinds of this project and those that lessons
 * and printers meet beside them.
 *
 * A resource: `name singular Kind [shortName] [*]` (`*`: in the category `all`), then its hash of the storage version.
 * A subresource: `name/sub Kind verbs`; its Kind may carry a group version. `!`: not namespaced. Verbs are all eight,
 * or get, patch and update of a subresource, unless they are named.
 * @see kube-apiserver v1.35.4, /api and /apis
 */

export const RESOURCES: Readonly<Record<string, readonly string[]>> = {
  v1: [
    'bindings binding Binding verbs=create',
    'configmaps configmap ConfigMap short=cm hash=qFsyl6wFWjQ=',
    'endpoints endpoints Endpoints short=ep hash=fWeeMqaN/OA=',
    'events event Event short=ev hash=r2yiGXH7wu8=',
    'limitranges limitrange LimitRange short=limits hash=EBKMFVe6cwo=',
    'namespaces namespace Namespace ! short=ns verbs=create,delete,get,list,patch,update,watch hash=Q3oi5N2YM8M=',
    'namespaces/finalize Namespace ! verbs=update',
    'namespaces/status Namespace !',
    'nodes node Node ! short=no hash=XwShjMxG9Fs=',
    'nodes/proxy NodeProxyOptions ! verbs=create,delete,get,patch,update',
    'nodes/status Node !',
    'persistentvolumeclaims persistentvolumeclaim PersistentVolumeClaim short=pvc hash=QWTyNDq0dC4=',
    'persistentvolumeclaims/status PersistentVolumeClaim',
    'pods pod Pod short=po * hash=xPOwRZ+Yhw8=',
    'pods/attach PodAttachOptions verbs=create,get',
    'pods/binding Binding verbs=create',
    'pods/ephemeralcontainers Pod',
    'pods/eviction policy/v1.Eviction verbs=create',
    'pods/exec PodExecOptions verbs=create,get',
    'pods/log Pod verbs=get',
    'pods/portforward PodPortForwardOptions verbs=create,get',
    'pods/proxy PodProxyOptions verbs=create,delete,get,patch,update',
    'pods/resize Pod',
    'pods/status Pod',
    'replicationcontrollers replicationcontroller ReplicationController short=rc * hash=Jond2If31h0=',
    'replicationcontrollers/scale autoscaling/v1.Scale',
    'replicationcontrollers/status ReplicationController',
    'resourcequotas resourcequota ResourceQuota short=quota hash=8uhSgffRX6w=',
    'resourcequotas/status ResourceQuota',
    'secrets secret Secret hash=S6u1pOWzb84=',
    'serviceaccounts serviceaccount ServiceAccount short=sa hash=pbx9ZvyFpBE=',
    'serviceaccounts/token authentication.k8s.io/v1.TokenRequest verbs=create',
    'services service Service short=svc * hash=0/CO1lhkEBI=',
    'services/proxy ServiceProxyOptions verbs=create,delete,get,patch,update',
    'services/status Service',
  ],
  'apps/v1': [
    'controllerrevisions controllerrevision ControllerRevision hash=85nkx63pcBU=',
    'daemonsets daemonset DaemonSet short=ds * hash=dd7pWHUlMKQ=',
    'daemonsets/status DaemonSet',
    'deployments deployment Deployment short=deploy * hash=8aSe+NMegvE=',
    'deployments/scale autoscaling/v1.Scale',
    'deployments/status Deployment',
    'replicasets replicaset ReplicaSet short=rs * hash=P1RzHs8/mWQ=',
    'replicasets/scale autoscaling/v1.Scale',
    'replicasets/status ReplicaSet',
    'statefulsets statefulset StatefulSet short=sts * hash=H+vl74LkKdo=',
    'statefulsets/scale autoscaling/v1.Scale',
    'statefulsets/status StatefulSet',
  ],
  'events.k8s.io/v1': ['events event Event short=ev hash=r2yiGXH7wu8='],
  'autoscaling/v2': [
    'horizontalpodautoscalers horizontalpodautoscaler HorizontalPodAutoscaler short=hpa * hash=qwQve8ut294=',
    'horizontalpodautoscalers/status HorizontalPodAutoscaler',
  ],
  'autoscaling/v1': [
    'horizontalpodautoscalers horizontalpodautoscaler HorizontalPodAutoscaler short=hpa * hash=qwQve8ut294=',
    'horizontalpodautoscalers/status HorizontalPodAutoscaler',
  ],
  'batch/v1': [
    'cronjobs cronjob CronJob short=cj * hash=sd5LIXh4Fjs=',
    'cronjobs/status CronJob',
    'jobs job Job * hash=mudhfqk/qZY=',
    'jobs/status Job',
  ],
  'policy/v1': [
    'poddisruptionbudgets poddisruptionbudget PodDisruptionBudget short=pdb hash=EVWiDmWqyJw=',
    'poddisruptionbudgets/status PodDisruptionBudget',
  ],
  'discovery.k8s.io/v1': ['endpointslices endpointslice EndpointSlice hash=qgS0xkrxYAI='],
}

/** Groups in the server's order, their versions with the preferred one first. */
export const GROUPS: readonly (readonly [group: string, versions: readonly string[]])[] = [
  ['apps', ['v1']],
  ['events.k8s.io', ['v1']],
  ['autoscaling', ['v2', 'v1']],
  ['batch', ['v1']],
  ['policy', ['v1']],
  ['discovery.k8s.io', ['v1']],
]
