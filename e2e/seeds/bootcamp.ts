/** The Kubernetes basics tutorial, as two of the seeds have it: v1 → v2, v10 that does not exist, back to v2. */
import { podsOf, type Seed, type Step } from './seed.ts'

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
    shows: [
      /^Name: +kubernetes-bootcamp$/m,
      /^Namespace: +default$/m,
      /^Labels: +app=kubernetes-bootcamp$/m,
      /^Annotations: +<none>$/m,
      /^Selector: +app=kubernetes-bootcamp$/m,
      /^Type: +NodePort$/m,
      /^Port: +<unset> +8080\/TCP$/m,
      /^TargetPort: +8080(?:\/TCP)?$/m,
      /^NodePort: +<unset> +3\d{4}\/TCP$/m,
      /^Endpoints: +\S+:8080,\S+:8080,\S+:8080 \+ 1 more\.\.\.$/m,
      /^Session Affinity: +None$/m,
      /^External Traffic Policy: +Cluster$/m,
      /^Events: +<none>$/m,
    ],
  },
  {
    type: "export NODE_PORT=$(kubectl get services/kubernetes-bootcamp -o go-template='{{(index .spec.ports 0).nodePort}}')",
  },
  { type: 'echo NODE_PORT=$NODE_PORT', shows: [/^NODE_PORT=3\d{4}$/m] },
]

const HEADER = /^NAME +READY +STATUS +RESTARTS +AGE$/m
const pods: Step = { type: 'kubectl get pods', shows: [HEADER, podsOf(4, '1/1 +Running +0')] }
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
    shows: [/^NAME +READY +UP-TO-DATE +AVAILABLE +AGE$/m, /^kubernetes-bootcamp +3\/4 +2 +3 /m],
  },
  {
    type: 'kubectl get pods',
    shows: [podsOf(2, '0/1 +ImagePullBackOff +0'), podsOf(3, '1/1 +Running +0')],
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
  { ...pods, lacks: ['ImagePull'] },
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
