/**
 * `npm run bench -- [--sizes 10,100] [--only SECTION] [--out FILE]`: measures the core, prints a table per section
 * and writes all figures to bench.json. Measure on a calm machine.
 *
 * The core is compiled as the page's is, by Vite: tsx gives every function its name at run time, and that would be
 * measured, too. What it made can be profiled: `node --expose-gc --cpu-prof .cache/bench/run.js --only rollouts`.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const entry = fileURLToPath(import.meta.resolve('./bench/run.ts'))
const outDir = '.cache/bench'
await build({
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  build: { ssr: entry, outDir, target: 'es2023', minify: false, sourcemap: true },
})
const { status } = spawnSync(
  process.execPath,
  ['--expose-gc', `${outDir}/run.js`, ...process.argv.slice(2)],
  { stdio: 'inherit' },
)
process.exit(status ?? 1)
