/**
 * Projected volumes: several sources in one folder.
 * @see kubernetes/pkg/apis/core/validation/validation.go (validateProjectionSources), v1.35
 */
import type { FieldError } from '../errors.ts'
import { validateDownwardFile, type DownwardFile } from './downwardfile.ts'
import { forbiddenField, invalid, required } from './field.ts'
import { fileMode, localNonReservedPath, validateKeyToPath, type KeyToPath } from './paths.ts'

type Source = Readonly<Record<string, unknown>>

interface Keyed {
  name?: string
  items?: KeyToPath[]
}

interface Token {
  path?: string
  expirationSeconds?: number
}

const MIN_SECONDS = 600
const MAX_SECONDS = 2 ** 32

function tokenErrors(
  { path = '', expirationSeconds: seconds = 0 }: Token,
  at: string,
  field: string,
): FieldError[] {
  const errors: FieldError[] = []
  if (seconds < MIN_SECONDS)
    errors.push(
      invalid(`${at}.expirationSeconds`, seconds, 'may not specify a duration less than 10 minutes'),
    )
  if (seconds > MAX_SECONDS)
    errors.push(
      invalid(`${at}.expirationSeconds`, seconds, 'may not specify a duration larger than 2^32 seconds'),
    )
  return path
    ? [...errors, ...localNonReservedPath(path, `${field}.path`)]
    : [...errors, required(`${field}.path`)]
}

export function validateProjected({ defaultMode, sources }: Source, field: string): FieldError[] {
  const errors = fileMode(defaultMode as number | undefined, `${field}.defaultMode`)
  const paths = new Set<string>()
  const take = (path: string | undefined, shown: string): void => {
    if (!path) return
    if (paths.has(path)) errors.push(invalid(field, shown, 'conflicting duplicate paths'))
    paths.add(path)
  }
  for (const [i, source] of ((sources ?? []) as Source[]).entries()) {
    const at = `${field}.sources[${i}]`
    for (const kind of ['secret', 'configMap'] as const) {
      const keyed = source[kind] as Keyed | undefined
      if (!keyed) continue
      if (!keyed.name) errors.push(required(`${at}.${kind}.name`))
      for (const [j, item] of (keyed.items ?? []).entries()) {
        errors.push(...validateKeyToPath(item, `${at}.${kind}.items[${j}]`))
        take(item.path, keyed.name ?? '')
      }
    }
    for (const file of (source.downwardAPI as { items?: DownwardFile[] } | undefined)?.items ?? []) {
      errors.push(...validateDownwardFile(file, `${at}.downwardAPI`))
      take(file.path, file.path ?? '')
    }
    const token = source.serviceAccountToken as Token | undefined
    if (token) errors.push(...tokenErrors(token, `${at}.serviceAccountToken`, field))
    if (Object.values(source).filter((part) => part != null).length > 1)
      errors.push(forbiddenField(at, 'may not specify more than 1 volume type per source'))
  }
  return errors
}
