/**
 * What a container runtime and the process inside answer to the kubelet and to clients, by the image's behaviour.
 * The kubelet knows only this interface; tests put a scripted one in its place.
 */
import { MILLISECOND, SECOND, type Us } from '../time.ts'
import type { ImageBehaviour, ImageRegistry } from './behaviour.ts'

export type Purpose = 'readiness' | 'liveness' | 'startup' | 'hook' | 'traffic'

export type Pull = { ok: true; us: Us; sizeBytes: number } | { ok: false; us: Us; error: string }

/** An HTTP status; or nothing listens; or no answer ever comes. */
export type HttpAnswer = number | 'refused' | 'hangs'

/** `image` is always the full name (normalizeImage); `age` is the time since the start of the process. */
export interface Workload {
  /** `present`: the image is on the node already. */
  pull(image: string, present: boolean): Pull
  startError(image: string): string | undefined
  /**
   * How the `start`-th process (from 0) of a container ends by itself; absent: it runs on. A `command` of the spec
   * that says it (sleep, exit, an endless loop) goes before the image's own way.
   */
  exit(image: string, start: number, command: readonly string[]): { after: Us; code: number } | undefined
  stop(image: string): { after: Us; code: number } | 'ignores'
  exec(image: string, command: readonly string[], purpose: Purpose, age: Us): Exec
  http(image: string, port: number, purpose: Purpose, age: Us, requests: number): HttpAnswer
  /** Until which age probes of that purpose keep getting the answer they get now; Infinity: for good. */
  steadyUntil(image: string, purpose: Purpose, age: Us): Us
  behaviour(image: string): ImageBehaviour | undefined
}

export interface Exec {
  code: number
  output: string
  us: Us
}

/** An image whose behaviour has been taken from the registry while its containers run. */
const FORGOTTEN: ImageBehaviour = {
  tag: '',
  sizeBytes: 0,
  pullMs: 0,
  readyAfterMs: 0,
  shutdownMs: 0,
  stopCode: 0,
  onSigterm: 'finish',
  answerMs: 0,
  body: '',
}

/** A registry that has no such image is asked for this long. */
const MISSING_US = 400 * MILLISECOND
/** Simplified: with its layers on the node a pull only compares the manifest. */
const MANIFEST_SHARE = 0.2

export function createWorkload(registry: ImageRegistry, pullFactor: number): Workload {
  const of = (image: string): ImageBehaviour => registry[image] ?? FORGOTTEN
  const down = (b: ImageBehaviour, ms: number): boolean =>
    b.outages?.some(({ fromMs, untilMs }) => ms >= fromMs && ms < untilMs) ?? false
  const healthy = (b: ImageBehaviour, purpose: Purpose, ms: number): boolean =>
    ms >= b.readyAfterMs &&
    !down(b, ms) &&
    !(purpose === 'readiness' && b.neverReady === true) &&
    !(purpose === 'liveness' && ms >= (b.livenessFailsAfterMs ?? Infinity))
  return {
    pull(image, present) {
      const found = registry[image]
      if (!found) return { ok: false, us: MISSING_US * Math.min(1, pullFactor), error: notFound(image) }
      const us = found.pullMs * MILLISECOND * pullFactor * (present ? MANIFEST_SHARE : 1)
      return { ok: true, us, sizeBytes: found.sizeBytes }
    },
    startError: (image) => of(image).startError,
    exit(image, start, command) {
      const own = command.length > 0 ? commandEnd(command) : undefined
      if (own) return own === 'runs on' ? undefined : own
      const { exitAfterMs, exitCode = 0, crashes = Infinity } = of(image)
      if (exitAfterMs === undefined || start >= crashes) return undefined
      return { after: exitAfterMs * MILLISECOND, code: exitCode }
    },
    stop(image) {
      const b = of(image)
      return b.ignoresSigterm ? 'ignores' : { after: b.shutdownMs * MILLISECOND, code: b.stopCode }
    },
    exec(image, command, purpose, age) {
      const b = of(image)
      const known = wellKnown(command)
      if (known) return known
      if (purpose === 'hook' || healthy(b, purpose, age / MILLISECOND)) return { code: 0, output: '', us: 0 }
      return { code: 1, output: complaint(command), us: 0 }
    },
    http(image, port, purpose, age, requests) {
      const b = of(image)
      const ms = age / MILLISECOND
      if (ms < b.readyAfterMs || (b.port !== undefined && port !== b.port)) return 'refused'
      if (requests > (b.errorsAfterRequests ?? Infinity)) return 500
      return healthy(b, purpose, ms) ? 200 : 503
    },
    steadyUntil(image, purpose, age) {
      const b = of(image)
      if (b.errorsAfterRequests !== undefined) return age
      const turns = [
        b.readyAfterMs,
        ...(purpose === 'liveness' ? [b.livenessFailsAfterMs ?? Infinity] : []),
        ...(b.outages ?? []).flatMap(({ fromMs, untilMs }) => [fromMs, untilMs]),
      ]
      return Math.min(Infinity, ...turns.map((ms) => ms * MILLISECOND).filter((turn) => turn > age))
    },
    behaviour: (image) => registry[image],
  }
}

