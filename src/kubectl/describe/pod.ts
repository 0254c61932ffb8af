/** Pods. @see describe.go (describePod, describePodIPs) */
import type { Info } from '../info.ts'
import type { Factory } from '../factory.ts'
import { int, object, objects, strings, text, type JsonObject } from '../json.ts'
import { ageOf, rfc1123z } from '../printers/duration.ts'
import { describeContainers, type Resolver } from './container.ts'
import { describeEvents, eventsOf } from './events.ts'
import {
  annotationsOf,
  controlledBy,
  labelsOf,
  printAnnotations,
  printLabels,
  printTolerations,
} from './metadata.ts'
import { describeVolumes } from './template.ts'
import { createWriter, type Writer } from './writer.ts'

/** fieldRef and resourceFieldRef as the kubelet would fill them. @see fieldpath.ExtractFieldPathAsString */
const resolver =
  (pod: JsonObject): Resolver =>
  (variable) => {
    const path = text(variable, 'valueFrom', 'fieldRef', 'fieldPath')
    const subscript = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path)
    if (subscript) return strings(pod, 'metadata', subscript[1] ?? '')[subscript[2] ?? ''] ?? ''
    if (path.startsWith('metadata.')) return text(pod, ...path.split('.'))
    return ''
  }

function status(w: Writer, f: Factory, pod: JsonObject): void {
  const phase = text(pod, 'status', 'phase')
  const deleted = text(pod, 'metadata', 'deletionTimestamp')
  if (deleted !== '' && phase !== 'Failed' && phase !== 'Succeeded') {
    w.write(0, `Status:\tTerminating (lasts ${ageOf(deleted, f.host.now())})\n`)
    w.write(0, `Termination Grace Period:\t${int(pod, 'metadata', 'deletionGracePeriodSeconds')}s\n`)
  } else w.write(0, `Status:\t${phase}\n`)
  if (text(pod, 'status', 'reason')) w.write(0, `Reason:\t${text(pod, 'status', 'reason')}\n`)
  if (text(pod, 'status', 'message')) w.write(0, `Message:\t${text(pod, 'status', 'message')}\n`)
}

function addresses(w: Writer, pod: JsonObject): void {
  w.write(0, `IP:\t${text(pod, 'status', 'podIP')}\n`)
  const ips = objects(pod, 'status', 'podIPs')
  if (ips.length === 0) w.write(0, 'IPs:\t<none>\n')
  else w.write(0, 'IPs:\n')
  for (const one of ips) w.write(1, `IP:\t${text(one, 'ip')}\n`)
}

export async function describePod(f: Factory, _info: Info, pod: JsonObject): Promise<string> {
  const events = await eventsOf(f, pod, undefined)
  const spec = object(pod, 'spec')
  const w = createWriter()
  w.write(0, `Name:\t${text(pod, 'metadata', 'name')}\nNamespace:\t${text(pod, 'metadata', 'namespace')}\n`)
  if (typeof spec.priority === 'number') w.write(0, `Priority:\t${spec.priority}\n`)
  if (text(spec, 'priorityClassName'))
    w.write(0, `Priority Class Name:\t${text(spec, 'priorityClassName')}\n`)
  if (text(spec, 'runtimeClassName')) w.write(0, `Runtime Class Name:\t${text(spec, 'runtimeClassName')}\n`)
  if (text(spec, 'serviceAccountName')) w.write(0, `Service Account:\t${text(spec, 'serviceAccountName')}\n`)
  const node = text(spec, 'nodeName')
  w.write(0, node === '' ? 'Node:\t<none>\n' : `Node:\t${node}/${text(pod, 'status', 'hostIP')}\n`)
  if (text(pod, 'status', 'startTime'))
    w.write(0, `Start Time:\t${rfc1123z(text(pod, 'status', 'startTime'))}\n`)
  printLabels(w, 'Labels', labelsOf(pod))
  printAnnotations(w, 'Annotations', annotationsOf(pod))
  status(w, f, pod)
  addresses(w, pod)
  const owner = controlledBy(pod)
  if (owner !== '') w.write(0, `Controlled By:\t${owner}\n`)
  if (text(pod, 'status', 'nominatedNodeName'))
    w.write(0, `NominatedNodeName:\t${text(pod, 'status', 'nominatedNodeName')}\n`)
  const init = objects(spec, 'initContainers')
  if (init.length > 0)
    describeContainers(
      w,
      'Init Containers',
      init,
      objects(pod, 'status', 'initContainerStatuses'),
      resolver(pod),
      '',
    )
  describeContainers(
    w,
    'Containers',
    objects(spec, 'containers'),
    objects(pod, 'status', 'containerStatuses'),
    resolver(pod),
    '',
  )
  const conditions = objects(pod, 'status', 'conditions')
  if (conditions.length > 0) w.write(0, 'Conditions:\n  Type\tStatus\n')
  for (const one of conditions) w.write(1, `${text(one, 'type')} \t${text(one, 'status')} \n`)
  describeVolumes(w, objects(spec, 'volumes'), '')
  w.write(0, `QoS Class:\t${text(pod, 'status', 'qosClass') || 'BestEffort'}\n`)
  printLabels(w, 'Node-Selectors', strings(spec, 'nodeSelector'))
  printTolerations(w, 'Tolerations', objects(spec, 'tolerations'))
  describeEvents(f, w, events)
  return w.aligned()
}
