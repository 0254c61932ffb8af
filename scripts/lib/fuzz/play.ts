/** Plays a drawn scenario to its end, checking as it goes. */
import { createCluster, type Cluster, type ClusterSnapshot } from '../../../src/sim/cluster.ts'
import { DEFAULT_EPOCH_SECONDS, SECOND, type Us } from '../../../src/sim/time.ts'
import { createObjects, give } from './commands.ts'
import { GOOD_TAG, type FuzzCommand, type FuzzScenario } from './draw.ts'
import { checkComplete, checkSettled, checkWrites, createWriteMemory } from './invariants.ts'

export interface Failure {
  atSeconds: number
  what: string
}

/** Nothing written for this long: settled. The endpoints' back-off is a second, a stopping pod takes up to thirty. */
const QUIET: Us = 3 * SECOND
/** In the end: the pods' grace, a crash's back-off that still runs, the queue's longest retries after a quota. */
const PATIENCE: Us = 3000 * SECOND

export const newCluster = ({ seed, latencies, images }: FuzzScenario): Cluster =>
  createCluster({
    seed,
    epochSeconds: DEFAULT_EPOCH_SECONDS,
    nodes: ['node-1', 'node-2', 'node-3'],
    images,
    latencies,
  })

interface Player {
  cluster: Cluster
  memory: ReturnType<typeof createWriteMemory>
  lastWrite: Us
}

const createPlayer = (scenario: FuzzScenario): Player => ({
  cluster: newCluster(scenario),
  memory: createWriteMemory(),
  lastWrite: 0,
})

/** What has been written since the last look, checked. */
function look(player: Player): string | undefined {
  const changes = player.cluster.drain()
  const last = changes.writes.at(-1)
  if (last) player.lastWrite = last.at
  return checkWrites(changes, player.memory)
}

/** Runs on until `at`; whenever nothing has been written for a while, looks whether all is in order. */
function runTo(player: Player, at: Us): string | undefined {
  const { cluster } = player
  while (cluster.now < at) {
    cluster.runUntil(Math.min(at, cluster.now + SECOND))
    const wrong = look(player)
    if (wrong) return wrong
    if (cluster.now - player.lastWrite < QUIET) continue
    const unsettled = checkSettled(cluster)
    if (unsettled) return unsettled
    // Nothing changes until the next event: skip to it.
    const next = cluster.nextAt()
    if (next === undefined || next > at) cluster.runUntil(at)
    else if (next > cluster.now + SECOND) cluster.runUntil(next - SECOND)
  }
  return undefined
}

/** The end of every scenario: whatever stands in the way is removed, and a good image is rolled out. */
const closing = (at: number): FuzzCommand[] => [
  { atSeconds: at, do: 'unlimit' },
  { atSeconds: at, do: 'resume' },
  { atSeconds: at, do: 'setImage', tag: GOOD_TAG },
]

export const commandsOf = (scenario: FuzzScenario): FuzzCommand[] => [
  ...scenario.commands,
  ...closing((scenario.commands.at(-1)?.atSeconds ?? 0) + 20),
]

/** Undefined when everything held. */
export function play(scenario: FuzzScenario): Failure | undefined {
  const player = createPlayer(scenario)
  const { cluster } = player
  const fail = (what: string): Failure => ({ atSeconds: cluster.now / SECOND, what })
  createObjects(cluster, scenario)
  for (const command of commandsOf(scenario)) {
    const wrong = runTo(player, command.atSeconds * SECOND)
    if (wrong) return fail(wrong)
    player.memory.pods.byHand = true
    give(cluster, command)
    const refused = look(player)
    player.memory.pods.byHand = false
    if (refused) return fail(refused)
  }
  const end = cluster.now + PATIENCE
  while (cluster.now < end) {
    const wrong = runTo(player, cluster.now + 10 * SECOND)
    if (wrong) return fail(wrong)
    if (!checkComplete(cluster)) {
      // Old pods may still be stopping: let them, then look once more.
      const left = runTo(player, cluster.now + 60 * SECOND) ?? checkSettled(cluster)
      return left === undefined ? undefined : fail(left)
    }
  }
  return fail(checkComplete(cluster) ?? '')
}

/** Everything that happens in a scenario, as text; at `snapshotAtSeconds` the cluster is exchanged for a copy. */
export function transcript(scenario: FuzzScenario, snapshotAtSeconds = Infinity): string {
  let cluster = newCluster(scenario)
  const [writes, decisions]: [string[], string[]] = [[], []]
  const takeDown = (): void => {
    const changes = cluster.drain()
    for (const { at, event } of changes.writes) writes.push(JSON.stringify([at, event.type, event.object]))
    for (const decision of changes.decisions) decisions.push(JSON.stringify(decision))
  }
  const goTo = (seconds: number): void => {
    if (cluster.now < snapshotAtSeconds * SECOND && seconds >= snapshotAtSeconds) {
      cluster.runUntil(snapshotAtSeconds * SECOND)
      takeDown()
      const snapshot: ClusterSnapshot = cluster.snapshot()
      cluster = newCluster(scenario)
      cluster.drain()
      cluster.restore(snapshot)
    }
    cluster.runUntil(seconds * SECOND)
    takeDown()
  }
  createObjects(cluster, scenario)
  const commands = commandsOf(scenario)
  for (const command of commands) {
    goTo(command.atSeconds)
    give(cluster, command)
  }
  goTo((commands.at(-1)?.atSeconds ?? 0) + 30)
  return [...writes, ...decisions].join('\n')
}
