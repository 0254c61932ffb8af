/** The ninth chapter of a book on Kubernetes, as its reader typed it: ReplicationControllers, then Deployments. */
import { podsOf, shown, type Seed, type Step } from './seed.ts'

const answers = (version: string, from: string): RegExp =>
  new RegExp(`^This is ${version} running in pod ${from}`, 'm')
const loop = (...shows: RegExp[]): Step => ({
  type: 'while true ; do curl localhost ; sleep 1 ; done',
  shows,
  runs: 'stop',
})
const tunnel: Step = { type: 'minikube tunnel', shows: [/Starting tunnel for service kubia/] }
const create = (file: string, ...shows: string[]): Step => ({ type: `kubectl create -f ${file}`, shows })
const rc = (version: string): Step =>
  create(`kubia-rc-and-service-${version}.yaml`, `replicationcontroller/kubia-${version} created`)
const gone = (version: string): Step => ({
  type: `kubectl delete -f kubia-rc-and-service-${version}.yaml`,
  shows: [`replicationcontroller "kubia-${version}" deleted`],
  runs: 'ends',
})
const TABLE_OF_PODS = shown('NAME READY STATUS RESTARTS AGE')
const pods: Step = { type: 'kubectl get po', shows: [...TABLE_OF_PODS, podsOf(3, '1/1 +Running +0')] }

/** One after the other, then both with the Service moved over. */
export const CONTROLLERS: Seed = {
  name: '003, ReplicationControllers',
  speed: 20,
  steps: [
    {
      type: 'cat ~/.bashrc',
      shows: shown(`
export KUBE_EDITOR=/usr/bin/vim
alias kc=kubectl
alias getall="kubectl get svc,po,rc,rs,deployments"
alias getalls="while true ; do kubectl get svc,po,rc,rs,deployments; echo; sleep 1; done"
alias curls="while true; do curl localhost ; sleep 1 ; done"`),
    },
    { type: 'export KUBE_EDITOR=/usr/bin/vim' },
    { type: 'alias kc=kubectl' },
    { type: 'alias getall="kubectl get svc,po,rc,rs,deployments"' },
    rc('v1'),
    tunnel,
    { type: 'curl localhost:80', shows: [answers('v1', 'kubia-v1-')] },
    { type: 'cat kubia-rc-and-service-v2.yaml', shows: ['name: kubia-v2', 'image: luksa/kubia:v2'] },
    gone('v1'),
    rc('v2'),
    tunnel,
    { type: 'curl localhost', shows: [answers('v2', 'kubia-v2-')] },
    gone('v2'),
    rc('v1'),
    { type: 'curl localhost', shows: [answers('v1', 'kubia-v1-')] },
    tunnel,
    {
      type: 'kubectl get svc',
      shows: shown(`
NAME         TYPE           CLUSTER-IP      EXTERNAL-IP   PORT(S)        AGE
kubernetes   ClusterIP      10.96.0.1      <none>        443/TCP        40h
kubia        LoadBalancer   10.98.171.15   127.0.0.1     80:32128/TCP   63s`),
    },
    {
      type: 'kubectl get po',
      shows: shown(`
NAME             READY   STATUS    RESTARTS   AGE
kubia-v1-8jg95   1/1     Running   0          68s
kubia-v1-b8wwx   1/1     Running   0          68s
kubia-v1-xdvht   1/1     Running   0          68s`),
    },
    {
      type: 'kubectl get rc',
      shows: shown(`
NAME       DESIRED   CURRENT   READY   AGE
kubia-v1   3         3         3       71s`),
    },
    {
      type: 'kubectl edit rc',
      edit: ['image: luksa/kubia:v1', 'image: luksa/kubia:v2'],
      shows: ['replicationcontroller/kubia-v1 edited'],
    },
    {
      type: 'kubectl delete $(kubectl get po -o name | head -1)',
      shows: [/^pod "kubia-v1-\S+" deleted/m],
      runs: 'ends',
    },
    { ...pods, lacks: ['0/1'] },
    loop(answers('v1', 'kubia-v1-'), answers('v2', 'kubia-v1-')),
    rc('v2'),
    { type: 'kubectl get svc', shows: [/^kubia-v2 +LoadBalancer +/m] },
    {
      type: 'kubectl get po',
      shows: shown(`
NAME             READY   STATUS    RESTARTS   AGE
kubia-v1-fv6kg   1/1     Running   0          107s
kubia-v1-kpsd6   1/1     Running   0          107s
kubia-v1-lqw6h   1/1     Running   0          107s
kubia-v2-bj8rz   1/1     Running   0          47s
kubia-v2-prl59   1/1     Running   0          47s
kubia-v2-vf8kw   1/1     Running   0          47s`),
    },
    {
      type: 'kubectl get rc',
      shows: shown(`
NAME       DESIRED   CURRENT   READY   AGE
kubia-v1   3         3         3       84s
kubia-v2   3         3         3       24s`),
    },
    { type: 'kubectl set selector svc kubia app=kubia-v2', shows: ['service/kubia selector updated'] },
    loop(answers('v2', 'kubia-v2-')),
    {
      // Gone since v1.18 of kubectl; what it did is done by the Deployments below.
      type: 'kubectl rolling-update kubia-v2 kubia-v3 --image=luksa/kubia:v3',
      shows: [/error: unknown command "rolling-update" for "kubectl"/],
    },
    {
      type: 'kubectl describe rc kubia-v2',
      // Of a controller that rolling-update did not touch: without its second label.
      shows: shown(`
Name:         kubia-v2
Namespace:    default
Selector:     app=kubia-v2
Labels:       app=kubia-v2
Annotations:  <none>
Replicas:     3 current / 3 desired
Pods Status:  3 Running / 0 Waiting / 0 Succeeded / 0 Failed
Pod Template:
  Labels:  app=kubia-v2
  Containers:
   nodejs:
    Image:        luksa/kubia:v2
    Port:         <none>
    Host Port:    <none>
    Environment:  <none>
    Mounts:       <none>
  Volumes:        <none>
Events:
  Type    Reason            Age    From                    Message
  ----    ------            ----   ----                    -------
  Normal  SuccessfulCreate  6m7s   replication-controller  Created pod: kubia-v2-cf5df
  Normal  SuccessfulCreate  5m1s   replication-controller  Created pod: kubia-v2-ss6lz
  Normal  SuccessfulCreate  3m55s  replication-controller  Created pod: kubia-v2-rr6xc`),
    },
    { type: 'kubectl delete rc kubia-v1', shows: ['replicationcontroller "kubia-v1" deleted'], runs: 'ends' },
    { type: 'kubectl get svc,po,rc', shows: [/^service\/kubia /m, /^replicationcontroller\/kubia-v2 +3 /m] },
  ],
}

