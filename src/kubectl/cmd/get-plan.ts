/** What `kubectl get` was asked for, of lists and watches alike. @see k8s.io/kubectl/pkg/cmd/get/get.go, get_flags.go */
import { TABLE_ACCEPT } from '../client.ts'
import type { Factory } from '../factory.ts'
import type { BuilderOptions } from '../info.ts'
import { outputFormat } from '../printers/objects.ts'
import type { TableOptions } from '../printers/table.ts'
import type { ResourceMapping } from '../resources.ts'
import { targetsOf } from './targets.ts'

export interface GetPlan {
  format: string
  human: boolean
  options: BuilderOptions
  sort: string
}

export function planOf(f: Factory): GetPlan {
  const { format } = outputFormat(f)
  const human = format === '' || format === 'wide'
  const serverPrint = f.flags.bool('server-print')
  const sort = f.flags.text('sort-by')
  const options: BuilderOptions = {
    ...targetsOf(f),
    allowEmptySelector: true,
    latest: true,
    continueOnError: true,
    flatten: !human,
    accept: human && serverPrint ? TABLE_ACCEPT : 'application/json',
  }
  const chunk = f.flags.int('chunk-size')
  if (human && serverPrint && sort !== '') options.query = { includeObject: 'Object' }
  else if (chunk > 0 && sort === '') options.limit = chunk
  const subresource = f.flags.text('subresource')
  if (subresource !== '') options.subresource = subresource
  return { format, human, options, sort }
}

export const tableOptionsOf = (f: Factory, mapping: ResourceMapping, withKind: boolean): TableOptions => ({
  wide: outputFormat(f).format === 'wide',
  noHeaders: f.flags.bool('no-headers'),
  withKind: withKind ? mapping : undefined,
  withNamespace: f.flags.bool('all-namespaces') && mapping.namespaced,
  labelColumns: f.flags.list('label-columns'),
  showLabels: f.flags.bool('show-labels'),
  now: f.host.now(),
})
