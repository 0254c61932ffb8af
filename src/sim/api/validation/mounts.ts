/**
 * Where a container mounts volumes.
 * @see kubernetes/pkg/apis/core/validation/validation.go (ValidateVolumeMounts, ValidateVolumeDevices), v1.35
 */
import type { FieldError } from '../errors.ts'
import type { Container, PodSpec } from '../types/pod.ts'
import { forbiddenField, invalid, notFoundField, required, unsupported } from './field.ts'
import { localDescendingPath, pathNoBacksteps } from './paths.ts'
import type { SecurityContext } from './securitycontext.ts'

export type Volumes = ReadonlyMap<string, NonNullable<PodSpec['volumes']>[number]>

interface Mount {
  name: string
  mountPath: string
  readOnly?: boolean
  subPath?: string
  subPathExpr?: string
  mountPropagation?: string
  recursiveReadOnly?: string
}

interface Device {
  name: string
  devicePath: string
}

const PROPAGATIONS = ['Bidirectional', 'HostToContainer', 'None']
const READ_ONLY_MODES = ['Disabled', 'Enabled', 'IfPossible']

function propagationErrors(mode: string | undefined, container: Container, field: string): FieldError[] {
  if (mode === undefined) return []
  const errors = PROPAGATIONS.includes(mode) ? [] : [unsupported(field, mode, PROPAGATIONS)]
  const { privileged } = (container.securityContext ?? {}) as SecurityContext
  if (mode === 'Bidirectional' && privileged !== true)
    errors.push(
      forbiddenField(field, 'Bidirectional mount propagation is available only to privileged containers'),
    )
  return errors
}

function readOnlyErrors(mount: Mount, field: string): FieldError[] {
  const { recursiveReadOnly: mode, readOnly, mountPropagation } = mount
  if (mode === undefined || mode === 'Disabled') return []
  if (!READ_ONLY_MODES.includes(mode)) return [unsupported(field, mode, READ_ONLY_MODES)]
  const errors = readOnly ? [] : [forbiddenField(field, 'may only be specified when readOnly is true')]
  if (mountPropagation !== undefined && mountPropagation !== 'None')
    errors.push(forbiddenField(field, 'may only be specified when mountPropagation is None or not specified'))
  return errors
}

/** Paths below a volume; their errors name no mount, as upstream's do not. */
function subPathErrors(mount: Mount, isImage: boolean, at: string, field: string): FieldError[] {
  const { subPath, subPathExpr } = mount
  const errors: FieldError[] = []
  for (const [name, path] of Object.entries({ subPath, subPathExpr }))
    if (isImage && path) errors.push(invalid(`${at}.${name}`, path, 'not allowed in image volume sources'))
  if (subPath) errors.push(...localDescendingPath(subPath, `${field}.subPath`))
  if (!subPathExpr) return errors
  if (subPath)
    errors.push(invalid(`${at}.subPathExpr`, subPathExpr, 'subPathExpr and subPath are mutually exclusive'))
  return [...errors, ...localDescendingPath(subPathExpr, `${field}.subPathExpr`)]
}

export function validateMounts(container: Container, volumes: Volumes, field: string): FieldError[] {
  const paths = new Set<string>()
  const devices = devicesOf(container)
  return ((container.volumeMounts ?? []) as Mount[]).flatMap((mount, i) => {
    const at = `${field}[${i}]`
    const { name, mountPath } = mount
    const errors = name ? [] : [required(`${at}.name`)]
    const volume = volumes.get(name)
    if (!volume) errors.push(notFoundField(`${at}.name`, name))
    if (!mountPath) errors.push(required(`${at}.mountPath`))
    if (paths.has(mountPath)) errors.push(invalid(`${at}.mountPath`, mountPath, 'must be unique'))
    paths.add(mountPath)
    if (devices.some((device) => device.name === name))
      errors.push(invalid(`${at}.name`, name, 'must not already exist in volumeDevices'))
    if (devices.some((device) => device.devicePath === mountPath))
      errors.push(invalid(`${at}.mountPath`, mountPath, 'must not already exist as a path in volumeDevices'))
    return [
      ...errors,
      ...subPathErrors(mount, volume?.image != null, at, field),
      ...propagationErrors(mount.mountPropagation, container, `${field}.mountPropagation`),
      ...readOnlyErrors(mount, `${field}.recursiveReadOnly`),
    ]
  })
}

const devicesOf = (container: Container): Device[] =>
  (container as { volumeDevices?: Device[] }).volumeDevices ?? []

export function validateDevices(container: Container, volumes: Volumes, field: string): FieldError[] {
  const names = new Set<string>()
  const paths = new Set<string>()
  return devicesOf(container).flatMap(({ name, devicePath }, i) => {
    const at = `${field}[${i}]`
    const errors = name ? [] : [required(`${at}.name`)]
    if (names.has(name)) errors.push(invalid(`${at}.name`, name, 'must be unique'))
    const volume = volumes.get(name)
    if (!volume) errors.push(notFoundField(`${at}.name`, name))
    else if (volume.persistentVolumeClaim == null && volume.ephemeral == null)
      errors.push(
        invalid(
          `${at}.name`,
          name,
          'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode',
        ),
      )
    if (!devicePath) errors.push(required(`${at}.devicePath`))
    if (paths.has(devicePath)) errors.push(invalid(`${at}.devicePath`, devicePath, 'must be unique'))
    if (devicePath && pathNoBacksteps(devicePath, '').length > 0)
      errors.push(invalid(`${at}.devicePath`, devicePath, "can not contain backsteps ('..')"))
    else paths.add(devicePath)
    if (name) names.add(name)
    return errors
  })
}
