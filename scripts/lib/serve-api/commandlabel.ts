/**
 * What a real kubectl says of itself with each request, as the label that the page shows: the command, and the object
 * of its first change.
 * @see k8s.io/cli-runtime/pkg/genericclioptions/command_headers.go, v1.35
 */
import type { IncomingMessage } from 'node:http'
import type { ApiRequest } from '../../../src/sim/api/contract.ts'
import type { Label } from '../../../src/worker/session/world.ts'

/** Sessions of commands that are remembered: each labels one change. */
const REMEMBERED = 200
const COMMAND = /^kubectl( [a-z][a-z-]*)*$/

const OBJECT = /^\/(?:api|apis\/[^/]+)\/v\w+\/(?:namespaces\/[^/]+\/)?([a-z]+)(?:\/([^/]+))?/

function labelText(command: string, { path }: ApiRequest): string {
  const [, resource, name] = OBJECT.exec(path) ?? []
  if (resource === undefined) return command
  return name === undefined ? `${command} (${resource})` : `${command} ${resource}/${name}`
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
