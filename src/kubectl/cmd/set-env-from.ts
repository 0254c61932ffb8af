/** `kubectl set env --from`: each key of a ConfigMap or Secret as a variable. @see k8s.io/kubectl/pkg/cmd/set/set_env.go */
import { build } from '../builder.ts'
import { objectOf } from '../info.ts'
import { plain, several } from '../errors.ts'
import type { Factory } from '../factory.ts'
import { object, sortedKeys, text, type JsonObject } from '../json.ts'

const fields: Record<string, string> = { ConfigMap: 'configMapKeyRef', Secret: 'secretKeyRef' }

const variableOf = (key: string): string => key.replace(/[^a-zA-Z0-9_]/g, '_').toUpperCase()

/** Simplified: in the order of the keys, where upstream's is random. */
export async function referencedEnv(
  f: Factory,
  source: string,
): Promise<{ name: string; valueFrom: JsonObject }[]> {
  const result = await build(f, { args: [source], latest: true, continueOnError: true })
  const { infos, errors } = await result.infos()
  if (errors.length > 0) throw several(errors)
  const keys = f.flags.list('keys')
  return infos.flatMap((info) => {
    const field = fields[info.mapping.kind]
    if (field === undefined) throw plain('unsupported resource specified in --from')
    const value = objectOf(info)
    const name = text(value, 'metadata', 'name')
    return sortedKeys(object(value, 'data'))
      .filter((key) => keys.length === 0 || keys.includes(key))
      .map((key) => ({ name: variableOf(key), valueFrom: { [field]: { key, name } } }))
  })
}
