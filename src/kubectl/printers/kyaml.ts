/** `-o kyaml`: YAML in flow style, one entry a line. @see sigs.k8s.io/yaml/kyaml */
import { isObject, sortedKeys, type Json } from '../json.ts'

const ambiguous = /^(y|n|yes|no|on|off|true|false|null|~)$/i

const key = (name: string): string =>
  /^[A-Za-z_/][\w./-]*$/.test(name) && !ambiguous.test(name) ? name : JSON.stringify(name)

function block(value: Json, pad: string): string {
  const inner = `${pad}  `
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    if (value.every((item) => isObject(item) && Object.keys(item).length > 0))
      return `[${value.map((item) => block(item, pad)).join(', ')}]`
    return `[\n${value.map((item) => `${inner}${block(item, inner)},\n`).join('')}${pad}]`
  }
  if (isObject(value)) {
    const keys = sortedKeys(value)
    if (keys.length === 0) return '{}'
    return `{\n${keys.map((name) => `${inner}${key(name)}: ${block(value[name] ?? null, inner)},\n`).join('')}${pad}}`
  }
  if (typeof value === 'string' && value.includes('\n') && !value.startsWith(' ')) {
    const parts = value.split('\n').map((part) => JSON.stringify(part).slice(1, -1))
    return `"\\\n${inner}${parts.join(`\\n\\\n${inner}`)}\\\n${pad}"`
  }
  return JSON.stringify(value)
}

export const toKyaml = (value: Json): string => `---\n${block(value, '')}\n`
