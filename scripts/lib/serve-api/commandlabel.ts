/**
 * What a real kubectl says of itself with each request, as the line that the page shows: the command, the object of its
 * first change, and of what it changes the part that a line would name.
 * @see k8s.io/cli-runtime/pkg/genericclioptions/command_headers.go, v1.35
 */
import type { IncomingMessage } from 'node:http'
import type { ApiRequest } from '../../../src/sim/api/contract.ts'
import type { Label } from '../../../src/worker/session/world.ts'

/** Sessions of commands that are remembered: each labels one change. */
const REMEMBERED = 200
const COMMAND = /^kubectl( [a-z][a-z-]*)*$/
const OBJECT = /^\/(?:api|apis\/[^/]+)\/v\w+\/(?:namespaces\/[^/]+\/)?([a-z]+)(?:\/([^/]+))?/

/** What is read of a body; a stranger's may hold anything at these places. */
interface Body {
  metadata?: { name?: unknown }
  spec?: {
    replicas?: unknown
    template?: { spec?: { containers?: unknown } }
  }
}

function readBody({ body = '' }: ApiRequest): Body {
  try {
    return (JSON.parse(body) as Body | null) ?? {}
  } catch {
    return {}
  }
}

function images({ spec }: Body): string {
  const containers = spec?.template?.spec?.containers
  if (!Array.isArray(containers)) return ''
  return (containers as ({ name?: unknown; image?: unknown } | null)[])
    .filter((one) => typeof one?.name === 'string' && typeof one.image === 'string')
    .map((one) => ` ${String(one?.name)}=${String(one?.image)}`)
    .join('')
}

const replicas = ({ spec }: Body): string =>
  typeof spec?.replicas === 'number' ? ` --replicas=${spec.replicas}` : ''

/** By command: what its line tells beside the object. */
const DETAILS: Readonly<Record<string, (body: Body) => string>> = {
  'kubectl set image': images,
  'kubectl scale': replicas,
}

export function labelText(command: string, request: ApiRequest): string {
  const [, resource, inPath] = OBJECT.exec(request.path) ?? []
  const body = readBody(request)
  const name = inPath ?? body.metadata?.name
  const object = resource === undefined ? '' : ` ${resource}${typeof name === 'string' ? `/${name}` : ''}`
  return `${command}${object}${DETAILS[command]?.(body) ?? ''}`
}

/** One label for each session of a command, taken by its first change; none for a client that is no kubectl. */
export function commandLabels(): (request: IncomingMessage, asked: ApiRequest) => Label {
  const labels = new Map<string, Label>()
  return ({ headers }, asked) => {
    const { 'kubectl-command': command, 'kubectl-session': session } = headers
    if (asked.method === 'GET' || typeof command !== 'string' || typeof session !== 'string')
      return { line: null }
    if (!COMMAND.test(command)) return { line: null }
    const known = labels.get(session)
    if (known) return known
    const label: Label = { line: labelText(command, asked) }
    labels.set(session, label)
    if (labels.size > REMEMBERED) labels.delete(labels.keys().next().value ?? '')
    return label
  }
}
