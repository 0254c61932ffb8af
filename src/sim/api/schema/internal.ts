/**
 * Values as the server's internal types hold them: under the names of Go's fields, nothing left out. Errors that show
 * a whole struct show it like this.
 * @see kubernetes/pkg/apis/core/types.go, v1.35
 */
import { structOf, zero, type FieldType } from './structs.ts'

/** Structs whose internal form has its fields in an order of its own. */
const ORDERS: Readonly<Record<string, readonly string[]>> = {
  'v1.Volume':
    'name hostPath emptyDir gcePersistentDisk awsElasticBlockStore gitRepo secret nfs iscsi glusterfs persistentVolumeClaim rbd quobyte flexVolume cinder cephfs flocker downwardAPI fc azureFile configMap vsphereVolume azureDisk photonPersistentDisk projected portworxVolume scaleIO storageos csi ephemeral image'.split(
      ' ',
    ),
}

export type Values = Readonly<Record<string, unknown>>

function absent(type: FieldType, pointer: boolean): unknown {
  if (pointer) return null
  return type.kind === 'struct' ? internalForm(type.struct, {}) : zero(type)
}

function written(type: FieldType, value: unknown): unknown {
  if (type.kind === 'struct') return internalForm(type.struct, value as Values)
  if (type.kind === 'list') return (value as unknown[]).map((item) => written(type.of, item))
  return value
}

/** `order`: these fields only, one after the other. */
export function internalForm(struct: string, value: Values, order?: readonly string[]): unknown {
  const { fields } = structOf(struct)
  const names = order ?? ORDERS[struct] ?? [...fields.keys()]
  const out: Record<string, unknown> = {}
  for (const name of names) {
    const field = fields.get(name)
    if (!field) continue
    const given = value[name]
    out[field.go] =
      given === undefined || given === null ? absent(field.type, field.pointer) : written(field.type, given)
  }
  return out
}
