/** Splits a line of output where it names a pod or a ReplicaSet, by the shape of generated names. */
export interface Part {
  text: string
  /** The name itself, without `pod/` or the like. */
  name: string | null
}

/** apimachinery/pkg/util/rand: letters and digits of generated names, without vowels and look-alikes. */
const SAFE = '[bcdfghjklmnpqrstvwxz2456789]'
const NAME = new RegExp(`[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?-${SAFE}{4,10}(?:-${SAFE}{5})?(?![-a-z0-9])`, 'g')

export function parts(line: string): Part[] {
  const out: Part[] = []
  let end = 0
  for (const match of line.matchAll(NAME)) {
    if (match.index > end) out.push({ text: line.slice(end, match.index), name: null })
    out.push({ text: match[0], name: match[0] })
    end = match.index + match[0].length
  }
  if (end < line.length) out.push({ text: line.slice(end), name: null })
  return out
}

/** A row of a table: cells stand apart by two spaces or more. Such a line is never wrapped. */
export const isTabular = (line: string): boolean => /\S {2,}\S/.test(line)
