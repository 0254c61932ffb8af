/** The Kubernetes basics tutorial, as two of the seeds have it: v1 → v2, v10 that does not exist, back to v2. */
import { shown, type Seed, type Step } from './seed.ts'

const DEPLOYMENT = 'deployments/kubernetes-bootcamp'
const set = (image: string): Step => ({
  type: `kubectl set image ${DEPLOYMENT} kubernetes-bootcamp=${image}`,
  shows: ['deployment.apps/kubernetes-bootcamp image updated'],
})

const before: Step[] = [
  {
    type: 'kubectl create deployment kubernetes-bootcamp --image=gcr.io/google-samples/kubernetes-bootcamp:v1 --replicas=4',
    shows: ['deployment.apps/kubernetes-bootcamp created'],
  },
  {
    type: 'kubectl expose deployment/kubernetes-bootcamp --type=NodePort --port 8080',
    shows: ['service/kubernetes-bootcamp exposed'],
  },
]

const nodePort: Step[] = [
  {
    type: 'kubectl describe services/kubernetes-bootcamp',
    // Since v1.20 the families of addresses are named.
    shows: shown(`
Name:                     kubernetes-bootcamp
Namespace:                default
Labels:                   app=kubernetes-bootcamp
Annotations:              <none>
Selector:                 app=kubernetes-bootcamp
Type:                     NodePort
IP Families:              IPv4
IP:                       10.104.210.114
IPs:                      10.104.210.114
Port:                     <unset>  8080/TCP
TargetPort:               8080/TCP
NodePort:                 <unset>  30433/TCP
Endpoints:                172.18.0.10:8080,172.18.0.11:8080,172.18.0.12:8080 + 1 more...
Session Affinity:         None
External Traffic Policy:  Cluster
Events:                   <none>`),
  },
  {
    type: "export NODE_PORT=$(kubectl get services/kubernetes-bootcamp -o go-template='{{(index .spec.ports 0).nodePort}}')",
  },
  { type: 'echo NODE_PORT=$NODE_PORT', shows: [/^NODE_PORT=3\d{4}$/m] },
]

const pods: Step = {
  type: 'kubectl get pods',
  shows: shown(`
NAME                                  READY   STATUS    RESTARTS   AGE
kubernetes-bootcamp-fb5c67579-2s5qf   1/1     Running   0          105s
kubernetes-bootcamp-fb5c67579-58hxp   1/1     Running   0          105s
kubernetes-bootcamp-fb5c67579-gpj95   1/1     Running   0          105s
kubernetes-bootcamp-fb5c67579-pzwf2   1/1     Running   0          105s`),
}
const v2Pods: Step = {
  type: 'kubectl describe pods',
  shows: [/^ +Image: +jocatalin\/kubernetes-bootcamp:v2$/m],
  lacks: [/kubernetes-bootcamp:v10?$/m],
}

const rolledOut: Step = {
  type: `kubectl rollout status ${DEPLOYMENT}`,
  shows: [/^deployment "kubernetes-bootcamp" successfully rolled out$/m],
  runs: 'ends',
}

