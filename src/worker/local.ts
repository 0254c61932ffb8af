/** Puts a session together with the real cluster and the real shell. */
import { createCluster } from '../sim/cluster.ts'
import type { FromWorker } from './protocol.ts'
import { createSession, type Session } from './session/session.ts'
import { createShell } from './session/shell.ts'
import { platformWall } from './session/wall.ts'

export function startSession(post: (message: FromWorker) => void): Session {
  const session = createSession({ createCluster, createShell, wall: platformWall(), post })
  post({ type: 'ready' })
  return session
}
