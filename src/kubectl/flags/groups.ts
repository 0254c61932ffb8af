/** The flags that every kubectl command has, and the groups that many share. @see k8s.io/cli-runtime/pkg/genericclioptions */
import type { FlagSpec } from './pflag.ts'

const text = (name: string, usage: string, fallback = ''): FlagSpec => ({
  name,
  type: 'string',
  default: fallback,
  usage,
})
const bool = (name: string, usage: string, fallback = false): FlagSpec => ({
  name,
  type: 'bool',
  default: String(fallback),
  usage,
})
export const flag = { text, bool }

export const globalFlags: FlagSpec[] = [
  text('kubeconfig', 'Path of the kubeconfig file'),
  text('cluster', 'Cluster entry of the kubeconfig'),
  text('user', 'User entry of the kubeconfig'),
  text('context', 'Context entry of the kubeconfig'),
  { ...text('namespace', 'Namespace of the request'), short: 'n' },
  { ...text('server', 'Address and port of the API server'), short: 's' },
  text('token', 'Bearer token'),
  text('as', 'User to impersonate'),
  { name: 'as-group', type: 'stringArray', usage: 'Group to impersonate' },
  text('as-uid', 'UID to impersonate'),
  { name: 'as-user-extra', type: 'stringArray', usage: 'Extra of the user to impersonate' },
  text('certificate-authority', 'Certificate file of the authority'),
  text('client-certificate', 'Client certificate file'),
  text('client-key', 'Client key file'),
  text('tls-server-name', 'Server name for certificate validation'),
  bool('insecure-skip-tls-verify', 'Do not check the certificate of the server'),
  text('request-timeout', 'How long to wait for one answer of the server', '0'),
  text('cache-dir', 'Cache directory'),
  bool('disable-compression', 'No compression of answers'),
  bool('match-server-version', 'Require the version of the server to match'),
  { ...text('v', 'Log level', '0'), short: 'v' },
  text('vmodule', 'Log levels by file'),
  { name: 'log-flush-frequency', type: 'duration', default: '5s', usage: 'Time between log flushes' },
  text('profile', 'Profile to capture', 'none'),
  text('profile-output', 'File of the profile', 'profile.pprof'),
  bool('warnings-as-errors', 'Treat warnings of the server as errors'),
  text('username', 'User name'),
  text('password', 'Password'),
  text('kuberc', 'Path of the kuberc file'),
  { ...bool('help', 'Help for the command'), short: 'h' },
]

export const filenameFlags: FlagSpec[] = [
  {
    name: 'filename',
    short: 'f',
    type: 'stringSlice',
    usage: 'File, directory or URL that holds the objects',
  },
  { ...text('kustomize', 'Directory of a kustomization'), short: 'k' },
  { ...bool('recursive', 'Take the directory of -f with its subdirectories'), short: 'R' },
]

/** PrintFlags: -o and what belongs to it. */
export const printFlags: FlagSpec[] = [
  { ...text('output', 'Output format'), short: 'o' },
  text('template', 'Template of -o go-template, -o go-template-file'),
  bool('allow-missing-template-keys', 'Ignore missing fields of templates', true),
  bool('show-managed-fields', 'Keep managedFields in JSON or YAML'),
]

export const selectorFlag: FlagSpec = { ...text('selector', 'Label selector'), short: 'l' }
export const fieldSelectorFlag: FlagSpec = text('field-selector', 'Field selector')
export const allNamespacesFlag: FlagSpec = {
  ...bool('all-namespaces', 'Objects of all namespaces'),
  short: 'A',
}
export const dryRunFlag: FlagSpec = {
  ...text('dry-run', 'none, server or client', 'none'),
  bare: 'unchanged',
}
export const validateFlag: FlagSpec = {
  ...text('validate', 'strict (true), warn or ignore (false)', 'strict'),
  bare: 'strict',
}
export const recordFlag: FlagSpec = {
  ...bool('record', 'Note the command in the annotation kubernetes.io/change-cause'),
  deprecated: '--record will be removed in the future',
}
export const fieldManagerFlag = (manager: string): FlagSpec =>
  text('field-manager', 'Name of the field owner', manager)
export const timeoutFlag = (fallback: string): FlagSpec => ({
  name: 'timeout',
  type: 'duration',
  default: fallback,
  usage: 'How long to wait',
})
