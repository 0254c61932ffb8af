/** Two lab sheets: a Go server with its slips of the pen, and an app of one's own with a canary. */
import { podsOf, shown, type Seed, type Step } from './seed.ts'

const HISTORY = /^REVISION +CHANGE-CAUSE$/m
const done = (deployment: string): Step => ({
  type: `kubectl rollout status deployment ${deployment}`,
  shows: [`deployment "${deployment}" successfully rolled out`],
  runs: 'ends',
})

export const HTTP_GO: Seed = {
  name: '001',
  before: [
    { type: 'kubectl create -f http-go.yaml', shows: ['deployment.apps/http-go created'] },
    done('http-go'),
    { type: 'kubectl create --filename=alpine-deploy.yaml --record=true', shows: ['alpine-deploy created'] },
    done('alpine-deploy'),
    { type: 'kubectl set image deploy alpine-deploy web=nginx:1.25', shows: ['image updated'] },
    done('alpine-deploy'),
    {
      type: 'kubectl edit deploy alpine-deploy --record=true',
      edit: ['nginx:1.25', 'nginx:1.26'],
      shows: ['deployment.apps/alpine-deploy edited'],
    },
    done('alpine-deploy'),
    { type: 'kubectl rollout undo deploy alpine-deploy --to-revision=1', shows: ['rolled back'] },
    done('alpine-deploy'),
  ],
  steps: [
    {
      type: 'kubectl rollout history deploy alpine-deploy',
      // The group of Deployments was another one when the course was written.
      shows: shown(`
deployment.apps/alpine-deploy
REVISION  CHANGE-CAUSE
2         kubectl create --filename=alpine-deploy.yaml --record=true
3         kubectl edit deploy alpine-deploy --record=true
4         kubectl create --filename=alpine-deploy.yaml --record=true`),
    },
    {
      type: `kubectl patch deployment http-go -p '{"spec": {"minReadySeconds": 10}}'`,
      shows: ['deployment.apps/http-go patched'],
    },
    { type: 'kubectl set image deployment http-go http-go=gasbugs/http-go:v2', shows: ['image updated'] },
    // As it stands there, without `do`: the terminal takes it for the loop it means.
    {
      type: 'while true; curl 192.168.0.31; sleep 1; done',
      runs: 'stop',
    },
    done('http-go'),
    {
      type: 'kubectl set image deployment http-go http-go=gasbugs/http-go:v3',
      shows: shown('deployment.apps/http-go image updated'),
    },
    // The reader's moment between two lines: until the controller has made the revision that is undone.
    { type: 'kubectl rollout history deployment http-go', shows: [/^3 +<none>$/m] },
    { type: 'kubectl rollout undo deployment http-go', shows: ['deployment.apps/http-go rolled back'] },
    done('http-go'),
    { type: 'export POD=$(kubectl get pods -l app=http-go -o name | head -1)' },
    {
      // As it stands there; since v1.31 the command comes after two dashes.
      type: 'kubectl exec $POD curl 127.0.0.1:8080',
      shows: [
        /^error: exec \[POD\] \[COMMAND\] is not supported anymore\. Use exec \[POD\] -- \[COMMAND\] instead$/m,
      ],
    },
    { type: 'kubectl exec $POD -- curl 127.0.0.1:8080', shows: shown('Welcome! http-go:v2') },
    { type: 'kubectl rollout undo deployment http-go --to-revision=1', shows: ['http-go rolled back'] },
    { type: 'kubelctl rollout pause deploy http-go', shows: ['kubelctl: command not found'] },
    { type: 'kubectl rollout pause deploy http-go', shows: ['deployment.apps/http-go paused'] },
    {
      type: 'kubectl rollout undo deploy http-go',
      shows: [/cannot rollback a paused deployment/],
    },
    { type: 'kubectl rollout resume deploy http-go', shows: ['deployment.apps/http-go resumed'] },
    done('http-go'),
  ],
}

