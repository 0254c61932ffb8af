/** The module worker: nothing but the line between the page and the session. */
import { startSession } from './local.ts'
import type { FromWorker, ToWorker } from './protocol.ts'

/** The one part of a worker's global scope that is used; the DOM's types have no such scope. */
interface WorkerScope {
  onmessage: ((event: { data: ToWorker }) => void) | null
  postMessage(message: FromWorker, transfer: Transferable[]): void
}

const scope = globalThis as unknown as WorkerScope
const session = startSession((message) => scope.postMessage(message, []))
scope.onmessage = ({ data }) => void session.receive(data)
