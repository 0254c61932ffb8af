/**
 * The registry that a new cluster has: the images of the lessons' sources and of the Kubernetes documentation.
 * A tag that is not here (kubernetes-bootcamp:v10, nginx:1.161) cannot be pulled.
 */
import type { ImageBehaviour, ImageRegistry } from './behaviour.ts'
import { normalizeImage } from './reference.ts'

const MB = 1_000_000

/** A well-behaved server without a SIGTERM handler of its own: most images of the courses are such. */
const server: Omit<ImageBehaviour, 'tag' | 'body'> = {
  sizeBytes: 60 * MB,
  pullMs: 2_400,
  readyAfterMs: 900,
  shutdownMs: 400,
  stopCode: 0,
  onSigterm: 'finish',
  answerMs: 12,
}

const bootcamp = (version: number, more: Partial<ImageBehaviour> = {}): ImageBehaviour => ({
  ...server,
  tag: `v${version}`,
  port: 8080,
  sizeBytes: 83_336_565,
  body: `Hello Kubernetes bootcamp! | Running on: {pod} | v=${version}\n`,
  errorBody: `Some internal error has occurred! This is pod {pod}\n`,
  startLog: 'Kubernetes Bootcamp App Started At: {time} | Running On:  {pod} ',
  requestLog: 'Running On: {pod} | Total Requests: {hits} | App Uptime: {uptime} seconds | Log Time: {time}',
  ...more,
})

const kubia = (version: number, more: Partial<ImageBehaviour> = {}): ImageBehaviour => ({
  ...server,
  tag: `v${version}`,
  port: 8080,
  sizeBytes: 261_000_000,
  pullMs: 3_600,
  stopCode: 143,
  onSigterm: 'drop',
  shutdownMs: 60,
  body: `This is v${version} running in pod {pod}\n`,
  errorBody: `Some internal error has occurred! This is pod {pod}\n`,
  startLog: 'Kubia server starting...',
  requestLog: 'Received request from ::ffff:10.244.0.1',
  ...more,
})

const httpGo = (version: number): ImageBehaviour => ({
  ...server,
  tag: `v${version}`,
  port: 8080,
  sizeBytes: 792_000_000,
  readyAfterMs: 300,
  stopCode: 2,
  onSigterm: 'drop',
  body: version === 1 ? 'Welcome! http-go\n' : `Welcome! http-go:v${version}\n`,
})

const myapp = (version: number): ImageBehaviour => ({
  ...server,
  tag: `v${version}.0`,
  port: 8080,
  sizeBytes: 901_000_000,
  stopCode: 143,
  onSigterm: 'drop',
  body: `This is Version${version} service`,
})

const nginx = (tag: string, sizeBytes: number): ImageBehaviour => ({
  ...server,
  tag,
  sizeBytes,
  port: 80,
  readyAfterMs: 150,
  shutdownMs: 80,
  onSigterm: 'drop',
  answerMs: 4,
  body: '<html><head><title>Welcome to nginx!</title></head><body>Welcome to nginx!</body></html>\n',
  errorBody: '<html><head><title>500 Internal Server Error</title></head></html>\n',
  startLog: '/docker-entrypoint.sh: Configuration complete; ready for start up',
  requestLog: '10.244.0.1 - - [{time}] "GET / HTTP/1.1" 200 615 "-" "curl/8.5.0" "-"',
})

/** Runs to its end at once, as a shell without a terminal does. */
const shell = (tag: string, sizeBytes: number): ImageBehaviour => ({
  ...server,
  tag,
  sizeBytes,
  pullMs: 900,
  exitAfterMs: 20,
  exitCode: 0,
  body: '',
})

const bootcamps: [string, ImageBehaviour][] = [
  ['v1', bootcamp(1)],
  ['v2', bootcamp(2)],
  ['v3', bootcamp(3, { errorsAfterRequests: 5 })],
  ['v4', bootcamp(4)],
  ['v5', bootcamp(5, { exitAfterMs: 600, exitCode: 1 })],
  ['v6', bootcamp(6, { neverReady: true })],
  ['latest', { ...bootcamp(1), tag: 'latest' }],
]

const IMAGES: [string, ImageBehaviour][] = [
  ...['jocatalin/kubernetes-bootcamp', 'gcr.io/google-samples/kubernetes-bootcamp'].flatMap((repository) =>
    bootcamps.map(([tag, image]): [string, ImageBehaviour] => [`${repository}:${tag}`, image]),
  ),
  ['luksa/kubia:v1', kubia(1)],
  ['luksa/kubia:v2', kubia(2)],
  ['luksa/kubia:v3', kubia(3, { errorsAfterRequests: 5 })],
  ['luksa/kubia:v4', kubia(4)],
  ['luksa/kubia', { ...kubia(1), tag: 'latest', body: "You've hit {pod}\n" }],
  ['gasbugs/http-go:v1', httpGo(1)],
  ['gasbugs/http-go:v2', httpGo(2)],
  ['gasbugs/http-go:v3', httpGo(3)],
  ['gasbugs/http-go', { ...httpGo(1), tag: 'latest' }],
  ['ondalk8s/myapp:v1.0', myapp(1)],
  ['ondalk8s/myapp:v2.0', myapp(2)],
  ['nginx', nginx('latest', 72_319_182)],
  ['nginx:1.14.2', nginx('1.14.2', 44_710_204)],
  ['nginx:1.16.1', nginx('1.16.1', 51_030_575)],
  ['nginx:1.7.9', nginx('1.7.9', 39_943_954)],
  ['nginx:1.9.1', nginx('1.9.1', 53_281_310)],
  ['nginx:1.25', nginx('1.25', 71_005_258)],
  ['nginx:1.26', nginx('1.26', 71_961_000)],
  ['nginx:1.27', nginx('1.27', 72_188_133)],
  ['nginx:alpine', nginx('alpine', 21_000_000)],
  ['httpd', { ...nginx('latest', 59_000_000), body: '<html><body><h1>It works!</h1></body></html>\n' }],
  ['httpd:2.4', { ...nginx('2.4', 59_000_000), body: '<html><body><h1>It works!</h1></body></html>\n' }],
  ['redis', { ...server, tag: 'latest', port: 6379, sizeBytes: 49_000_000, body: '' }],
  ['busybox', shell('latest', 2_223_685)],
  ['busybox:1.28', shell('1.28', 725_282)],
  ['alpine', shell('latest', 3_800_000)],
  ['registry.k8s.io/pause:3.10', { ...server, tag: '3.10', sizeBytes: 320_368, pullMs: 300, body: '' }],
]

export const PRESETS: ImageRegistry = Object.fromEntries(
  IMAGES.map(([name, image]) => [normalizeImage(name), image]),
)