const served = (version: number): Step => ({
  type: 'curl $(minikube ip):$PORT',
  shows: [`This is Version${version} service`],
})

/** The editor's search takes `\\n` for a new line. */
const labelled = (file: string, field: string, indent: number, version: number): Step => {
  const app = `${field}\\n${' '.repeat(indent)}app: myapp`
  return { type: `vi ${file}.yaml`, edit: [app, `${app}\\n${' '.repeat(indent)}version: v${version}`] }
}

export const MYAPP: Seed = {
  name: '002',
  speed: 20,
  steps: [
    { type: 'mkdir -p ~/mykube/rolling && cd ~/mykube/rolling' },
    { type: 'kubectl apply -f deploy.yaml', shows: ['deployment.apps/deploy-myapp created'] },
    { type: 'kubectl apply -f svc.yaml', shows: ['service/svc-myapp created'] },
    { type: 'kubectl get pods', shows: [podsOf(3, '1/1 +Running +0')] },
    { type: `export PORT=$(kubectl get svc svc-myapp -o jsonpath='{.spec.ports[0].nodePort}')` },
    served(1),
    { type: 'kubectl set image deployment deploy-myapp myapp=ondalk8s/myapp:v2.0', shows: ['image updated'] },
    done('deploy-myapp'),
    served(2),
    { type: 'kubectl rollout history deploy deploy-myapp', shows: [HISTORY, /^1 +<none>$/m, /^2 +<none>$/m] },
    { type: 'kubectl rollout undo deploy deploy-myapp --to-revision=1', shows: ['rolled back'] },
    done('deploy-myapp'),
    served(1),
    {
      type: 'kubectl annotate deploy deploy-myapp kubernetes.io/change-cause="initial deploy:2019-11-11 19:23:20"',
      shows: ['deployment.apps/deploy-myapp annotated'],
    },
    {
      type: 'kubectl rollout history deploy deploy-myapp',
      shows: [/^3 +initial deploy:2019-11-11 19:23:20$/m],
    },
    {
      type: 'kubectl edit deploy deploy-myapp',
      edit: ['image: ondalk8s/myapp:v1.0', 'image: ondalk8s/myapp:v2.0'],
      shows: ['deployment.apps/deploy-myapp edited'],
    },
    done('deploy-myapp'),
    served(2),
    { type: 'kubectl delete deploy deploy-myapp', shows: ['"deploy-myapp" deleted'], runs: 'ends' },
    { type: 'cp deploy.yaml deploy2.yaml' },
    { type: 'vi deploy2.yaml', edit: ['name: deploy-myapp', 'name: deploy-myapp2'] },
    { type: 'vi deploy2.yaml', edit: ['myapp:v1.0', 'myapp:v2.0'] },
    { type: 'vi deploy2.yaml', edit: ['replicas: 3', 'replicas: 1'] },
    // Each version is told apart by a label of its own; the Service asks for none.
    ...['deploy', 'deploy2'].flatMap((file, index): Step[] => [
      labelled(file, 'matchLabels:', 6, index + 1),
      labelled(file, ' labels:', 8, index + 1),
    ]),
    { type: 'kubectl apply -f deploy.yaml', shows: ['deployment.apps/deploy-myapp created'] },
    { type: 'kubectl apply -f deploy2.yaml', shows: ['deployment.apps/deploy-myapp2 created'] },
    { type: 'kubectl get pod', shows: [podsOf(4, '1/1 +Running +0')], lacks: ['Terminating'] },
    { type: 'kubectl get svc', shows: [/^svc-myapp +NodePort +\S+ +<none> +80:\d+\/TCP /m] },
    {
      type: 'while true; do curl $(minikube ip):$PORT; echo; sleep 1; done',
      shows: ['This is Version1 service', 'This is Version2 service'],
      runs: 'stop',
    },
  ],
}