const set = (tag: string): Step => ({
  type: `kubectl set image deployment kubia nodejs=luksa/kubia:${tag}`,
  shows: ['deployment.apps/kubia image updated'],
})
const slower: Step = {
  type: `kubectl patch deployment kubia -p '{"spec": {"minReadySeconds": 10}}'`,
  shows: [/^deployment\.apps\/kubia patched/m],
}
const status: Step = {
  type: 'kubectl rollout status deployment kubia',
  shows: [/^deployment "kubia" successfully rolled out$/m],
  runs: 'ends',
}
const undo: Step = {
  type: 'kubectl rollout undo deployment kubia',
  shows: ['deployment.apps/kubia rolled back'],
}
const failing = /^Some internal error has occurred! This is pod kubia-/m

/** Speed, a version that fails, back, to a revision, pause and resume. */
export const DEPLOYMENTS: Seed = {
  name: '003, Deployments',
  speed: 20,
  steps: [
    create('kubia-deployment-and-service-v1.yaml --record', 'deployment.apps/kubia created'),
    tunnel,
    { type: 'kubectl get deployment kubia', shows: [/^kubia +3\/3 +3 +3 /m] },
    { type: 'kubectl describe deployment kubia', shows: [/^ {4}Image: +luksa\/kubia:v1$/m] },
    status,
    pods,
    {
      type: 'kubectl get replicasets',
      shows: shown(`
NAME               DESIRED   CURRENT   READY   AGE
kubia-59d857b444   3         3         3       7m16s`),
    },
    {
      type: 'kubectl describe deployments kubia | grep -i minReadySeconds',
      shows: shown('MinReadySeconds:        0'),
    },
    slower,
    {
      type: 'kubectl describe deployment kubia | vi -',
      // The editor holds what the pipe brought; nothing is changed.
      edit: ['luksa/kubia:v1', 'luksa/kubia:v1'],
    },
    set('v2'),
    status,
    // A slip of the pen, as it stands there.
    { type: 'kebectl get rs', shows: ['bash: kebectl: command not found'] },
    {
      type: 'kubectl get rs',
      shows: shown(`
NAME               DESIRED   CURRENT   READY   AGE
kubia-59d857b444   0         0         0       27m
kubia-7d5c456ffc   3         3         3       6m33s`),
    },
    {
      type: 'kubectl describe po | grep -i image',
      shows: [
        ...shown('    Image:          luksa/kubia:v2'),
        // The runtime is containerd, not Docker: its identifiers have another beginning.
        /^ {4}Image ID: +docker\.io\/luksa\/kubia@sha256:[0-9a-f]{64}$/m,
      ],
    },
    set('v3'),
    {
      ...status,
      shows: shown(`
Waiting for deployment "kubia" rollout to finish: 2 out of 3 new replicas have been updated...
Waiting for deployment "kubia" rollout to finish: 2 out of 3 new replicas have been updated...
Waiting for deployment "kubia" rollout to finish: 1 old replicas are pending termination...
deployment "kubia" successfully rolled out`),
    },
    loop(failing),
    undo,
    loop(failing, answers('v2', 'kubia-')),
    status,
    {
      type: 'kubectl rollout history deployment kubia',
      shows: [/^REVISION +CHANGE-CAUSE$/m, /^4 +kubectl create /m],
    },
    {
      type: 'kubectl rollout undo deployment kubia --to-revision=1',
      shows: ['deployment.apps/kubia rolled back'],
    },
    status,
    loop(answers('v1', 'kubia-')),
    {
      type: 'kubectl describe deployment kubia | grep -i seconds',
      shows: shown('MinReadySeconds:        10'),
    },
    { ...set('v4'), seen: true },
    { type: 'kubectl rollout pause deployment kubia', shows: ['deployment.apps/kubia paused'] },
    {
      type: 'kubectl get svc,po,rs',
      shows: shown(`
NAME                 TYPE           CLUSTER-IP      EXTERNAL-IP   PORT(S)        AGE
service/kubernetes   ClusterIP      10.96.0.1       <none>        443/TCP        2d4h
service/kubia        LoadBalancer   10.108.207.56   127.0.0.1     80:31097/TCP   3h38m

NAME                         READY   STATUS    RESTARTS   AGE
pod/kubia-586b45dbdc-sntqs   1/1     Running   0          90s
pod/kubia-59d857b444-bdt8x   1/1     Running   0          3h25m
pod/kubia-59d857b444-k8ss4   1/1     Running   0          3h26m
pod/kubia-59d857b444-zvpgs   1/1     Running   0          3h26m

NAME                               DESIRED   CURRENT   READY   AGE
replicaset.apps/kubia-586b45dbdc   1         1         1       90s
replicaset.apps/kubia-59d857b444   3         3         3       3h38m
replicaset.apps/kubia-79b84b44f4   0         0         0       3h33m
replicaset.apps/kubia-7d5c456ffc   0         0         0       3h35m`),
    },
    loop(answers('v1', 'kubia-'), answers('v4', 'kubia-')),
    { type: 'kubectl rollout resume deployment kubia', shows: ['deployment.apps/kubia resumed'] },
    status,
  ],
}

