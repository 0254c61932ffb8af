/** Is a capture reproduced? Byte for byte, but for what real kubectl leaves unordered (the captures' README names it). */
import { equal } from '../../../src/kubectl/json.ts'
import type { Capture, SentRequest } from './capture.ts'

export interface Outcome {
  name: string
  passed: boolean
  /** Which of stdout, stderr, exit, requests differ. */
  wrong: string[]
  /** Whether requests count for this command. */
  requestsMatter: boolean
  diff: string
}

export interface Actual {
  stdout: string
  stderr: string
  exit: number
  requests: SentRequest[]
}

const unorderedLines = /^(drain|drain-already|label-list|annotate-list|.*logs-.*selector)/
const unorderedWords = /^annotate-overwrite-two-keys/
/** Commands whose requests must be the recorded ones. */
const requestCommands =
  /kubectl (set image|patch|annotate|scale|rollout (undo|pause|resume|restart)|apply|replace|delete)\b/

const sortLines = (text: string): string => text.split('\n').toSorted().join('\n')
const sortWords = (text: string): string => text.split(/[\s;:]+/).toSorted().join(' ') // prettier-ignore

/** What the recorded server made anew has a random uid, ours a counted one. */
const drawn = (text: string): string =>
  text.replace(/(?<=uid"?: "?)[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, (uid) =>
    made.test(uid) ? 'DRAWN' : uid,
  )
const made = /^00000000-0000-4000-8000-/

/** Uids of the expected text where the actual one has a counted one. */
function alignUids(wanted: string, got: string): string {
  const [a, b] = [wanted.split('\n'), got.split('\n')]
  return a.map((line, i) => (b[i]?.match(/uid"?: "?00000000-0000-4000-8000-/) ? line.replace(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/, 'DRAWN') : line)).join('\n') // prettier-ignore
}

function normalText(name: string, text: string): string {
  if (unorderedWords.test(name)) return sortWords(text)
  return unorderedLines.test(name) ? sortLines(text) : text
}

/** Version info of the build is not compared. */
const withoutBuild = (text: string): string => text.replace(/("?(?:gitCommit|buildDate)"?: ).*/g, '$1')

function normalRequest(request: SentRequest): SentRequest {
  const path = request.path
    .replace(/timeoutSeconds=\d+/, 'timeoutSeconds=N')
    .replace(
      /fieldSelector=([^&]*)/,
      (_, terms: string) => `fieldSelector=${terms.split('%2C').toSorted().join('%2C')}`,
    )
  const out: SentRequest = { method: request.method, path }
  // A protobuf body is shown decoded; ours is JSON.
  if (request.contentType !== undefined && !request.contentType.includes('protobuf'))
    out.contentType = request.contentType
  if (request.body !== undefined) out.body = request.body
  return out
}

/** Reads of discovery, OpenAPI and events are caches and courtesy, not what a command does. */
const isLookup = (request: SentRequest): boolean =>
  request.method === 'GET' && /^\/(api|apis|openapi\/v3[^ ]*)(\?|$)/.test(request.path)

function sameRequest(wanted: SentRequest, got: SentRequest): boolean {
  const [a, b] = [normalRequest(wanted), normalRequest(got)]
  if (a.method !== b.method || a.path !== b.path) return false
  if (a.contentType !== undefined && a.contentType !== b.contentType) return false
  // The recorder keeps no body that is not JSON.
  if (a.body === undefined) return b.body === undefined || typeof b.body === 'string'
  return b.body !== undefined && equal(a.body, b.body)
}

const shown = (request: SentRequest | undefined): string =>
  request ? JSON.stringify(normalRequest(request)) : '-'

function requestDiff(name: string, wanted: SentRequest[], got: SentRequest[]): string {
  const order = (list: SentRequest[]) =>
    /^(drain|logs-.*selector|delete-all)/.test(name)
      ? list.toSorted((a, b) => (shown(a) < shown(b) ? -1 : 1))
      : list
  const [left, right] = [
    order(wanted.filter((one) => !isLookup(one))),
    order(got.filter((one) => !isLookup(one))),
  ]
  const lines: string[] = []
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [a, b] = [left[i], right[i]]
    if (!a || !b || !sameRequest(a, b)) lines.push(`  - ${shown(a)}`, `  + ${shown(b)}`)
  }
  return lines.join('\n')
}

function textDiff(title: string, wanted: string, got: string): string {
  const [a, b] = [wanted.split('\n'), got.split('\n')]
  const lines: string[] = []
  for (let i = 0; i < Math.max(a.length, b.length) && lines.length < 24; i++) {
    if (a[i] === b[i]) continue
    if (a[i] !== undefined) lines.push(`  - ${JSON.stringify(a[i])}`)
    if (b[i] !== undefined) lines.push(`  + ${JSON.stringify(b[i])}`)
  }
  return lines.length > 0 ? `${title}\n${lines.join('\n')}` : ''
}

export function compareCapture(capture: Capture, actual: Actual): Outcome {
  const wrong: string[] = []
  const diffs: string[] = []
  for (const stream of ['stdout', 'stderr'] as const) {
    const [wanted, got] = [alignUids(capture[stream], actual[stream]), drawn(actual[stream])].map((text) =>
      normalText(capture.name, withoutBuild(text)),
    )
    if (wanted === got) continue
    wrong.push(stream)
    diffs.push(textDiff(stream, wanted ?? '', got ?? ''))
  }
  if (capture.exit !== actual.exit) {
    wrong.push('exit')
    diffs.push(`exit\n  - ${capture.exit}\n  + ${actual.exit}`)
  }
  const requestsMatter = requestCommands.test(capture.cmd)
  const requests = requestDiff(capture.name, capture.requests, actual.requests)
  if (requests !== '') {
    if (requestsMatter) wrong.push('requests')
    diffs.push(`requests${requestsMatter ? '' : ' (not counted)'}\n${requests}`)
  }
  return { name: capture.name, passed: wrong.length === 0, wrong, requestsMatter, diff: diffs.join('\n') }
}
