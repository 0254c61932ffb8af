import { applyFrame } from '../store/store.ts'
import { plug } from '../store/link.ts'
import { frame } from './dev/fixture.ts'

export function startWorker(): void {
  plug((message) => {
    if ('id' in message)
      setTimeout(
        () =>
          applyFrame({
            ...frame,
            events: [],
            decisions: [],
            requests: [],
            output: message.type === 'run' ? [{ terminal: 0, stream: 'input', text: message.line }] : [],
            acks: [
              { id: message.id, ok: true, result: message.type === 'complete' ? ['rollout', 'run'] : 0 },
            ],
          }),
        30,
      )
  })
  setTimeout(() => applyFrame(frame), 50)
}
export const restartWorker = startWorker
