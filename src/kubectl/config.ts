/**
 * The kubeconfig: one cluster, `minikube`, unless a file says otherwise. Read and changed as parsed YAML.
 * @see k8s.io/client-go/tools/clientcmd
 */
import { parse } from 'yaml'
import { plain, verbatim } from './errors.ts'
import type { Flags } from './flags/pflag.ts'
import type { KubectlHost } from './host.ts'
import { isObject, objects, text, type Json, type JsonObject } from './json.ts'

export const DEFAULT_SERVER = 'https://192.168.49.2:8443'

const defaultConfig = (): JsonObject => ({
  apiVersion: 'v1',
  clusters: [{ cluster: { 'insecure-skip-tls-verify': true, server: DEFAULT_SERVER }, name: 'minikube' }],
  contexts: [{ context: { cluster: 'minikube', namespace: 'default', user: 'minikube' }, name: 'minikube' }],
  'current-context': 'minikube',
  kind: 'Config',
  users: [{ name: 'minikube', user: {} }],
})

export interface KubeConfig {
  path: string
  root: JsonObject
}

export function configPath(host: KubectlHost, flags: Flags): string {
  return flags.text('kubeconfig') || host.env('KUBECONFIG') || '.kube/config'
}

export function loadConfig(host: KubectlHost, flags: Flags): KubeConfig {
  const path = configPath(host, flags)
  if (path === '/dev/null') return { path, root: {} }
  const source = host.readFile(path)
  if (source === undefined) {
    if (flags.changed('kubeconfig')) throw plain(`stat ${path}: no such file or directory`)
    return { path, root: defaultConfig() }
  }
  let root: Json = null
  try {
    root = parse(source) as Json
  } catch {
    throw plain(`error loading config file "${path}": yaml: did not find expected node content`)
  }
  return { path, root: isObject(root) ? root : {} }
}

export const currentContext = (config: KubeConfig, flags: Flags): string =>
  flags.text('context') || text(config.root, 'current-context')

export const entry = (
  config: KubeConfig,
  list: 'clusters' | 'contexts' | 'users',
  name: string,
): JsonObject | undefined => objects(config.root, list).find((one) => one.name === name)

export interface Connection {
  server: string
  namespace: string
}

/** Commands that ask for a client before they ask for a namespace: a missing context is refused in other words. */
const CLIENT_FIRST =
  /^kubectl (create|apply$|replace|run|expose|autoscale|set env|wait|diff|cordon|uncordon|drain|top node|auth|api-resources|api-versions|version|explain|cluster-info)/
const NEEDS_NO_CLUSTER = /^kubectl (config|completion|plugin|kustomize)/

/** Where a command's requests go and into which namespace; `path` is the command's, `kubectl rollout status`. */
export function connection(host: KubectlHost, flags: Flags, path: string): Connection {
  const offline =
    NEEDS_NO_CLUSTER.test(path) || (path === 'kubectl version' && flags.has('client') && flags.bool('client'))
  if (offline) return { server: '', namespace: 'default' }
  const clientFirst = CLIENT_FIRST.test(path)
  const config = loadConfig(host, flags)
  const name = currentContext(config, flags)
  const context = entry(config, 'contexts', name)
  if (name !== '' && context === undefined)
    throw clientFirst
      ? plain(`context ${JSON.stringify(name)} does not exist`)
      : verbatim(`Error in configuration: context was not found for specified context: ${name}`)
  const clusterName = flags.text('cluster') || text(context, 'context', 'cluster')
  const cluster = entry(config, 'clusters', clusterName)
  if (flags.text('cluster') && cluster === undefined)
    throw plain(
      clientFirst
        ? `cluster ${JSON.stringify(clusterName)} does not exist`
        : `no server found for cluster ${JSON.stringify(clusterName)}`,
    )
  // `create rolebinding` has another flag of this name.
  const user = /^kubectl create (cluster)?rolebinding$/.test(path) ? '' : flags.text('user')
  if (user && entry(config, 'users', user) === undefined)
    throw verbatim(`error: auth info "${user}" does not exist`)
  return {
    server: flags.text('server') || text(cluster, 'cluster', 'server') || 'http://localhost:8080',
    namespace: flags.text('namespace') || text(context, 'context', 'namespace') || 'default',
  }
}

/** The server this kubectl can reach: the one of the default kubeconfig's cluster. */
export function reachable(host: KubectlHost, flags: Flags, server: string): boolean {
  const config = loadConfig(host, {
    ...flags,
    text: (name) => (name === 'kubeconfig' ? '' : flags.text(name)),
  })
  const address = (url: string) => url.replace(/^https?:\/\//, '').replace(/\/$/, '')
  return objects(config.root, 'clusters').some(
    (one) => address(text(one, 'cluster', 'server')) === address(server),
  )
}
