/** Labels, annotations, tolerations, selectors: the pieces all describers use. @see describe.go (printLabelsMultiline …) */
import { list, object, objects, sortedKeys, strings, text, type Json, type JsonObject } from '../json.ts'
import type { Writer } from './writer.ts'

function multiline(w: Writer, title: string, lines: string[]): void {
  w.write(0, `${title}:\t`)
  if (lines.length === 0) w.write(0, '<none>\n')
  for (const [i, line] of lines.entries()) w.write(0, `${i === 0 ? '' : '\t'}${line}\n`)
}

export function printLabels(w: Writer, title: string, labels: Record<string, string>, skip?: string): void {
  multiline(w, title, sortedKeys(labels).filter((key) => key !== skip).map((key) => `${key}=${labels[key] ?? ''}`)) // prettier-ignore
}

const MAX_ANNOTATION = 140
const hidden = new Set(['kubectl.kubernetes.io/last-applied-configuration'])

export function printAnnotations(w: Writer, title: string, annotations: Record<string, string>): void {
  const shorten = (line: string) =>
    line.length > MAX_ANNOTATION - 2 ? `${line.slice(0, MAX_ANNOTATION - 2)}...` : line
  const lines = sortedKeys(annotations)
    .filter((key) => !hidden.has(key))
    .map((key) => {
      const value = (annotations[key] ?? '').replace(/\n$/, '')
      if (key.length + value.length + 2 <= MAX_ANNOTATION && !value.includes('\n')) return `${key}: ${value}`
      return `${key}:${value
        .split('\n')
        .map((line) => `\n\t  ${shorten(line)}`)
        .join('')}`
    })
  multiline(w, title, lines)
}

export const labelsOf = (value: JsonObject) => strings(value, 'metadata', 'labels')
export const annotationsOf = (value: JsonObject) => strings(value, 'metadata', 'annotations')

export function printTolerations(w: Writer, title: string, tolerations: JsonObject[]): void {
  const sorted = tolerations.toSorted((a, b) =>
    text(a, 'key') < text(b, 'key') ? -1 : text(a, 'key') > text(b, 'key') ? 1 : 0,
  )
  multiline(
    w,
    title,
    sorted.map((one) => {
      let line = text(one, 'key')
      if (text(one, 'value')) line += `=${text(one, 'value')}`
      if (text(one, 'effect')) line += `:${text(one, 'effect')}`
      if (text(one, 'operator') === 'Exists' && !text(one, 'value'))
        line += line === '' ? 'op=Exists' : ' op=Exists'
      const seconds = one.tolerationSeconds
      return typeof seconds === 'number' ? `${line} for ${seconds}s` : line
    }),
  )
}

/** metav1.FormatLabelSelector. */
export function formatSelector(selector: Json | undefined): string {
  const parts = Object.entries(strings(selector, 'matchLabels')).map(([key, value]): [string, string] => [
    key,
    `${key}=${value}`,
  ])
  for (const one of objects(selector, 'matchExpressions')) {
    const key = text(one, 'key')
    const values = `(${list(one, 'values').map(String).toSorted().join(',')})`
    const operator = text(one, 'operator')
    const shown: Record<string, string> = {
      In: `${key} in ${values}`,
      NotIn: `${key} notin ${values}`,
      Exists: key,
      DoesNotExist: `!${key}`,
    }
    parts.push([key, shown[operator] ?? key])
  }
  const sorted = parts.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, text]) => text)
  return sorted.length === 0 ? '<none>' : sorted.join(',')
}

/** labels.FormatLabels of a map selector. */
export const formatLabels = (labels: Record<string, string>): string =>
  sortedKeys(labels).map((key) => `${key}=${labels[key] ?? ''}`).join(',') || '<none>' // prettier-ignore

export function printConditions(w: Writer, conditions: JsonObject[]): void {
  if (conditions.length === 0) return
  w.write(0, 'Conditions:\n  Type\tStatus\tReason\n  ----\t------\t------\n')
  for (const one of conditions)
    w.write(1, `${text(one, 'type')} \t${text(one, 'status')}\t${text(one, 'reason')}\n`)
}

/** The owner that controls an object, `Kind/name`. */
export function controlledBy(value: JsonObject): string {
  const owner = objects(value, 'metadata', 'ownerReferences').find((one) => one.controller === true)
  return owner ? `${text(owner, 'kind')}/${text(owner, 'name')}` : ''
}

export const podTemplateOf = (value: JsonObject) => object(value, 'spec', 'template')
