/**
 * Who may speak to the bridge, and how much: this machine under its loopback names and, from a browser, only the page
 * that the bridge itself serves. Names that resolve to 127.0.0.1 (DNS rebinding) are foreign.
 */
import type { IncomingMessage } from 'node:http'

/** Upstream's limit of a request body (apiserver MaxRequestBodyBytes). */
export const MAX_BODY_BYTES = 3 * 1024 * 1024

export function isLocal({ headers }: IncomingMessage, port: number): boolean {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  if (!hosts.includes(headers.host ?? '')) return false
  const { origin } = headers
  if (origin !== undefined) return hosts.some((host) => origin === `http://${host}`)
  // A link on a foreign page may open ours; nothing else there may ask (images and scripts send no Origin).
  return headers['sec-fetch-site'] !== 'cross-site' || headers['sec-fetch-mode'] === 'navigate'
}

/** The body, or undefined when it is larger than the limit. */
export async function readBody(
  request: IncomingMessage,
  limit = MAX_BODY_BYTES,
): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return undefined
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > limit) return undefined
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}
