/** `kubectl get --watch`. @see k8s.io/kubectl/pkg/cmd/get/get.go (watch) */
import { build } from '../builder.ts'
import { objectOf, type Info } from '../info.ts'
import type { Call } from '../client.ts'
import { exit, plain, several, statusError } from '../errors.ts'
import type { Factory } from '../factory.ts'
import { isObject, objects, text, type Json, type JsonObject } from '../json.ts'
import type { Status } from '../../sim/api/types/meta.ts'
import { tableColumns } from '../printers/columns.ts'
import { outputFormat, structuredPrinter } from '../printers/objects.ts'
import { createTablePrinter } from '../printers/table.ts'
import { collectionPath } from '../resources.ts'
import { tableOptionsOf, type GetPlan } from './get-plan.ts'

type Print = (value: JsonObject, event: string) => void

function printerOf(f: Factory, info: Info): Print {
  const { format } = outputFormat(f)
  const events = f.flags.bool('output-watch-events')
  if (format !== '' && format !== 'wide') {
    const printer = structuredPrinter(f)
    return (value, event) => {
      const shown: JsonObject = events ? { type: event, object: value } : value
      f.out(printer?.(shown) ?? '')
    }
  }
  const columns = tableColumns()
  const print = createTablePrinter(tableOptionsOf(f, info.mapping, f.flags.bool('show-kind')))
  return (value, event) => f.out(columns.format(print(value, events ? event : '')))
}

function watchCall(info: Info, plan: GetPlan, single: boolean): Call {
  const query: Record<string, string> = {
    resourceVersion: single ? '0' : text(objectOf(info), 'metadata', 'resourceVersion') || '0',
    watch: 'true',
  }
  if (single) query.fieldSelector = `metadata.name=${info.name}`
  else if (plan.options.fieldSelector) query.fieldSelector = plan.options.fieldSelector
  if (plan.options.selector) query.labelSelector = plan.options.selector
  const namespace = plan.options.allNamespaces ? '' : info.namespace
  return {
    method: 'GET',
    path: collectionPath(info.mapping, namespace),
    query,
    ...(plan.options.accept ? { accept: plan.options.accept } : {}),
  }
}

export async function watch(f: Factory, plan: GetPlan): Promise<void> {
  const types = (plan.options.args?.[0] ?? '').split(',').length
  if (types > 1 || plan.options.args?.[0] === 'all')
    throw plain('you may only specify a single resource type')
  const result = await build(f, { ...plan.options, flatten: false })
  const { infos, errors } = await result.infos()
  if (errors.length > 0) throw several(errors)
  const [info] = infos
  if (info === undefined) throw plain('no resources found')
  if (infos.length > 1)
    throw plain(
      'watch is only supported on individual resources and resource collections - more than 1 resource was found',
    )
  const single = result.singleItemImplied || info.name !== ''
  const print = printerOf(f, info)
  let output = true
  if (!f.flags.bool('watch-only')) {
    const value = objectOf(info)
    const items = Array.isArray(value.items)
      ? objects(value, 'items').map((item) => typed(item, value))
      : [value]
    for (const item of items) print(item, 'ADDED')
    // The watch of one object begins with a synthetic ADDED event.
    output = !single
  }
  const stream = await f.client.watch(watchCall(info, plan, single))
  try {
    for (let event = await stream.next(); event; event = await stream.next()) {
      const value = event.object as Json
      if (!isObject(value) || event.type === 'BOOKMARK') continue
      if (event.type === 'ERROR') throw statusError(value as unknown as Status)
      if (output) print(value, event.type)
      output = true
    }
  } finally {
    stream.close()
  }
  if (f.host.interrupted()) throw exit(1)
}

const typed = (item: JsonObject, parent: JsonObject): JsonObject => ({
  apiVersion: text(parent, 'apiVersion'),
  kind: text(parent, 'kind').replace(/List$/, ''),
  ...item,
})