/** containerd's words for a tag that the registry has not. */
export function notFound(image: string): string {
  return (
    `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": ` +
    `failed to resolve reference "${image}": ${image}: not found`
  )
}

/** Commands whose outcome does not depend on the process: sleep, true, false, exit. */
function wellKnown(command: readonly string[]): Exec | undefined {
  const shell =
    /(^|\/)(ba)?sh$/.test(command[0] ?? '') && command[1]?.startsWith('-') && command[1].includes('c')
  const words = shell ? (command[2] ?? '').trim().split(/\s+/) : command
  const sleep = words.findIndex((word) => /(^|\/)sleep$/.test(word))
  const length = sleep >= 0 ? /^(\d+(?:\.\d+)?)([smh]?)/.exec(words[sleep + 1] ?? '') : null
  if (length) {
    const unit = { s: 1, m: 60, h: 3600 }[length[2] || 's'] ?? 1
    return { code: 0, output: '', us: Math.round(Number(length[1]) * unit * SECOND) }
  }
  if (words[0] === 'true' || words[0] === '/bin/true') return { code: 0, output: '', us: 0 }
  if (words[0] === 'false' || words[0] === '/bin/false') return { code: 1, output: '', us: 0 }
  if (words[0] === 'exit') return { code: Number(words[1] ?? 0) || 0, output: '', us: 0 }
  return undefined
}

const UNIT: Record<string, number> = { '': 1, s: 1, m: 60, h: 3_600, d: 86_400 }

/** How a container's own command ends, if its words tell: its sleeps, then its last exit. */
export function commandEnd(command: readonly string[]): { after: Us; code: number } | 'runs on' | undefined {
  const text = command.join(' ')
  if (/while (true|:|\[ 1 \])|tail -f|sleep inf/.test(text)) return 'runs on'
  const sleeps = [...text.matchAll(/\bsleep (\d+(?:\.\d+)?)([smhd]?)/g)]
  const exit = [...text.matchAll(/\bexit (\d+)/g)].at(-1)?.[1]
  const plain = /(^|[\s;&/])(true|false)$/.exec(text)?.[2]
  if (sleeps.length === 0 && exit === undefined && plain === undefined) return undefined
  const seconds = sleeps.reduce((sum, [, n, unit = '']) => sum + Number(n) * (UNIT[unit] ?? 1), 0)
  return { after: seconds * SECOND, code: exit === undefined ? Number(plain === 'false') : Number(exit) }
}

/** What a check prints when it fails. */
function complaint(command: readonly string[]): string {
  const [name = '', ...rest] = command
  const file = rest.findLast((word) => word.startsWith('/'))
  return name.endsWith('cat') && file ? `cat: can't open '${file}': No such file or directory\n` : ''
}
