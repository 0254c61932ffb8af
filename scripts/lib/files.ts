/** Files of the project by the form of their names. Node 20 has no glob of its own. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Paths below a folder whose name matches, with `/`, in the order of names; none when the folder does not exist. */
export function filesBelow(directory: string, name: RegExp): string[] {
  if (!existsSync(directory)) return []
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((path) => join(directory, path).replaceAll('\\', '/'))
    .filter((path) => name.test(path))
    .toSorted((a, b) => (a < b ? -1 : 1))
}
