/**
 * What `rollout status`, `wait` and `delete` see of one object: a list and watch that outlives the server's time-outs.
 * @see k8s.io/client-go/tools/watch/until.go (UntilWithSync), tools/cache/reflector.go (watchList, watch), v1.35
 */
import type { Stream } from './client.ts'
import { asKubectlError, hasReason } from './errors.ts'
import type { Factory } from './factory.ts'
import { text, type JsonObject } from './json.ts'
import { collectionPath, type ResourceMapping } from './resources.ts'

/** SYNCED: all that was there at first has been told. */
export type InformerEvent =
  { type: 'ADDED' | 'MODIFIED' | 'DELETED'; object: JsonObject } | { type: 'SYNCED' } | { type: 'TIMEOUT' }

export interface Informer {
  /** Undefined once the command is interrupted; TIMEOUT when the deadline is reached first. */
  next(): Promise<InformerEvent | undefined>
  close(): void
}

/** How the reflector backs off before it lists again: from 800 ms on. */
const BACK_OFF_MS = 800
/** A watch that ends so soon without an event is a server in trouble. */
const VERY_SHORT_SECONDS = 1
const INITIAL_EVENTS_END = 'k8s.io/initial-events-end'

/** @param deadline seconds since 1970; undefined: never */
export async function informObject(
  f: Factory,
  mapping: ResourceMapping,
  namespace: string,
  name: string,
  deadline?: number,
): Promise<Informer> {
  const common = {
    allowWatchBookmarks: 'true',
    fieldSelector: `metadata.name=${name}`,
    timeoutSeconds: String(300 + (hash(name) % 300)),
    watch: 'true',
  }
  const open = (query: Record<string, string>): Promise<Stream> =>
    f.client.watch({
      method: 'GET',
      path: collectionPath(mapping, namespace),
      query: { ...common, ...query },
    })
  const list = (): Promise<Stream> =>
    open({ resourceVersionMatch: 'NotOlderThan', sendInitialEvents: 'true' })

  const timer = deadline === undefined ? undefined : timerOf(f, deadline)
  let stream = await list()
  /** Of the last watch: when it began, and whether it told anything. */
  let began = f.host.now()
  let told = false
  let resourceVersion = ''
  let known: JsonObject | undefined
  /** A list is under way, and whether it has named the object. */
  let listing = true
  let listed = false

  const listAnew = async (): Promise<Stream> => {
    listing = true
    listed = false
    return list()
  }

  const again = async (expired: boolean): Promise<Stream> => {
    if (expired || resourceVersion === '') return listAnew()
    try {
      return await open({ resourceVersion })
    } catch (error) {
      if (hasReason(asKubectlError(error), 'Expired')) return listAnew()
      throw error
    }
  }

  /** Goes on where the last watch ended; false once interrupted. */
  const reopen = async (expired: boolean): Promise<boolean> => {
    stream.close()
    const short = !told && f.host.now() - began < VERY_SHORT_SECONDS
    if ((expired || short) && !(await f.host.sleep(BACK_OFF_MS))) return false
    stream = await again(expired || short)
    began = f.host.now()
    told = false
    return true
  }

  /** The list is complete: what it did not name is gone. */
  const synced = (): InformerEvent => {
    listing = false
    const gone = listed ? undefined : known
    if (gone === undefined) return { type: 'SYNCED' }
    known = undefined
    return { type: 'DELETED', object: gone }
  }

  const read = ({ type, object }: { type: string; object: JsonObject }): InformerEvent | undefined => {
    told = true
    resourceVersion = text(object, 'metadata', 'resourceVersion') || resourceVersion
    if (type === 'BOOKMARK')
      return listing && text(object, 'metadata', 'annotations', INITIAL_EVENTS_END) === 'true'
        ? synced()
        : undefined
    listed = type !== 'DELETED'
    const before = known
    known = listed ? object : undefined
    return { type: listed ? (before ? 'MODIFIED' : 'ADDED') : 'DELETED', object }
  }

  const next = async (): Promise<InformerEvent | undefined> => {
    for (;;) {
      const pending = stream.next()
      const event = await (timer === undefined ? pending : Promise.race([pending, timer]))
      if (f.host.interrupted()) return undefined
      if (event === 'TIMEOUT') return { type: event }
      if (event === undefined || event.type === 'ERROR') {
        if (!(await reopen(event !== undefined))) return undefined
        continue
      }
      const found = read({ type: event.type, object: event.object as JsonObject })
      if (found) return found
    }
  }

  return { next, close: () => stream.close() }
}

const timerOf = (f: Factory, deadline: number): Promise<'TIMEOUT'> =>
  f.host.sleep(Math.max(0, (deadline - f.host.now()) * 1000)).then((): 'TIMEOUT' => 'TIMEOUT')

/** kubectl draws the time-out at random between 5 and 10 minutes; here it follows from the name. */
const hash = (name: string): number =>
  [...name].reduce((sum, char) => (sum * 31 + (char.codePointAt(0) ?? 0)) >>> 0, 7)
