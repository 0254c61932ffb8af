/** Label and field selectors of list requests, with the parser's refusals. @see k8s.io/apimachinery/pkg/labels */
import { at, strings, type JsonObject } from '../../../src/kubectl/json.ts'

type Test = (labels: Record<string, string>) => boolean

/** The predicate, or the refusal's text. */
export function parseSelector(source: string): Test | string {
  const tests: Test[] = []
  let rest = source.trim()
  while (rest !== '') {
    const set = /^([\w./-]+)\s+(in|notin)\s*(.*)$/s.exec(rest)
    if (set) {
      const list = /^\(([^)]*)\)\s*,?\s*(.*)$/s.exec(set[3] ?? '')
      if (!list)
        return `unable to parse requirement: found '${(set[3] ?? '').split(/[\s,]/)[0] ?? ''}' expected: '('`
      const values = (list[1] ?? '').split(',').map((value) => value.trim())
      const key = set[1] ?? ''
      tests.push(
        set[2] === 'in'
          ? (l) => l[key] !== undefined && values.includes(l[key])
          : (l) => l[key] === undefined || !values.includes(l[key]),
      )
      rest = list[2] ?? ''
      continue
    }
    const one = /^(!?)\s*([^\s=!,]+)\s*(?:(!=|==|=)\s*([^\s=,]*))?\s*(.*)$/s.exec(rest)
    if (!one) return `unable to parse requirement: found '${rest}', expected: identifier`
    const [, not, key = '', operator, value = '', tail = ''] = one
    const name = key.split('/').at(-1) ?? ''
    if (!/^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/.test(name)) {
      return `unable to parse requirement: <nil>: Invalid value: "${key}": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`
    }
    if (tail !== '' && !tail.startsWith(','))
      return `found '${tail[0] ?? ''}', expected: ',' or 'end of string'`
    if (not === '!') tests.push((l) => l[key] === undefined)
    else if (operator === undefined) tests.push((l) => l[key] !== undefined)
    else if (operator === '!=') tests.push((l) => l[key] !== value)
    else tests.push((l) => l[key] === value)
    rest = tail.replace(/^,\s*/, '')
  }
  return (labels) => tests.every((test) => test(labels))
}

const fields: Record<string, string[]> = {
  pods: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.podIPs',
    'status.nominatedNodeName',
  ],
  events: [
    'involvedObject.kind', 'involvedObject.namespace', 'involvedObject.name', 'involvedObject.uid', 'involvedObject.apiVersion', 'involvedObject.resourceVersion', 'involvedObject.fieldPath',
    'reason', 'reportingComponent', 'source', 'type',
  ], // prettier-ignore
  replicasets: ['status.replicas'],
  replicationcontrollers: ['status.replicas'],
  namespaces: ['status.phase'],
  nodes: ['spec.unschedulable'],
}

export function parseFields(source: string, resource: string): ((value: JsonObject) => boolean) | string {
  const tests: ((value: JsonObject) => boolean)[] = []
  for (const part of source === '' ? [] : source.split(',')) {
    const [, path = '', operator, wanted = ''] = /^([^=!]+)(!=|==|=)(.*)$/.exec(part) ?? []
    if (operator === undefined) return `invalid selector: "${source}"; can't understand "${part}"`
    const allowed = ['metadata.name', 'metadata.namespace', ...(fields[resource] ?? [])]
    if (!allowed.includes(path)) return `field label not supported: ${path}`
    tests.push((value) => {
      const found = String(at(value, ...path.split('.')) ?? '')
      return operator === '!=' ? found !== wanted : found === wanted
    })
  }
  return (value) => tests.every((test) => test(value))
}

export const labelsOf = (value: JsonObject): Record<string, string> => strings(value, 'metadata', 'labels')
