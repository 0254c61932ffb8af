/**
 * What kubectl (and the small shell around it) needs from the world. In the page this is the worker's session,
 * in tests a fixture; kubectl itself knows no time, no files and no network but these.
 */
import type { ApiRequest, ApiResponse, StreamEvent } from '../sim/api/contract.ts'

export interface WatchHandle {
  response: ApiResponse
  /** The next event, or undefined once the stream has ended (time-out, close). */
  next(): Promise<StreamEvent | undefined>
  close(): void
}

export interface KubectlHost {
  request(request: ApiRequest): Promise<ApiResponse>
  /** Opens a watch; a refusal is its response with status ≥ 400 and no events. */
  watch(request: ApiRequest): Promise<WatchHandle>
  /** Seconds since 1970 of the simulated clock, with fraction. */
  now(): number
  /** Waits in virtual time. Resolves early (false) when the command is interrupted. */
  sleep(ms: number): Promise<boolean>
  /** Files by absolute or working-directory-relative path; `undefined` when there is none. */
  readFile(path: string): string | undefined
  listFiles(directory: string): string[] | undefined
  writeFile(path: string, text: string): void
  /** With all directories above it. */
  makeDirectory(path: string): void
  /** A file, or a directory with all in it. */
  removeFile(path: string): void
  /**
   * `kubectl edit`: shows the text in an editor, resolves with what was saved, or null when it was closed.
   * `editor` is what the user's environment names; a host that starts it says when it failed.
   */
  edit(text: string, fileName: string, editor?: string): Promise<string | null | { failed: true }>
  /** Width of the terminal in columns, or 0 when output is not a terminal. */
  columns(): number
  env(name: string): string | undefined
  stdin(): string
  stdout(text: string): void
  stderr(text: string): void
  /** True once the user pressed Ctrl-C. */
  interrupted(): boolean
  /** One HTTP request into the cluster (curl): through a Service's or node's address, or to a pod. */
  curl(url: string): Promise<{ ok: true; status: number; body: string } | { ok: false; error: string }>
}

/** Runs one kubectl command line; `argv` without the leading `kubectl`. Resolves with the exit code. */
export type RunKubectl = (argv: string[], host: KubectlHost) => Promise<number>
