/**
 * Volumes of a pod.
 * Simplified: of the sources that no lesson mounts only their presence counts.
 * @see kubernetes/pkg/apis/core/validation/validation.go (ValidateVolumes), v1.35
 */
import type { FieldError } from '../errors.ts'
import { parseQuantity } from '../quantity.ts'
import type { PodSpec } from '../types/pod.ts'
import { duplicate, forbiddenField, invalid, invalids, required, unsupported } from './field.ts'
import { dnsLabel } from './names.ts'
import { fileMode, localDescendingPath, pathNoBacksteps, validateKeyToPath, type KeyToPath } from './paths.ts'
import { validateProjected } from './projected.ts'
import { validateDownwardFile, type DownwardFile } from './downwardfile.ts'

type Source = Readonly<Record<string, unknown>>
type Volume = NonNullable<PodSpec['volumes']>[number]

const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
]

const needed = (source: Source, field: string, ...names: string[]): FieldError[] =>
  names.flatMap((name) => (source[name] ? [] : [required(`${field}.${name}`)]))

/** Files from the keys of a ConfigMap or a Secret. */
function validateKeyed(source: Source, field: string, name: string): FieldError[] {
  return [
    ...needed(source, field, name),
    ...fileMode(source.defaultMode as number | undefined, `${field}.defaultMode`),
    ...((source.items ?? []) as KeyToPath[]).flatMap((item, i) =>
      validateKeyToPath(item, `${field}.items[${i}]`),
    ),
  ]
}

function validateHostPath({ path, type }: Source, field: string): FieldError[] {
  if (!path) return [required(`${field}.path`)]
  return [
    ...pathNoBacksteps(path as string, `${field}.path`),
    ...(type == null || HOST_PATH_TYPES.includes(type as string)
      ? []
      : [unsupported(`${field}.type`, type, HOST_PATH_TYPES)]),
  ]
}

function validateNfs(source: Source, field: string): FieldError[] {
  const path = (source.path ?? '') as string
  return [
    ...needed(source, field, 'server', 'path'),
    ...(path.startsWith('/') ? [] : [invalid(`${field}.path`, path, 'must be an absolute path')]),
  ]
}

const anything = (): FieldError[] => []

/** The rules of each source, in the order in which they are looked at. */
const SOURCES: Readonly<Record<string, (source: Source, field: string) => FieldError[]>> = {
  emptyDir: ({ sizeLimit }, field) =>
    (parseQuantity((sizeLimit ?? '0') as string)?.nano ?? 0n) < 0n
      ? [forbiddenField(`${field}.sizeLimit`, 'SizeLimit field must be a valid resource quantity')]
      : [],
  hostPath: validateHostPath,
  gitRepo: (source, field) => [
    ...needed(source, field, 'repository'),
    ...localDescendingPath((source.directory ?? '') as string, `${field}.directory`),
  ],
  gcePersistentDisk: (source) => needed(source, 'persistentDisk', 'pdName'),
  awsElasticBlockStore: (source, field) => needed(source, field, 'volumeID'),
  secret: (source, field) => validateKeyed(source, field, 'secretName'),
  nfs: validateNfs,
  iscsi: (source, field) => needed(source, field, 'targetPortal', 'iqn'),
  glusterfs: (source, field) => needed(source, field, 'endpoints', 'path'),
  flocker: anything,
  persistentVolumeClaim: (source, field) => needed(source, field, 'claimName'),
  rbd: (source, field) => needed(source, field, 'monitors', 'image'),
  cinder: (source, field) => needed(source, field, 'volumeID'),
  cephfs: (source, field) => needed(source, field, 'monitors'),
  quobyte: anything,
  downwardAPI: (source, field) => [
    ...fileMode(source.defaultMode as number | undefined, `${field}.defaultMode`),
    ...((source.items ?? []) as DownwardFile[]).flatMap((file) => validateDownwardFile(file, field)),
  ],
  fc: anything,
  flexVolume: (source, field) => needed(source, field, 'driver'),
  configMap: (source, field) => validateKeyed(source, field, 'name'),
  azureFile: (source, field) => needed(source, field, 'secretName', 'shareName'),
  vsphereVolume: (source, field) => needed(source, field, 'volumePath'),
  photonPersistentDisk: (source, field) => needed(source, field, 'pdID'),
  portworxVolume: (source, field) => needed(source, field, 'volumeID'),
  azureDisk: (source, field) => needed(source, field, 'diskName', 'diskURI'),
  storageos: anything,
  projected: validateProjected,
  scaleIO: anything,
  csi: (source, field) => needed(source, field, 'driver'),
  ephemeral: (source, field) => needed(source, field, 'volumeClaimTemplate'),
  image: anything,
}

function validateSource(volume: Volume, at: string): FieldError[] {
  const given = Object.keys(SOURCES).filter((name) => volume[name] != null)
  if (given.length === 0) return [required(at, 'must specify a volume type')]
  return given.flatMap((name, i) =>
    i > 0
      ? [forbiddenField(`${at}.${name}`, 'may not specify more than 1 volume type')]
      : (SOURCES[name] ?? anything)(volume[name] as Source, `${at}.${name}`),
  )
}

/** Volumes with a mistake cannot be mounted, either. */
export function validateVolumes(
  volumes: readonly Volume[],
  field: string,
): { known: ReadonlyMap<string, Volume>; errors: FieldError[] } {
  const known = new Map<string, Volume>()
  const errors = volumes.flatMap((volume, i) => {
    const at = `${field}[${i}]`
    const { name } = volume
    const found = validateSource(volume, at)
    if (name) found.push(...invalids(`${at}.name`, name, dnsLabel(name)))
    else found.push(required(`${at}.name`))
    if (known.has(name)) found.push(duplicate(`${at}.name`, name))
    if (found.length === 0) known.set(name, volume)
    return found
  })
  return { known, errors }
}
