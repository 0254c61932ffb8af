/**
 * How a command's failure becomes text and exit code. A command may fail at any depth; it throws a KubectlError and
 * `runKubectl` turns that into words at one place, as cmdutil.CheckErr does.
 * @see k8s.io/kubectl/pkg/cmd/util/helpers.go (checkErr, StandardErrorMessage, MultilineError), v1.35
 */
import type { Status } from '../sim/api/types/meta.ts'

export type Failure =
  /** A text; `error: ` is put in front unless it is there. */
  | { kind: 'plain'; text: string }
  /** The API's refusal. */
  | { kind: 'status'; status: Status }
  /** Printed as it is. */
  | { kind: 'verbatim'; text: string; code: number }
  | { kind: 'several'; failures: Failure[] }
  /** Ends the command without a word. */
  | { kind: 'exit'; code: number }

export class KubectlError extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(messageOf(failure))
    this.failure = failure
  }
}

/** err.Error() of Go. */
export function messageOf(failure: Failure): string {
  switch (failure.kind) {
    case 'plain':
    case 'verbatim':
      return failure.text
    case 'status':
      return failure.status.message ?? ''
    case 'several': {
      const texts = failure.failures.map(messageOf)
      return texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(', ')}]`
    }
    case 'exit':
      return 'exit'
  }
}

/** resource.ErrFormatWrong. */
export const QUANTITY =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"

export const plain = (text: string): KubectlError => new KubectlError({ kind: 'plain', text })
export const verbatim = (text: string, code = 1): KubectlError =>
  new KubectlError({ kind: 'verbatim', text, code })
export const statusError = (status: Status): KubectlError => new KubectlError({ kind: 'status', status })
export const exit = (code: number): KubectlError => new KubectlError({ kind: 'exit', code })
/** cmdutil.UsageErrorf. */
export const usage = (text: string, command: string): KubectlError =>
  plain(`${text}\nSee '${command} -h' for help and examples`)

export function several(errors: KubectlError[]): KubectlError {
  const [only] = errors
  if (errors.length === 1 && only) return only
  return new KubectlError({
    kind: 'several',
    failures: errors.flatMap(({ failure }) => (failure.kind === 'several' ? failure.failures : [failure])),
  })
}

/** Rethrows what is not a failure of the command: a broken invariant must not be swallowed. */
export function asKubectlError(error: unknown): KubectlError {
  if (error instanceof KubectlError) return error
  throw error
}

export const hasReason = (error: KubectlError, reason: string): boolean =>
  error.failure.kind === 'status' && error.failure.status.reason === reason
export const isNotFound = (error: KubectlError): boolean => hasReason(error, 'NotFound')

/** cmdutil.AddSourceToErr: the file stands in the message, the reason stays. */
export function withSource(error: KubectlError, verb: string, source: string): KubectlError {
  if (source === '') return error
  const message = `error when ${verb} "${source}": ${error.message}`
  if (error.failure.kind === 'status') return statusError({ ...error.failure.status, message })
  return plain(message)
}

function invalidText(status: Status): string {
  const details = status.details
  if (details === undefined) return `The request is invalid: ${status.message ?? ''}`
  let prefix = 'The request is invalid'
  if (details.kind || details.name) prefix = `The ${details.kind ?? ''} "${details.name ?? ''}" is invalid`
  else if (!details.causes?.length && status.message) prefix += `: ${status.message}`
  if (!details.causes?.length) return prefix
  const causes = [...new Set(details.causes.map((cause) => `${cause.field ?? ''}: ${cause.message ?? ''}`))]
  if (causes.length === 1) return `${prefix}: ${causes[0] ?? ''}`
  return [`${prefix}: `, ...causes.map((cause) => `* ${cause}`)].join('\n')
}

function statusText(status: Status): string {
  if (status.reason === 'Unauthorized')
    return `error: You must be logged in to the server (${status.message ?? ''})`
  if (status.reason) return `Error from server (${status.reason}): ${status.message ?? ''}`
  return `Error from server: ${status.message ?? ''}`
}

/** What goes to stderr (with its newline, or nothing) and the exit code. */
export function renderFailure(failure: Failure): { text: string; code: number } {
  const line = (text: string, code = 1) => ({
    text: text.endsWith('\n') || text === '' ? text : `${text}\n`,
    code,
  })
  switch (failure.kind) {
    case 'exit':
      return { text: '', code: failure.code }
    case 'verbatim':
      return line(failure.text, failure.code)
    case 'plain':
      return line(failure.text.startsWith('error: ') ? failure.text : `error: ${failure.text}`)
    case 'status':
      return line(
        failure.status.reason === 'Invalid' ? invalidText(failure.status) : statusText(failure.status),
      )
    case 'several': {
      const [only] = failure.failures
      if (failure.failures.length === 1 && only) return renderFailure(only)
      return line(
        failure.failures
          .map((one) => (one.kind === 'status' ? statusText(one.status) : messageOf(one)))
          .join('\n'),
      )
    }
  }
}
