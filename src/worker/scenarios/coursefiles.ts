/** Files that well-known courses type by name: the same objects under the names that their readers look for. */
import { stringify } from 'yaml'

const KUBIA = { app: 'kubia' }

const nodejs = (tag: string, more: object = {}): object => ({
  containers: [{ name: 'nodejs', image: `luksa/kubia:${tag}`, ...more }],
})

const balancer = (name: string, selector: object): object => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { type: 'LoadBalancer', selector, ports: [{ port: 80, targetPort: 8080 }] },
})

const controller = (name: string, tag: string, labels: object): object => ({
  apiVersion: 'v1',
  kind: 'ReplicationController',
  metadata: { name },
  spec: { replicas: 3, template: { metadata: { name: 'kubia', labels }, spec: nodejs(tag) } },
})

const deployment = (name: string, spec: object, labels: object, pod: object): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    replicas: 3,
    ...spec,
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: pod },
  },
})

const kubia = (tag: string, spec: object = {}, container: object = {}): object =>
  deployment('kubia', spec, KUBIA, nodejs(tag, container))

const MYAPP = { app: 'myapp' }
const myapp = (): object => ({
  containers: [
    {
      name: 'myapp',
      image: 'ondalk8s/myapp:v1.0',
      imagePullPolicy: 'Always',
      // As the course has it: the port is only a note, the program listens on 8080.
      ports: [{ name: 'port-myapp', containerPort: 10001 }],
    },
  ],
})

const svcMyapp = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'svc-myapp' },
  spec: {
    selector: MYAPP,
    ports: [{ name: 'port-myapp', port: 80, targetPort: 8080 }],
    type: 'NodePort',
  },
}

const ALPINE = { app: 'alpine-deploy' }
/** Stays: a bare `alpine` would end at once. */
const alpine = { containers: [{ name: 'web', image: 'nginx:alpine', ports: [{ containerPort: 80 }] }] }

const GUARDED = { minReadySeconds: 10, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } }
const PROBED = { readinessProbe: { periodSeconds: 1, httpGet: { path: '/', port: 8080 } } }

const FILES: Readonly<Record<string, readonly object[]>> = {
  'kubia-rc-and-service-v1.yaml': [controller('kubia-v1', 'v1', KUBIA), balancer('kubia', KUBIA)],
  'kubia-rc-and-service-v2.yaml': [
    controller('kubia-v2', 'v2', { app: 'kubia-v2' }),
    balancer('kubia-v2', { app: 'kubia-v2' }),
  ],
  'kubia-deployment-v1.yaml': [kubia('v1')],
  'kubia-deployment-and-service-v1.yaml': [kubia('v1'), balancer('kubia', KUBIA)],
  'kubia-deployment-v2.yaml': [kubia('v2', { minReadySeconds: 10 }), balancer('kubia', KUBIA)],
  'kubia-deployment-v3-with-readinesscheck.yaml': [kubia('v3', GUARDED, PROBED)],
  'deploy.yaml': [deployment('deploy-myapp', {}, MYAPP, myapp())],
  'svc.yaml': [svcMyapp],
  'alpine-deploy.yaml': [deployment('alpine-deploy', {}, ALPINE, alpine)],
}

/** What every terminal knows from its start (src/kubectl/shell/state.ts), as a course shows it. */
const BASHRC = `export KUBE_EDITOR=/usr/bin/vim
alias kc=kubectl
alias getall="kubectl get svc,po,rc,rs,deployments"
alias getalls="while true ; do kubectl get svc,po,rc,rs,deployments; echo; sleep 1; done"
alias curls="while true; do curl localhost ; sleep 1 ; done"
`

/** Text by name. */
export const COURSE_FILES: Readonly<Record<string, string>> = {
  '.bashrc': BASHRC,
  ...Object.fromEntries(
    Object.entries(FILES).map(([name, objects]) => [
      name,
      objects.map((one) => stringify(one)).join('---\n'),
    ]),
  ),
}
