/**
 * One streaming list-and-watch of a single object, as `rollout status`, `wait` and `delete` open it.
 * @see k8s.io/client-go/tools/watch/until.go, cache/reflector.go (WatchList)
 */
import type { Stream } from './client.ts'
import type { Factory } from './factory.ts'
import { collectionPath, type ResourceMapping } from './resources.ts'

/** Opens the stream; its bookmarks and errors are kept from the caller. */
export async function watchObject(
  f: Factory,
  mapping: ResourceMapping,
  namespace: string,
  name: string,
): Promise<Stream> {
  return f.client.watch({
    method: 'GET',
    path: collectionPath(mapping, namespace),
    query: {
      allowWatchBookmarks: 'true',
      fieldSelector: `metadata.name=${name}`,
      resourceVersionMatch: 'NotOlderThan',
      sendInitialEvents: 'true',
      timeoutSeconds: String(300 + (hash(name) % 300)),
      watch: 'true',
    },
  })
}

/** kubectl draws the time-out at random between 5 and 10 minutes; here it follows from the name. */
const hash = (name: string): number =>
  [...name].reduce((sum, char) => (sum * 31 + (char.codePointAt(0) ?? 0)) >>> 0, 7)

/** The next event, or 'timeout' when `ms` of virtual time go by first (0: never). */
export async function nextOrTimeout(
  f: Factory,
  stream: Stream,
  deadline: number | undefined,
): Promise<{ type: string; object: unknown } | 'timeout' | undefined> {
  if (deadline === undefined) return stream.next()
  const left = (deadline - f.host.now()) * 1000
  if (left <= 0) return 'timeout'
  const pending = stream.next()
  const timer = f.host.sleep(left).then((): 'timeout' => 'timeout')
  const first = await Promise.race([pending, timer])
  if (first === 'timeout') {
    stream.close()
    return f.host.interrupted() ? undefined : 'timeout'
  }
  return first
}
