/** What decoding into the Go types adds to an object when it is printed again: structs without omitempty. */
import { isObject, objects, type JsonObject } from './json.ts'

function completePodSpec(spec: JsonObject): JsonObject {
  const complete = (field: string) =>
    Array.isArray(spec[field])
      ? { [field]: objects(spec, field).map((one) => ({ ...one, resources: one.resources ?? {} })) }
      : {}
  return { ...spec, ...complete('containers'), ...complete('initContainers') }
}

function completeTemplate(template: JsonObject): JsonObject {
  return {
    ...template,
    metadata: template.metadata ?? {},
    ...(isObject(template.spec) ? { spec: completePodSpec(template.spec) } : {}),
  }
}

export function asTyped(object: JsonObject): JsonObject {
  const spec = isObject(object.spec) ? object.spec : {}
  const status = object.status ?? {}
  const template = isObject(spec.template) ? { template: completeTemplate(spec.template) } : {}
  switch (object.kind) {
    case 'Pod':
      return { ...object, spec: completePodSpec(spec), status }
    case 'Deployment':
      return { ...object, spec: { ...spec, ...template, strategy: spec.strategy ?? {} }, status }
    case 'DaemonSet':
    case 'StatefulSet': {
      const counts =
        object.kind === 'DaemonSet'
          ? { currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 }
          : { replicas: 0, availableReplicas: 0 }
      return {
        ...object,
        spec: { ...spec, ...template, updateStrategy: spec.updateStrategy ?? {} },
        status: object.status ?? counts,
      }
    }
    case 'ReplicaSet':
    case 'ReplicationController':
      return { ...object, spec: { ...spec, ...template }, status: object.status ?? { replicas: 0 } }
    case 'Job':
      return { ...object, spec: { ...spec, ...template }, status }
    case 'Service':
      return { ...object, spec, status: object.status ?? { loadBalancer: {} } }
    default:
      return object
  }
}
