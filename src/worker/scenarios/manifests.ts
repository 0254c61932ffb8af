/**
 * The manifests of the terminal's file system, as objects: the scenarios create some of them, and the files are
 * written from the same data, so that both always say the same.
 */
import { stringify } from 'yaml'
import { COURSE_FILES } from './coursefiles.ts'

interface App {
  name: string
  image: string
  replicas: number
  port: number
  /** Name of the Service and its port. */
  service: { name: string; port: number; type?: 'NodePort' }
  minReadySeconds?: number
  progressDeadlineSeconds?: number
  probeSeconds?: number
  /** `tcp`: only whether the port is open, whatever is answered there. */
  probe?: 'http' | 'tcp'
}

export function deploymentOf(app: App): object {
  const labels = { app: app.name }
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: app.name, labels },
    spec: {
      replicas: app.replicas,
      selector: { matchLabels: labels },
      ...(app.minReadySeconds !== undefined && { minReadySeconds: app.minReadySeconds }),
      ...(app.progressDeadlineSeconds !== undefined && {
        progressDeadlineSeconds: app.progressDeadlineSeconds,
      }),
      template: { metadata: { labels }, spec: { containers: [containerOf(app)] } },
    },
  }
}

function containerOf({ name, image, port, probeSeconds, probe }: App): object {
  const handler = probe === 'tcp' ? { tcpSocket: { port } } : { httpGet: { path: '/', port } }
  return {
    name,
    image,
    ports: [{ containerPort: port }],
    ...(probeSeconds !== undefined && {
      readinessProbe: { ...handler, periodSeconds: probeSeconds },
    }),
  }
}

export function serviceOf({ name, port, service }: App): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: service.name, labels: { app: name } },
    spec: {
      ...(service.type && { type: service.type }),
      selector: { app: name },
      ports: [{ port: service.port, targetPort: port }],
    },
  }
}

export const BOOTCAMP: App = {
  name: 'kubernetes-bootcamp',
  image: 'gcr.io/google-samples/kubernetes-bootcamp:v1',
  replicas: 10,
  port: 8080,
  service: { name: 'kubernetes-bootcamp', port: 8080 },
  minReadySeconds: 10,
  probeSeconds: 2,
}

const KUBIA: App = {
  name: 'kubia',
  image: 'luksa/kubia:v1',
  replicas: 3,
  port: 8080,
  service: { name: 'kubia', port: 80 },
  minReadySeconds: 10,
  probeSeconds: 1,
}

const HTTP_GO: App = {
  name: 'http-go',
  image: 'gasbugs/http-go:v1',
  replicas: 3,
  port: 8080,
  service: { name: 'http-go', port: 80 },
}

const MYAPP: App = {
  name: 'deploy-myapp',
  image: 'ondalk8s/myapp:v1.0',
  replicas: 3,
  port: 8080,
  service: { name: 'svc-myapp', port: 80, type: 'NodePort' },
}

/** As `pwd` of the shell says. */
export const HOME = '/root'

const fileOf = (app: App): string => `${stringify(deploymentOf(app))}---\n${stringify(serviceOf(app))}`

/** Absolute path → text. */
export const FILES: Readonly<Record<string, string>> = {
  [`${HOME}/bootcamp.yaml`]: fileOf(BOOTCAMP),
  [`${HOME}/kubia.yaml`]: fileOf(KUBIA),
  [`${HOME}/http-go.yaml`]: fileOf(HTTP_GO),
  [`${HOME}/myapp.yaml`]: fileOf(MYAPP),
  // The course with `myapp` makes this directory and writes its files there.
  ...Object.fromEntries(
    ['deploy.yaml', 'svc.yaml'].map((name) => [`${HOME}/mykube/rolling/${name}`, COURSE_FILES[name] ?? '']),
  ),
  ...Object.fromEntries(Object.entries(COURSE_FILES).map(([name, text]) => [`${HOME}/${name}`, text])),
}
