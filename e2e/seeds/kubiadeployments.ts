/** The ninth chapter of a book on Kubernetes, as its reader typed it: second half, Deployments. */
import { answers, create, loop, pods, tunnel } from './kubia.ts'
import { shown, type Seed, type Step } from './seed.ts'

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
