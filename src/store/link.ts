/**
 * The line to the worker as the store sees it: messages go out, acknowledgements come back inside frames.
 * `connect` of src/worker/client.ts is plugged in by the app, a recording by tests.
 */
import type { Ack, ToWorker } from '../worker/protocol.ts'

export type Post = (message: ToWorker) => void

/** Messages that are acknowledged, without their id. */
export type Asking = ToWorker extends infer M ? (M extends { id: number } ? Omit<M, 'id'> : never) : never

let post: Post | null = null
let early: ToWorker[] = []
let nextId = 1
const waiting = new Map<number, (ack: Ack) => void>()

/** Plugs the worker in; what was sent before is sent now. */
export function plug(to: Post): void {
  post = to
  const held = early
  early = []
  held.forEach(to)
}

/** One way: the effect is seen in the frames that follow. */
export function send(message: ToWorker): void {
  if (post) post(message)
  else early.push(message)
}

/** Sends and resolves with the acknowledgement. A stopped worker never answers; `stop` resolves those with an error. */
export function ask(message: Asking): Promise<Ack> {
  const id = nextId++
  return new Promise((resolve) => {
    waiting.set(id, resolve)
    send({ ...message, id } as ToWorker)
  })
}

export function acknowledge(acks: readonly Ack[]): void {
  for (const ack of acks) {
    waiting.get(ack.id)?.(ack)
    waiting.delete(ack.id)
  }
}

/** The worker died: nobody will answer what is still asked. */
export function hangUp(error: string): void {
  acknowledge([...waiting.keys()].map((id) => ({ id, ok: false, error })))
}
