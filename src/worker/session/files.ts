/** The terminals' common file system: text by absolute path; relative paths start at the home directory. */
import { HOME } from '../scenarios/manifests.ts'

export interface Files {
  read(path: string): string | undefined
  /** Names in a directory (sub-directories end in `/`), or undefined when there is none. */
  list(directory: string): string[] | undefined
  write(path: string, text: string): void
  /** With all directories above it. */
  makeDirectory(path: string): void
  /** A file, or a directory with all in it. */
  remove(path: string): void
}

/** Absolute, without `.`, `..` and doubled slashes. */
export function resolvePath(path: string): string {
  const whole = path.startsWith('/')
    ? path
    : path === '~' || path.startsWith('~/')
      ? HOME + path.slice(1)
      : `${HOME}/${path}`
  const parts: string[] = []
  for (const part of whole.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

/** Directories that are there without a file in them. */
const EMPTY = [HOME, '/tmp']

/** A path and all directories above it. */
function upwards(path: string): string[] {
  const parts = path.split('/').filter((part) => part !== '')
  return ['/', ...parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`)]
}

export function createFiles(initial: Readonly<Record<string, string>>): Files {
  const files = new Map(Object.entries(initial))
  const directories = new Set([
    ...EMPTY.flatMap(upwards),
    ...Object.keys(initial).flatMap((path) => upwards(path).slice(0, -1)),
  ])
  const below = (directory: string): string => `${directory}/`.replace('//', '/')
  return {
    read: (path) => files.get(resolvePath(path)),
    list(directory) {
      const whole = resolvePath(directory)
      if (!directories.has(whole)) return undefined
      const prefix = below(whole)
      const all = [...files.keys(), ...[...directories].map(below)]
      const names = all.flatMap((path) => {
        if (!path.startsWith(prefix) || path === prefix) return []
        const [first = '', ...deeper] = path.slice(prefix.length).split('/')
        return [deeper.length > 0 ? `${first}/` : first]
      })
      return [...new Set(names)].sort()
    },
    write(path, text) {
      const whole = resolvePath(path)
      files.set(whole, text)
      for (const directory of upwards(whole).slice(0, -1)) directories.add(directory)
    },
    makeDirectory(path) {
      for (const directory of upwards(resolvePath(path))) directories.add(directory)
    },
    remove(path) {
      const whole = resolvePath(path)
      for (const one of [...files.keys(), ...directories])
        if (one === whole || one.startsWith(below(whole))) {
          files.delete(one)
          directories.delete(one)
        }
    },
  }
}
