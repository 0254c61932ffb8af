/** The ninth chapter of a book on Kubernetes, as its reader typed it: ReplicationControllers, then Deployments. */
import { podsOf, type Seed, type Step } from './seed.ts'

const answers = (version: string, from: string): RegExp =>
  new RegExp(`^This is ${version} running in pod ${from}`, 'm')
const loop = (...shows: RegExp[]): Step => ({
  type: 'while true; do curl localhost ; sleep 1 ; done',
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
const SERVICES = /^NAME +TYPE +CLUSTER-IP +EXTERNAL-IP +PORT\(S\) +AGE$/m
const RCS = /^NAME +DESIRED +CURRENT +READY +AGE$/m
const rcLine = (version: string): RegExp => new RegExp(`^kubia-${version} +3 +3 +3 +`, 'm')
const pods: Step = { type: 'kubectl get po', shows: [podsOf(3, '1/1 +Running +0')] }

/** One after the other, then both with the Service moved over. */
export const CONTROLLERS: Seed = {
  name: '003, ReplicationControllers',
  steps: [
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
    { type: 'kubectl get svc', shows: [SERVICES, /^kubia +LoadBalancer +\S+ +\S+ +80:\d+\/TCP +/m] },
    pods,
    { type: 'kubectl get rc', shows: [RCS, rcLine('v1')] },
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
    { type: 'kubectl get po', shows: [podsOf(6, '1/1 +Running +0')] },
    { type: 'kubectl get rc', shows: [rcLine('v1'), rcLine('v2')] },
    { type: 'kubectl set selector svc kubia app=kubia-v2', shows: ['service/kubia selector updated'] },
    loop(answers('v2', 'kubia-v2-')),
    {
      // Gone since v1.18 of kubectl; what it did is done by the Deployments below.
      type: 'kubectl rolling-update kubia-v2 kubia-v3 --image=luksa/kubia:v3',
      shows: [/error: unknown command "rolling-update" for "kubectl"/],
    },
    {
      type: 'kubectl describe rc kubia-v2',
      shows: [
        /^Name: +kubia-v2$/m,
        /^Selector: +app=kubia-v2$/m,
        /^Labels: +app=kubia-v2$/m,
        /^Annotations: +<none>$/m,
        /^Replicas: +3 current \/ 3 desired$/m,
        /^Pods Status: +3 Running \/ 0 Waiting \/ 0 Succeeded \/ 0 Failed$/m,
        /^ {4}Image: +luksa\/kubia:v2$/m,
        /^  Normal +SuccessfulCreate +\S+ +replication-controller +Created pod: kubia-v2-/m,
      ],
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
  steps: [
    create('kubia-deployment-and-service-v1.yaml --record', 'deployment.apps/kubia created'),
    { type: 'kubectl get deployment kubia', shows: [/^kubia +3\/3 +3 +3 /m] },
    { type: 'kubectl describe deployment kubia', shows: [/^ {4}Image: +luksa\/kubia:v1$/m] },
    status,
    { ...pods },
    { type: 'kubectl get replicasets', shows: [RCS, /^kubia-[a-z0-9]+ +3 +3 +3 /m] },
    {
      type: 'kubectl describe deployments kubia | grep -i minReadySeconds',
      shows: [/^MinReadySeconds: +0$/m],
    },
    slower,
    set('v2'),
    status,
    { type: 'kubectl get rs', shows: [/^kubia-\S+ +0 +0 +0 /m, /^kubia-\S+ +3 +3 +3 /m] },
    {
      type: 'kubectl describe po | grep -i image',
      shows: [
        /^ {4}Image: +luksa\/kubia:v2$/m,
        /Image ID: +docker-pullable:\/\/luksa|Image ID: +\S*luksa\/kubia@sha256:/,
      ],
    },
    set('v3'),
    {
      ...status,
      shows: [
        /^Waiting for deployment "kubia" rollout to finish: \d out of 3 new replicas have been updated\.\.\.$/m,
        /^Waiting for deployment "kubia" rollout to finish: 1 old replicas are pending termination\.\.\.$/m,
        /^deployment "kubia" successfully rolled out$/m,
      ],
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
    { type: 'kubectl describe deployment kubia | grep -i seconds', shows: [/^MinReadySeconds: +10$/m] },
    set('v4'),
    { type: 'kubectl get rs', shows: [/^kubia-\S+ +1 +1 +1 /m] },
    { type: 'kubectl rollout pause deployment kubia', shows: ['deployment.apps/kubia paused'] },
    {
      type: 'kubectl get svc,po,rs',
      shows: [
        /^service\/kubia +LoadBalancer /m,
        podsOf(4, '1/1 +Running +0'),
        /^replicaset\.apps\/kubia-\S+ +1 +1 +1 /m,
        /^replicaset\.apps\/kubia-\S+ +3 +3 +3 /m,
      ],
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
    { type: 'getall', shows: [/^pod\/kubia-\S+ +0\/1 +Running +0 /m, podsOf(3, '1/1 +Running +0')] },
    { ...status, shows: ['error: deployment "kubia" exceeded its progress deadline'] },
    {
      type: 'kubectl describe deployments kubia',
      shows: [
        /^  Available +True +MinimumReplicasAvailable$/m,
        /^  Progressing +False +ProgressDeadlineExceeded$/m,
      ],
    },
    undo,
    { type: 'kubectl get po', shows: [podsOf(3, '1/1 +Running +0'), / 0\/1 +Terminating +0 /] },
  ],
}
