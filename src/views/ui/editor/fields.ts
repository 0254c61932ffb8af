/** Field names CodeMirror offers: what the API knows below the parent of the line being written. */
import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete'

/** Parent field (or kind) → fields below it, for the kinds of a manifest. */
const FIELDS: Record<string, readonly string[]> = {
  '': ['apiVersion', 'kind', 'metadata', 'spec'],
  metadata: ['annotations', 'labels', 'name', 'namespace'],
  'Deployment.spec': [
    'minReadySeconds',
    'paused',
    'progressDeadlineSeconds',
    'replicas',
    'revisionHistoryLimit',
    'selector',
    'strategy',
    'template',
  ],
  'Service.spec': ['clusterIP', 'ports', 'publishNotReadyAddresses', 'selector', 'type'],
  strategy: ['rollingUpdate', 'type'],
  rollingUpdate: ['maxSurge', 'maxUnavailable'],
  'Deployment.selector': ['matchExpressions', 'matchLabels'],
  template: ['metadata', 'spec'],
  'template.spec': [
    'containers',
    'initContainers',
    'nodeSelector',
    'terminationGracePeriodSeconds',
    'volumes',
  ],
  containers: [
    'args',
    'command',
    'env',
    'image',
    'imagePullPolicy',
    'lifecycle',
    'livenessProbe',
    'name',
    'ports',
    'readinessProbe',
    'resources',
    'startupProbe',
  ],
  env: ['name', 'value', 'valueFrom'],
  'containers.ports': ['containerPort', 'name', 'protocol'],
  'Service.ports': ['name', 'nodePort', 'port', 'protocol', 'targetPort'],
  probe: [
    'exec',
    'failureThreshold',
    'httpGet',
    'initialDelaySeconds',
    'periodSeconds',
    'successThreshold',
    'tcpSocket',
    'timeoutSeconds',
  ],
  httpGet: ['httpHeaders', 'path', 'port', 'scheme'],
  lifecycle: ['postStart', 'preStop'],
  preStop: ['exec', 'httpGet', 'sleep'],
}

/** Names of the fields above a line, outermost first, by indentation; the last document's kind before it all. */
export function pathAt(lines: readonly string[], index: number, indent: number): string[] {
  const path: string[] = []
  let below = indent
  let at = index - 1
  for (; at >= 0 && lines[at] !== '---'; at--) {
    const match = /^(\s*(?:- )*)([\w.-]+):\s*(?:#.*)?$/.exec(lines[at] ?? '')
    if (!match?.[1] && !match?.[2]) continue
    const dash = (match[1] ?? '').includes('-')
    const depth = (match[1] ?? '').length
    // A list may stand at the indentation of its field.
    const isParent = depth < below || (!dash && depth === below && /^\s*- /.test(lines[index] ?? ''))
    if (!isParent || depth >= below + 1) continue
    path.unshift(match[2] ?? '')
    below = depth
  }
  return path
}

function fieldsOf(kind: string, path: readonly string[]): readonly string[] {
  const parent = path.at(-1) ?? ''
  if (parent.endsWith('Probe')) return FIELDS['probe'] ?? []
  if (parent === 'initContainers') return FIELDS['containers'] ?? []
  const grand = path.at(-2)
  return FIELDS[`${grand}.${parent}`] ?? FIELDS[`${kind}.${parent}`] ?? FIELDS[parent] ?? []
}

export function completeField(context: CompletionContext): CompletionResult | null {
  const line = context.state.doc.lineAt(context.pos)
  const written = /^(\s*(?:- )?)([\w-]*)$/.exec(line.text.slice(0, context.pos - line.from))
  if (!written || (written[2] === '' && !context.explicit)) return null
  const lines = context.state.doc.toString().split('\n')
  const index = line.number - 1
  const start = lines.lastIndexOf('---', index) + 1
  const kind = /^kind:\s*(\w+)/m.exec(lines.slice(start).join('\n'))?.[1] ?? 'Deployment'
  const fields = fieldsOf(kind, pathAt(lines, index, (written[1] ?? '').length))
  if (fields.length === 0) return null
  return {
    from: context.pos - (written[2] ?? '').length,
    options: fields.map((label) => ({ label, type: 'property', apply: `${label}: ` })),
  }
}
