/**
 * Images are data: what the registry holds, and how a container of each image behaves. An image that is not in
 * the registry cannot be pulled. Times in ms of virtual time.
 */
export interface ImageBehaviour {
  /** Shown on pods of this image, e.g. `v2`. */
  tag: string
  sizeBytes: number
  /** Time one pull takes. */
  pullMs: number
  /** From start of the process until it listens: readiness and startup probes fail before it. */
  readyAfterMs: number
  /** The process exits by itself this long after its start, with `exitCode`. Absent: it runs on. */
  exitAfterMs?: number
  exitCode?: number
  /** Only the first `crashes` starts exit by themselves. Absent: every one. */
  crashes?: number
  /** Readiness never succeeds. */
  neverReady?: boolean
  /** Liveness fails from this long after each start. */
  livenessFailsAfterMs?: number
  /** Answers 500 after this many requests (luksa/kubia:v3: 5). */
  errorsAfterRequests?: number
  /** SIGTERM does nothing; only SIGKILL ends it. */
  ignoresSigterm?: boolean
  /** From SIGTERM to exit. */
  shutdownMs: number
  /** Exit code after SIGTERM; 143 for a process without a handler. */
  stopCode: number
  /** On SIGTERM: `finish` serves what is in flight and takes nothing new, `drop` cuts it off. */
  onSigterm: 'finish' | 'drop'
  /** Time to answer one request. */
  answerMs: number
  /** Body of the answer; `{pod}` and `{hits}` are filled in. */
  body: string
  errorBody?: string
  /** The port it listens on; requests and probes to another are refused. Absent: any. */
  port?: number
  /** Spans after each start in which it answers 503 (and exec probes fail), ms. */
  outages?: { fromMs: number; untilMs: number }[]
  /** The runtime cannot start it, in these words (e.g. a command that is not there). */
  startError?: string
  /** What it prints when it starts, and at each request; `{pod}`, `{hits}`, `{time}` and `{uptime}` are filled in. */
  startLog?: string
  requestLog?: string
}

/** Image reference as written in a pod spec (normalised by `normalizeImage`) → behaviour. */
export type ImageRegistry = Record<string, ImageBehaviour>