const stuck = (image: string): Step[] => [
  set(image),
  {
    type: 'kubectl get deployments',
    shows: shown(`
NAME                  READY   UP-TO-DATE   AVAILABLE   AGE
kubernetes-bootcamp   3/4     2            3           16m`),
  },
  {
    type: 'kubectl get pods',
    shows: shown(`
NAME                                   READY   STATUS             RESTARTS   AGE
kubernetes-bootcamp-59b7598c77-hw9ks   0/1     ImagePullBackOff   0          57s
kubernetes-bootcamp-59b7598c77-k87wm   0/1     ImagePullBackOff   0          58s
kubernetes-bootcamp-7d44784b7c-7gw8j   1/1     Running            0          11m
kubernetes-bootcamp-7d44784b7c-n5tf6   1/1     Running            0          11m
kubernetes-bootcamp-7d44784b7c-xg5sg   1/1     Running            0          11m`),
  },
  {
    type: 'kubectl describe pods',
    shows: [
      /^  Type +Reason +Age +From +Message$/m,
      /^  Normal +Scheduled +\S+ +default-scheduler +Successfully assigned default\/kubernetes-bootcamp-\S+ to \S+$/m,
      new RegExp(`^  Normal +BackOff +\\S+ .*kubelet +.*Back-off pulling image "${image}"`, 'm'),
      new RegExp(`^  Normal +Pulling +\\S+ .*kubelet +.*Pulling image "${image}"$`, 'm'),
      new RegExp(`^  Warning +Failed +\\S+ .*kubelet +.*Failed to pull image "${image}": .*not found`, 'm'),
      /^  Warning +Failed +\S+ .*kubelet +.*Error: ErrImagePull$/m,
      /^  Warning +Failed +\S+ .*kubelet +.*Error: ImagePullBackOff$/m,
      /^  Normal +Started +\S+ +kubelet +.*Container started$/m,
    ],
  },
]

const undone: Step[] = [
  {
    type: `kubectl rollout undo ${DEPLOYMENT}`,
    shows: ['deployment.apps/kubernetes-bootcamp rolled back'],
  },
  {
    type: 'kubectl get pods',
    shows: shown(`
NAME                                   READY   STATUS        RESTARTS   AGE
kubernetes-bootcamp-7d44784b7c-7gw8j   1/1     Running       0          16m
kubernetes-bootcamp-7d44784b7c-b484r   1/1     Running       0          14s
kubernetes-bootcamp-7d44784b7c-n5tf6   1/1     Running       0          16m
kubernetes-bootcamp-7d44784b7c-xg5sg   1/1     Running       0          16m`),
    lacks: ['ImagePull'],
  },
  v2Pods,
]

export const MODULE_KO: Seed = {
  name: '000',
  before,
  steps: [
    { type: 'kubectl get deployments', shows: [/^kubernetes-bootcamp +\d\/4 +4 +\d +\d+/m] },
    pods,
    { type: 'kubectl describe pods', shows: [/^ +Image: +gcr.io\/google-samples\/kubernetes-bootcamp:v1$/m] },
    // The course has a slip of the pen in this name; what it goes on with is the image it means.
    set('jocatalin/kubernetes-bootcamp:v2'),
    {
      type: 'kubectl get pods',
      shows: [/ 1\/1 +Running +0 /, / \d\/1 +Terminating +0 /],
    },
    { ...pods, lacks: ['Terminating'] },
    ...nodePort,
    {
      type: 'curl $(minikube ip):$NODE_PORT',
      shows: [/^Hello Kubernetes bootcamp! \| Running on: kubernetes-bootcamp-\S+ \| v=2$/m],
    },
    rolledOut,
    v2Pods,
    ...stuck('gcr.io/google-samples/kubernetes-bootcamp:v10'),
    ...undone,
  ],
}

export const MODULE_JA: Seed = {
  name: '004',
  before,
  steps: [
    { type: 'kubectl get deployments', shows: [/^kubernetes-bootcamp +4\/4 +4 +4 /m] },
    pods,
    { type: 'kubectl describe pods', shows: [/^ +Image: +gcr.io\/google-samples\/kubernetes-bootcamp:v1$/m] },
    set('jocatalin/kubernetes-bootcamp:v2'),
    { type: 'kubectl get pods', shows: [/ 1\/1 +Running +0 /, /Terminating/] },
    rolledOut,
    ...nodePort,
    { type: 'curl host01:$NODE_PORT', shows: [/^Hello Kubernetes bootcamp! \| .* \| v=2$/m] },
    rolledOut,
    v2Pods,
    ...stuck('jocatalin/kubernetes-bootcamp:v10'),
    ...undone,
  ],
}
