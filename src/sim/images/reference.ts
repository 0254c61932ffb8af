/**
 * Image names: parsing, the default registry, repository and tag, and what the kubelet says of a name that is none.
 * Mirrors github.com/distribution/reference (normalize.go, regexp.go) and kubelet images.applyDefaultImageTag.
 */

export interface ImageReference {
  /** With registry and repository, e.g. `docker.io/library/nginx`. */
  repository: string
  tag: string
  digest?: string
}

const PART = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*'
const DOMAIN =
  '(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)(?:\\.(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?))*(?::[0-9]+)?'
const NAME = new RegExp(`^${PART}(?:/${PART})*$`)
const HOST = new RegExp(`^${DOMAIN}$`)
const TAG = /^[\w][\w.-]{0,127}$/
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/

export type Parsed = { ok: true; reference: ImageReference } | { ok: false; error: string }

/** Names are few and asked for often. A cache of a pure function: it is no state. */
const parsedNames = new Map<string, Parsed>()
const MAX_NAMES = 1_000

/** What the name means, or upstream's words for why it is none. */
export function parseImage(image: string): Parsed {
  const before = parsedNames.get(image)
  if (before) return before
  const parsed = parse(image)
  if (parsedNames.size >= MAX_NAMES) parsedNames.clear()
  parsedNames.set(image, parsed)
  return parsed
}

function parse(image: string): Parsed {
  const bad = { ok: false, error: 'invalid reference format' } as const
  if (/^[0-9a-f]{64}$/.test(image))
    return {
      ok: false,
      error: `invalid repository name (${image}), cannot specify 64-byte hexadecimal strings`,
    }
  const [named = '', digest] = image.split('@')
  const slash = named.lastIndexOf('/')
  const colon = named.indexOf(':', slash + 1)
  const path = colon < 0 ? named : named.slice(0, colon)
  const tag = colon < 0 ? undefined : named.slice(colon + 1)
  const first = path.indexOf('/')
  const host = first < 0 ? '' : path.slice(0, first)
  const isHost = host !== '' && (/[.:]/.test(host) || host === 'localhost' || host.toLowerCase() !== host)
  const domain = isHost ? host : 'docker.io'
  const remainder = isHost ? path.slice(first + 1) : path
  // Upstream looks at all before the first colon here, an algorithm of a digest among it.
  const name = colon < 0 && digest !== undefined ? `${remainder}@${digest.split(':')[0]}` : remainder
  if (name.toLowerCase() !== name)
    return { ok: false, error: `invalid reference format: repository name (${name}) must be lowercase` }
  if (tag !== undefined && !TAG.test(tag)) return bad
  if (digest !== undefined && !DIGEST.test(digest)) return bad
  if (!NAME.test(remainder) || (isHost && !HOST.test(host))) return bad
  const official = domain === 'docker.io' && !remainder.includes('/')
  const repository = `${domain}/${official ? `library/${remainder}` : remainder}`
  return {
    ok: true,
    reference: { repository, tag: tag ?? (digest ? '' : 'latest'), ...(digest && { digest }) },
  }
}

/** The name in full, as the runtime keeps it (`nginx` → `docker.io/library/nginx:latest`); unchanged when it is none. */
export function normalizeImage(image: string): string {
  const parsed = parseImage(image)
  if (!parsed.ok) return image
  const { repository, tag, digest } = parsed.reference
  return `${repository}${tag && `:${tag}`}${digest === undefined ? '' : `@${digest}`}`
}

/** sha256 text of an image: stands for its content, so it depends on the full name alone. */
export function imageDigest(fullName: string): string {
  let text = ''
  for (let word = 0; word < 8; word++) {
    let hash = 0x811c9dc5 ^ (word * 0x9e3779b1)
    for (let i = 0; i < fullName.length; i++) hash = Math.imul(hash ^ fullName.charCodeAt(i), 0x01000193)
    text += ((hash ^ (hash >>> 15)) >>> 0).toString(16).padStart(8, '0')
  }
  return `sha256:${text}`
}

const ids = new Map<string, string>()

/** status.containerStatuses[].imageID, e.g. `docker.io/luksa/kubia@sha256:…`. */
export function imageID(fullName: string): string {
  const before = ids.get(fullName)
  if (before !== undefined) return before
  const parsed = parseImage(fullName)
  const id = `${parsed.ok ? parsed.reference.repository : fullName}@${imageDigest(fullName)}`
  if (ids.size >= MAX_NAMES) ids.clear()
  ids.set(fullName, id)
  return id
}
