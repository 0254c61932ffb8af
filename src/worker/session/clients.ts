/** The door of the session for clients that are no terminal of its page: requests and watches of the cluster shown. */
import type { ApiRequest, ApiResponse, ApiWatch } from '../../sim/api/contract.ts'
import type { Run } from './run.ts'
import type { Label, World } from './world.ts'

export interface Clients {
  request(request: ApiRequest, label: Label): Promise<ApiResponse>
  /** `ended`: another run is shown, nothing more will come. */
  watch(request: ApiRequest): Promise<{ response: ApiResponse; watch?: ApiWatch; ended: () => boolean }>
}

export interface ClientsOptions {
  world: World
  /** The run shown, or undefined when the session is over. */
  run: () => Run | undefined
  /** Resolves when there is a run. */
  ready: Promise<void>
}

/** Their waits belong to no terminal. */
const NO_TERMINAL = -1

export function createClients({ world, run, ready }: ClientsOptions): Clients {
  return {
    async request(request, label) {
      await ready
      return world.request(request, NO_TERMINAL, label)
    },
    async watch(request) {
      await ready
      const answer = await world.watch(request, NO_TERMINAL)
      const watched = run()
      return { ...answer, ended: () => run() !== watched }
    },
  }
}
