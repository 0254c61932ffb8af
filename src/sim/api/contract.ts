/**
 * The API server as everyone else sees it: typed verbs for the cluster's own actors, and one handler of REST
 * requests for kubectl, the page and the bridge. Both go through the same admission, validation and storage.
 *
 * Objects are immutable: a write stores a new object that shares the untouched parts of the old one. Nobody
 * changes an object that came out of the API (tests freeze them).
 */
import type { Resource, ResourceTypes } from './resources.ts'
import type { KubeObject, Status } from './types/meta.ts'

/** Expected failures are values, worded as kube-apiserver words them; only broken invariants throw. */
export type Result<T> = { ok: true; object: T } | { ok: false; status: Status }

export interface WatchEvent<R extends Resource = Resource> {
  type: 'ADDED' | 'MODIFIED' | 'DELETED'
  resource: R
  object: ResourceTypes[R]
  /** The object before this change; absent for ADDED. */
  previous?: ResourceTypes[R]
}

export type PatchType = 'json' | 'merge' | 'strategic' | 'apply'
export type Subresource = 'status' | 'scale'

export interface WriteOptions {
  dryRun?: boolean
  fieldManager?: string
  force?: boolean
  subresource?: Subresource
}

export interface DeleteOptions {
  gracePeriodSeconds?: number
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan'
  preconditions?: { uid?: string; resourceVersion?: string }
  dryRun?: boolean
}

export interface ApiRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS'
  /** Path without query, e.g. `/apis/apps/v1/namespaces/default/deployments/web`. */
  path: string
  /** Decoded query parameters. */
  query?: Record<string, string>
  accept?: string
  contentType?: string
  /** The request's body as text. */
  body?: string
  /** Who asks; absent: the administrator. `student` may only read pods and deployments, `none` is anonymous, `wrong` has a bad token. */
  user?: 'student' | 'none' | 'wrong'
  /** The client's User-Agent, e.g. `kubectl/v1.35.4 (linux/amd64)`: the field manager when the query names none. */
  userAgent?: string
}

export interface ApiResponse {
  status: number
  contentType: string
  /** Values of the Warning header, in order. */
  warnings: string[]
  headers?: Record<string, string>
  /** Parsed JSON of the answer, or plain text when `contentType` is not JSON. Absent: an empty body. */
  body?: unknown
}

/** One line of a watch stream. */
export interface StreamEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR'
  object: unknown
}

/**
 * The answer to a watch: what is there to send at once, then each later event through `subscribe`.
 * `timeoutSeconds` is the caller's to keep (the API server has no timers); closing is by the returned function.
 */
export interface ApiWatch {
  response: ApiResponse
  initial: StreamEvent[]
  subscribe(onEvent: (event: StreamEvent) => void): () => void
}

export type ApiAnswer = { kind: 'response'; response: ApiResponse } | { kind: 'watch'; watch: ApiWatch }

export interface ApiServer {
  get<R extends Resource>(resource: R, namespace: string, name: string): ResourceTypes[R] | undefined
  list<R extends Resource>(resource: R, namespace?: string): readonly ResourceTypes[R][]
  create<R extends Resource>(
    resource: R,
    namespace: string,
    object: unknown,
    options?: WriteOptions,
  ): Result<ResourceTypes[R]>
  /** Replaces the object; a resourceVersion in it that is not the stored one is a 409. */
  update<R extends Resource>(
    resource: R,
    object: ResourceTypes[R],
    options?: WriteOptions,
  ): Result<ResourceTypes[R]>
  /** The status endpoint: takes status (and metadata.annotations where upstream does), keeps spec and labels. */
  updateStatus<R extends Resource>(resource: R, object: ResourceTypes[R]): Result<ResourceTypes[R]>
  patch<R extends Resource>(
    resource: R,
    namespace: string,
    name: string,
    type: PatchType,
    body: unknown,
    options?: WriteOptions,
  ): Result<ResourceTypes[R]>
  delete<R extends Resource>(
    resource: R,
    namespace: string,
    name: string,
    options?: DeleteOptions,
  ): Result<KubeObject | Status>
  /** pods/binding: sets spec.nodeName and PodScheduled=True in one write. */
  bind(namespace: string, podName: string, nodeName: string): Result<KubeObject>
  /** One REST request, as kube-apiserver would answer it. */
  handle(request: ApiRequest): ApiAnswer
  /** Called once per stored change, in the order of resourceVersions. Returns the unsubscriber. */
  onChange(listener: (event: WatchEvent) => void): () => void
  /** Plain data that `restore` takes back; shares the immutable objects. */
  snapshot(): ApiSnapshot
  restore(snapshot: ApiSnapshot): void
}

export interface ApiSnapshot {
  resourceVersion: number
  objects: { [R in Resource]?: readonly KubeObject[] }
  /** Whatever else the server must remember: its watch history, oldest first. */
  rest: { history: readonly WatchEvent[] }
}
