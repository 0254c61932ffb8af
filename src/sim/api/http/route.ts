/**
 * What a path asks for.
 * @see k8s.io/apiserver/pkg/endpoints/request/requestinfo.go, v1.35
 */
import { isServedGroupVersion, servedAs, type Served } from '../registry/versions.ts'

export interface ResourceRoute {
  kind: 'resource'
  served: Served
  /** undefined: all namespaces, or a resource without them. */
  namespace: string | undefined
  name: string | undefined
  subresource: string | undefined
  /** Asked for below `/watch/`, as before lists could be watched. */
  isWatch?: true
}

export type Route =
  | ResourceRoute
  | { kind: 'plain'; path: string }
  /** A path under a served group version that names no resource of it. */
  | { kind: 'noResource' }
  /** A group or version that is not served at all. */
  | { kind: 'noGroup' }

function resourceRoute(served: Served, namespace: string | undefined, rest: string[]): Route {
  const [name, subresource, ...more] = rest
  if (more.length > 0) return { kind: 'noResource' }
  return { kind: 'resource', served, namespace, name, subresource }
}

/** `/watch/namespaces/default/pods`: what follows, watched; one object can only be watched so. */
function underWatch(group: string, version: string, rest: string[]): Route {
  const route = underVersion(group, version, rest)
  if (route.kind !== 'resource' || route.subresource !== undefined) return { kind: 'noResource' }
  return { ...route, isWatch: true }
}

function underVersion(group: string, version: string, rest: string[]): Route {
  if (rest[0] === 'watch')
    return rest[1] === 'watch' ? { kind: 'noResource' } : underWatch(group, version, rest.slice(1))
  const [first = '', second, third, ...more] = rest
  if (first === 'namespaces' && second !== undefined && third !== undefined) {
    // A binding names its pod itself.
    const pods = third === 'bindings' && more.length === 0 ? servedAs(group, version, 'pods') : undefined
    if (pods)
      return { kind: 'resource', served: pods, namespace: second, name: undefined, subresource: 'binding' }
    const inside = servedAs(group, version, third)
    if (inside?.kind.namespaced) return resourceRoute(inside, second, more)
    const namespaces = servedAs(group, version, 'namespaces')
    if (namespaces && (third === 'status' || third === 'finalize'))
      return resourceRoute(namespaces, undefined, [second, third, ...more])
    return { kind: 'noResource' }
  }
  const served = servedAs(group, version, first)
  if (!served) return { kind: 'noResource' }
  if (served.kind.namespaced && second !== undefined) return { kind: 'noResource' }
  return resourceRoute(served, undefined, rest.slice(1))
}

/** A step of a path as it is meant; one with a broken escape is what it looks like. */
export function unescaped(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

export function routeOf(path: string): Route {
  const segments = path
    .split('/')
    .filter((segment) => segment !== '')
    .map(unescaped)
  const [root, group = '', version = '', ...rest] = segments
  if (root === 'api' && segments.length > 2)
    return group === 'v1' ? underVersion('', 'v1', segments.slice(2)) : { kind: 'noGroup' }
  if (root === 'apis' && segments.length > 3)
    return isServedGroupVersion(group, version) ? underVersion(group, version, rest) : noVersion(group)
  return { kind: 'plain', path: `/${segments.join('/')}` }
}

const noVersion = (group: string): Route =>
  isServedGroupVersion(group, 'v1') || isServedGroupVersion(group, 'v2')
    ? { kind: 'noResource' }
    : { kind: 'noGroup' }
