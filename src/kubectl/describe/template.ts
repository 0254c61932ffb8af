/** Pod templates and volumes. @see describe.go (DescribePodTemplate, describeVolumes) */
import { int, isObject, object, objects, strings, text, type JsonObject } from '../json.ts'
import { describeContainers } from './container.ts'
import { annotationsOf, labelsOf, printAnnotations, printLabels, printTolerations } from './metadata.ts'
import type { Writer } from './writer.ts'

export function describePodTemplate(w: Writer, template: JsonObject): void {
  const spec = object(template, 'spec')
  w.write(0, 'Pod Template:\n')
  printLabels(w, '  Labels', labelsOf(template))
  if (Object.keys(annotationsOf(template)).length > 0)
    printAnnotations(w, '  Annotations', annotationsOf(template))
  if (text(spec, 'serviceAccountName')) w.write(1, `Service Account:\t${text(spec, 'serviceAccountName')}\n`)
  const none = () => ''
  const init = objects(spec, 'initContainers')
  if (init.length > 0) describeContainers(w, 'Init Containers', init, [], none, '  ')
  describeContainers(w, 'Containers', objects(spec, 'containers'), [], none, '  ')
  describeVolumes(w, objects(spec, 'volumes'), '  ')
  if (text(spec, 'priorityClassName'))
    w.write(1, `Priority Class Name:\t${text(spec, 'priorityClassName')}\n`)
  printLabels(w, '  Node-Selectors', strings(spec, 'nodeSelector'))
  printTolerations(w, '  Tolerations', objects(spec, 'tolerations'))
}

export function describeVolumes(w: Writer, volumes: JsonObject[], space: string): void {
  if (volumes.length === 0) {
    w.write(0, `${space}Volumes:\t<none>\n`)
    return
  }
  w.write(0, `${space}Volumes:\n`)
  for (const volume of volumes) {
    w.write(1, `${space === '' ? '' : ' '}${text(volume, 'name')}:\n`)
    for (const line of volumeLines(volume)) w.write(2, `${line}\n`)
  }
}

const optional = (value: JsonObject): string => `Optional:\t${String(value.optional === true)}`

function volumeLines(volume: JsonObject): string[] {
  const { hostPath, emptyDir, secret, configMap, projected, persistentVolumeClaim, downwardAPI } = volume
  if (isObject(hostPath)) {
    return [
      'Type:\tHostPath (bare host directory volume)',
      `Path:\t${text(hostPath, 'path')}`,
      `HostPathType:\t${text(hostPath, 'type')}`,
    ]
  }
  if (isObject(emptyDir)) {
    return [
      "Type:\tEmptyDir (a temporary directory that shares a pod's lifetime)",
      `Medium:\t${text(emptyDir, 'medium')}`,
      `SizeLimit:\t${text(emptyDir, 'sizeLimit') || '<unset>'}`,
    ]
  }
  if (isObject(secret)) {
    return [
      'Type:\tSecret (a volume populated by a Secret)',
      `SecretName:\t${text(secret, 'secretName')}`,
      optional(secret),
    ]
  }
  if (isObject(configMap)) {
    return [
      'Type:\tConfigMap (a volume populated by a ConfigMap)',
      `Name:\t${text(configMap, 'name')}`,
      optional(configMap),
    ]
  }
  if (isObject(persistentVolumeClaim)) {
    return [
      'Type:\tPersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
      `ClaimName:\t${text(persistentVolumeClaim, 'claimName')}`,
      `ReadOnly:\t${String(persistentVolumeClaim.readOnly === true)}`,
    ]
  }
  if (isObject(downwardAPI)) {
    const items = objects(downwardAPI, 'items').map(
      (item) => `  ${text(item, 'fieldRef', 'fieldPath')} -> ${text(item, 'path')}`,
    )
    return ['Type:\tDownwardAPI (a volume populated by information about the pod)', 'Items:', ...items]
  }
  if (isObject(projected)) {
    return [
      'Type:\tProjected (a volume that contains injected data from multiple sources)',
      ...objects(projected, 'sources').flatMap(projection),
    ]
  }
  return ['<unknown>']
}

function projection(source: JsonObject): string[] {
  const { secret, downwardAPI, configMap, serviceAccountToken } = source
  if (isObject(secret)) return [`SecretName:\t${text(secret, 'name')}`, optional(secret)]
  if (isObject(downwardAPI)) return ['DownwardAPI:\ttrue']
  if (isObject(configMap)) return [`ConfigMapName:\t${text(configMap, 'name')}`, optional(configMap)]
  if (isObject(serviceAccountToken))
    return [`TokenExpirationSeconds:\t${int(serviceAccountToken, 'expirationSeconds') || 3607}`]
  return []
}
