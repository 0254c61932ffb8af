/** `kubectl autoscale`. @see k8s.io/kubectl/pkg/cmd/autoscale/autoscale.go */
import { build } from '../builder.ts'
import type { Info } from '../info.ts'
import { plain, several } from '../errors.ts'
import { dryRunOf, writeQuery, type Command, type Factory } from '../factory.ts'
import { dryRunFlag, fieldManagerFlag, filenameFlags, flag, printFlags, recordFlag } from '../flags/groups.ts'
import { isObject, type JsonObject } from '../json.ts'
import { operationPrinter } from '../printers/objects.ts'
import { canonicalQuantity } from '../quantity.ts'
import { apiVersionOf, collectionPath, mappingForResource } from '../resources.ts'
import { targetsOf } from './targets.ts'

/** `80%` is a share of the request, `500m` an amount. */
function metric(name: string, value: string): JsonObject {
  const percent = /^(\d+)%$/.exec(value)?.[1]
  const amount = canonicalQuantity(value)
  if (percent === undefined && amount === undefined) throw plain(`invalid resource ${name} value: ${value}`)
  const target: JsonObject =
    percent === undefined
      ? { type: 'AverageValue', averageValue: amount ?? '' }
      : { type: 'Utilization', averageUtilization: Number(percent) }
  return { type: 'Resource', resource: { name, target } }
}

function autoscalerOf(f: Factory, info: Info): JsonObject {
  const metrics: JsonObject[] = []
  if (f.flags.text('cpu') !== '') metrics.push(metric('cpu', f.flags.text('cpu')))
  if (f.flags.int('cpu-percent') >= 0) metrics.push(metric('cpu', `${f.flags.int('cpu-percent')}%`))
  if (f.flags.text('memory') !== '') metrics.push(metric('memory', f.flags.text('memory')))
  const spec: JsonObject = {
    maxReplicas: f.flags.int('max'),
    scaleTargetRef: { apiVersion: apiVersionOf(info.mapping), kind: info.mapping.kind, name: info.name },
  }
  if (f.flags.int('min') > 0) spec.minReplicas = f.flags.int('min')
  if (metrics.length > 0) spec.metrics = metrics
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: f.flags.text('name') || info.name },
    spec,
    status: { currentMetrics: null, desiredReplicas: 0 },
  }
}

async function run(f: Factory): Promise<void> {
  if (!f.flags.changed('max')) throw plain('required flag(s) "max" not set')
  const [min, max] = [f.flags.int('min'), f.flags.int('max')]
  if (f.flags.text('cpu') !== '' && f.flags.changed('cpu-percent'))
    throw plain('--cpu-percent and --cpu are mutually exclusive')
  if (max < 1) throw plain(`--max=MAXPODS is required and must be at least 1, max: ${max}`)
  if (max < min)
    throw plain(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`)
  const dryRun = dryRunOf(f)
  const print = operationPrinter(f, dryRun, true)
  const result = await build(f, { ...targetsOf(f), latest: true, continueOnError: true })
  const { infos, errors } = await result.infos()
  if (errors.length > 0) throw several(errors)
  for (const info of infos) {
    const { mapping } = info
    if (!mapping.scale) {
      const resource = `${mapping.group}/${mapping.version}, Resource=${mapping.resource}`
      throw plain(
        `cannot autoscale a ${mapping.kind}: could not find scale subresource for ${resource} in discovery information`,
      )
    }
    const body = autoscalerOf(f, info)
    if (dryRun === 'client') {
      print('created', body)
      continue
    }
    const query = writeQuery({ fieldManager: f.flags.text('field-manager'), dryRun })
    const path = collectionPath(mappingForResource('horizontalpodautoscalers'), f.namespace)
    const answer = await f.client.call({ method: 'POST', path, body, query }).catch(() => {
      // Upstream falls back to autoscaling/v1 and hides why v2 was refused.
      throw plain(
        'failed to create autoscaling/v2 HPA and the configuration is incompatible with autoscaling/v1: empty input',
      )
    })
    print('autoscaled', isObject(answer) ? answer : body)
  }
}

export const autoscale: Command = {
  name: 'autoscale',
  short: 'Auto-scale a deployment, replica set, stateful set, or replication controller',
  use: '(-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu=CPU] [--memory=MEMORY]',
  flags: [
    ...printFlags,
    ...filenameFlags,
    dryRunFlag,
    recordFlag,
    fieldManagerFlag('kubectl-autoscale'),
    { name: 'min', type: 'int32', default: '-1', usage: 'Least number of pods' },
    { name: 'max', type: 'int32', default: '-1', usage: 'Largest number of pods' },
    {
      name: 'cpu-percent',
      type: 'int32',
      default: '-1',
      usage: 'Target share of the CPU request',
      deprecated:
        "Use --cpu with percentage or resource quantity format (e.g., '70%' for utilization or '500m' for milliCPU).",
    },
    flag.text('cpu', 'Target CPU: 80% or 500m'),
    flag.text('memory', 'Target memory: 60% or 256Mi'),
    flag.text('name', 'Name of the autoscaler'),
    flag.bool('save-config', 'Keep the configuration in an annotation, for apply'),
  ],
  run,
}
