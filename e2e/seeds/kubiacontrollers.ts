/** The ninth chapter of a book on Kubernetes, as its reader typed it: first half, ReplicationControllers. */
import { answers, create, loop, pods, tunnel } from './kubia.ts'
import { shown, type Seed, type Step } from './seed.ts'

const rc = (version: string): Step =>
  create(`kubia-rc-and-service-${version}.yaml`, `replicationcontroller/kubia-${version} created`)
const gone = (version: string): Step => ({
  type: `kubectl delete -f kubia-rc-and-service-${version}.yaml`,
  shows: [`replicationcontroller "kubia-${version}" deleted`],
  runs: 'ends',
})

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
