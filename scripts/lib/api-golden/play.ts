/** Plays one case against a fresh simulated API server and returns its first difference. */
import type { ApiAnswer, ApiRequest, ApiServer, StreamEvent } from '../../../src/sim/api/contract.ts'
import { createApiServer } from '../../../src/sim/api/server.ts'
import { createRandom } from '../../../src/sim/random.ts'
import type { Columns, GoldenCase, GoldenRequest, GoldenStep } from './case.ts'
import { difference, substitute, type Bindings, type Difference } from './match.ts'

/** 2026-11-21T12:00:00Z, about when the cases were recorded: ages of what they date are then plausible. */
const EPOCH_SECONDS = 1_795_262_400

export interface Miss extends Difference {
  step: number
  request: string
}

const REPEAT = /^@repeat\/(.)\/(\d+)$/

/** A recorded value as it is sent: repeats written out, labels replaced by what they stand for. */
function sent(value: unknown, bound: Bindings): unknown {
  if (typeof value === 'string') {
    const repeat = REPEAT.exec(value)
    if (repeat) return (repeat[1] ?? '').repeat(Number(repeat[2]))
    const text = substitute(value, bound)
    return /^PORT-\d+$/.test(value) && text !== value ? Number(text) : text
  }
  if (Array.isArray(value)) return value.map((item) => sent(item, bound))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [substitute(key, bound), sent(item, bound)]),
  )
}

function requestOf(golden: GoldenRequest, bound: Bindings): ApiRequest {
  const query = Object.entries(golden.query ?? {}).map(([key, value]) => [key, substitute(value, bound)])
  const body =
    golden.bodyText === undefined
      ? golden.body === undefined
        ? undefined
        : JSON.stringify(sent(golden.body, bound))
      : substitute(golden.bodyText, bound)
  return {
    method: golden.method as ApiRequest['method'],
    path: substitute(golden.path, bound),
    ...(golden.query ? { query: Object.fromEntries(query) as Record<string, string> } : {}),
    ...(golden.headers?.accept === undefined ? {} : { accept: golden.headers.accept }),
    ...(golden.headers?.contentType === undefined ? {} : { contentType: golden.headers.contentType }),
    ...(body === undefined ? {} : { body }),
    ...(golden.user === undefined ? {} : { user: golden.user }),
  }
}

const QUOTED_MANAGED = /,?\\?"managedFields\\?":\[.*?\](?=,\\?"|\})/g

/** The answer without managedFields, as the recordings were cut. */
function withoutManagedFields(value: unknown): unknown {
  if (typeof value === 'string')
    return value.includes('managedFields') && value.includes('fieldsV1')
      ? value.replace(QUOTED_MANAGED, '')
      : value
  if (Array.isArray(value)) return value.map(withoutManagedFields)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(
    ([key, item]) => !(key === 'managedFields' && (Array.isArray(item) || item === undefined)),
  )
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutManagedFields(item)]))
}

function withColumns(value: unknown, columns: Columns): unknown {
  if (typeof value === 'string') {
    if (value.startsWith('@columns/')) return columns[value.slice('@columns/'.length)]
    const repeat = REPEAT.exec(value)
    return repeat ? (repeat[1] ?? '').repeat(Number(repeat[2])) : value
  }
  if (Array.isArray(value)) return value.map((item) => withColumns(item, columns))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withColumns(item, columns)]))
}

interface Play {
  server: ApiServer
  bound: Bindings
  columns: Columns
  keepManagedFields: boolean
}

/** What the server said, in the form of a recorded response. */
function answered(answer: ApiAnswer, stream: StreamEvent[] | undefined): Record<string, unknown> {
  const response = answer.kind === 'response' ? answer.response : answer.watch.response
  const { status, contentType, warnings, headers, body } = response
  const textual = typeof body === 'string'
  return {
    status,
    headers: {
      ...headers,
      ...(contentType ? { contentType } : {}),
      ...(warnings.length > 0 ? { warning: warnings } : {}),
    },
    ...(stream ? { stream } : body === undefined ? {} : textual ? { bodyText: body } : { body }),
  }
}

function playSteps(play: Play, steps: readonly GoldenStep[]): Miss | undefined {
  for (const [i, step] of steps.entries()) {
    const miss = playStep(play, step)
    if (miss) return { ...miss, step: i }
  }
  return undefined
}

function playStep(play: Play, step: GoldenStep): Miss | undefined {
  const { server, bound, columns } = play
  const request = requestOf(step.request, bound)
  const answer = server.handle(request)
  let stream: StreamEvent[] | undefined
  let during: Miss | undefined
  if (answer.kind === 'watch') {
    stream = [...answer.watch.initial]
    const close = answer.watch.subscribe((event) => stream?.push(event))
    during = playSteps(play, step.during ?? [])
    close()
  }
  if (during) return during
  const raw = JSON.parse(JSON.stringify(answered(answer, stream))) as unknown
  const actual = play.keepManagedFields ? raw : withoutManagedFields(raw)
  const { body, bodyText, stream: expectedStream, status, headers = {} } = step.response
  const { contentType, warning, allow, ...others } = headers
  const expected = withColumns(
    {
      status,
      headers: {
        ...(contentType === undefined ? {} : { contentType }),
        ...(warning === undefined ? {} : { warning }),
        ...(allow === undefined ? {} : { allow }),
        ...others,
      },
      ...(expectedStream ? { stream: expectedStream } : {}),
      ...(body === undefined ? {} : { body }),
      ...(bodyText === undefined ? {} : { bodyText }),
    },
    columns,
  )
  const found = difference(expected, actual, bound)
  return found && { ...found, step: 0, request: `${request.method} ${request.path}` }
}

function rvDisorder(order: readonly string[], bound: Bindings): Miss | undefined {
  let last = 0
  for (const label of order) {
    const value = Number(bound.get(label) ?? last + 1)
    if (value < last)
      return { path: label, expected: `> ${last}`, actual: value, step: -1, request: 'rvOrder' }
    last = value
  }
  return undefined
}

/** The first difference of a case, or undefined when every answer is equal. */
export function playCase(golden: GoldenCase, columns: Columns): Miss | undefined {
  const server = createApiServer({ now: () => 0, epochSeconds: EPOCH_SECONDS, random: createRandom(1) })
  const play: Play = { server, bound: new Map(), columns, keepManagedFields: golden.managedFields === true }
  return playSteps(play, golden.steps) ?? rvDisorder(golden.rvOrder ?? [], play.bound)
}
