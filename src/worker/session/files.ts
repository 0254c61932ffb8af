/** The terminals' common file system: text by absolute path; relative paths start at the home directory. */
import { HOME } from '../scenarios/manifests.ts'

export interface Files {
  read(path: string): string | undefined
  /** Names in a directory (sub-directories end in `/`), or undefined when there is none. */
  list(directory: string): string[] | undefined
  write(path: string, text: string): void
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

export function createFiles(initial: Readonly<Record<string, string>>): Files {
  const files = new Map(Object.entries(initial))
  return {
    read: (path) => files.get(resolvePath(path)),
    list(directory) {
      const prefix = `${resolvePath(directory)}/`.replace('//', '/')
      const names = new Set<string>()
      for (const path of files.keys()) {
        if (!path.startsWith(prefix)) continue
        const [first = '', ...deeper] = path.slice(prefix.length).split('/')
        names.add(deeper.length > 0 ? `${first}/` : first)
      }
      const exists = names.size > 0 || `${HOME}/`.startsWith(prefix)
      return exists ? [...names].sort() : undefined
    },
    write(path, text) {
      files.set(resolvePath(path), text)
    },
  }
}
