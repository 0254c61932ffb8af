/** Plugs the worker into the store: frames in, messages out, and what the page itself has to tell the worker. */
import { loadLaterTexts } from '../i18n/locales.ts'
import { sentence } from '../i18n/t.ts'
import { open } from '../store/commands.ts'
import { plug, send } from '../store/link.ts'
import { applyFrame, setUi, useRollscope, workerStopped } from '../store/store.ts'
import type { Sentence } from '../worker/picture/picture.ts'
import type { Ack } from '../worker/protocol.ts'
import { connect, type Client } from '../worker/client.ts'

/** The acknowledgement of the address the worker was started with (client.ts). */
const OPENING = 0

let client: Client | null = null

/** What stands after `#`. The anchor of the skip link is no run. */
const address = (): string => {
  const hash = window.location.hash.slice(1)
  return hash === 'stage' ? '' : hash
}

const isSentence = (value: unknown): value is Sentence =>
  typeof value === 'object' && value !== null && 'id' in value && 'values' in value

function opened(ack: Ack | undefined): void {
  if (!ack) return
  if (ack.ok) return setUi({ linkError: null })
  // What can be wrong with a link is not among the texts of the first picture.
  void loadLaterTexts().then(() =>
    setUi({ linkError: isSentence(ack.result) ? sentence(ack.result) : (ack.error ?? '') }),
  )
}

export function startWorker(): void {
  client = connect({
    address: address(),
    onFrame: (frame) => {
      applyFrame(frame)
      opened(frame.acks.find((ack) => ack.id === OPENING))
    },
    onFatal: workerStopped,
  })
  plug(client.post)
  window.addEventListener('hashchange', openAddress)
  document.addEventListener('visibilitychange', () => {
    send({ type: 'visible', visible: document.visibilityState === 'visible' })
  })
}

/** Opens what the URL says now. */
export function openAddress(): void {
  if (window.location.hash !== '#stage') void open(address()).then(opened)
}

/** After it stopped: a new one goes on from the last good moment. */
export function restartWorker(): void {
  useRollscope.setState({ worker: 'loading', stopped: null })
  client?.restart()
}
