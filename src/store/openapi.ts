/** The documents in which the simulated API tells its types; each is asked for once. */
import { ask } from './link.ts'

const documents = new Map<string, Promise<unknown>>()

async function load(path: string): Promise<unknown> {
  const { ok, result } = await ask({ type: 'openapi', path })
  if (!ok) documents.delete(path)
  return ok ? result : null
}

/** @param path `/openapi/v3/apis/apps/v1`; null: nothing is served there */
export function openApi(path: string): Promise<unknown> {
  const document = documents.get(path) ?? load(path)
  documents.set(path, document)
  return document
}