/** A readiness probe keeps the version that fails from going further. */
export const BLOCKED: Seed = {
  name: '003, readiness blocks',
  steps: [
    create('kubia-deployment-v2.yaml', 'deployment.apps/kubia created'),
    tunnel,
    status,
    loop(answers('v2', 'kubia-')),
    {
      type: 'kubectl apply -f kubia-deployment-v3-with-readinesscheck.yaml --record',
      shows: [/deployment\.apps\/kubia configured/],
    },
    {
      type: 'kubectl get svc,po,rc,rs,deployments',
      shows: shown(`
NAME                         READY   STATUS    RESTARTS   AGE
pod/kubia-7d5c456ffc-482kz   1/1     Running   0          15m
pod/kubia-7d5c456ffc-vl2kl   1/1     Running   0          13m
pod/kubia-7d5c456ffc-zl9k5   1/1     Running   0          13m`),
    },
    { type: 'getall', shows: shown('pod/kubia-7d6c89d47b-mgp8s   0/1     Running   0          13m') },
    { ...status, shows: shown('error: deployment "kubia" exceeded its progress deadline') },
    {
      type: 'kubectl describe deployments kubia',
      shows: shown(`
Conditions:
  Type           Status  Reason
  ----           ------  ------
  Available      True    MinimumReplicasAvailable
  Progressing    False   ProgressDeadlineExceeded`),
    },
    undo,
    {
      type: 'kubectl get po',
      shows: shown(`
NAME                     READY   STATUS        RESTARTS   AGE
kubia-7d5c456ffc-482kz   1/1     Running       0          32m
kubia-7d5c456ffc-vl2kl   1/1     Running       0          30m
kubia-7d5c456ffc-zl9k5   1/1     Running       0          30m
kubia-7d6c89d47b-mgp8s   0/1     Terminating   0          30m`),
    },
  ],
}
