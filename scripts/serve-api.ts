/**
 * The bridge for the real kubectl (docs/BRIDGE.md): npm run serve-api [-- --port N --scenario ID --dir dist].
 * Serves the simulated API and a page attached to it on 127.0.0.1, and prints what to type and what to open.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { scenarioOf } from '../src/worker/scenarios/scenarios.ts'
import { platformWall } from '../src/worker/session/wall.ts'
import { startBridge } from './lib/serve-api/bridge.ts'
import { kubeconfig } from './lib/serve-api/kubeconfig.ts'

const FIRST_PORT = 8443
const LAST_PORT = 8543

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    scenario: { type: 'string', default: 'empty' },
    dir: { type: 'string', default: 'dist' },
  },
})

function stop(message: string): never {
  console.error(message)
  process.exit(1)
}

if (!scenarioOf(values.scenario)) stop(`There is no scenario ${values.scenario}.`)
if (!existsSync(join(values.dir, 'index.html'))) {
  console.error('The page is not built yet: building it …')
  execFileSync('npx', ['vite', 'build', '--logLevel', 'warn', '--outDir', values.dir], { stdio: 'inherit' })
}

const start = (port: number): ReturnType<typeof startBridge> =>
  startBridge({
    port,
    scenario: values.scenario,
    directory: values.dir,
    wall: platformWall(),
    nowSeconds: () => Date.now() / 1000,
    onFatal: (report) => console.error(`The simulation stopped; a page can go on from there.\n${report}`),
  })

/** The first free port, unless one is asked for. */
async function startSomewhere(): ReturnType<typeof startBridge> {
  if (values.port !== undefined) return start(Number(values.port))
  for (let port = FIRST_PORT; ; port++) {
    try {
      return await start(port)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || port >= LAST_PORT) throw error
    }
  }
}

const bridge = await startSomewhere().catch((error: Error) => stop(error.message))
const folder = mkdtempSync(join(tmpdir(), 'rollscope-'))
const file = join(folder, 'kubeconfig')
writeFileSync(file, kubeconfig(bridge.address), { mode: 0o600 })
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(0))

console.log(`export KUBECONFIG=${file}`)
console.log(`${bridge.address}/?bridge`)
console.error(`To begin with: kubectl apply -f ${bridge.address}/files/bootcamp.yaml`)
