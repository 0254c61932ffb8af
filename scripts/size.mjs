/**
 * The size budget of the built page, from dist/.vite/manifest.json. The first screen's JavaScript is all that is asked
 * for before the stage is drawn: the entry, the stage, and what both import, gzipped. Fails above the limit. What
 * comes after the picture, on demand, and in the worker (it loads beside the page) is listed apart.
 * `node scripts/size.mjs [DIR]`
 */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

const DIST = process.argv[2] ?? 'dist'
const LIMIT_KB = 170
/** Asked for by the entry at once (src/app/App.tsx). */
const PICTURE = ['src/views/stage/Stage.tsx']
/** Asked for as soon as the picture is drawn (src/views/ui/picture.ts), on a wide screen. */
const AFTER_PICTURE = [
  'src/views/panel/SpecPanel.tsx',
  'src/views/chart/CapacityChart.tsx',
  'src/views/dock/Dock.tsx',
  'src/views/why/WhyTab.tsx',
  'src/views/commands/keys.ts',
  'src/i18n/en/later.ts',
  'src/views/stage/Particles.tsx',
  'src/views/stage/Banner.tsx',
  'src/views/stage/PastBar.tsx',
  'src/app/Stopped.tsx',
  'src/views/ui/motion.ts',
]

const manifest = JSON.parse(readFileSync(join(DIST, '.vite/manifest.json'), 'utf8'))
const kb = (file) => gzipSync(readFileSync(join(DIST, file)), { level: 9 }).length / 1000
const line = (file, size) => console.log(`${size.toFixed(1).padStart(8)} kB gz  ${file}`)

/** Manifest keys of a module and of its static imports, each once. */
function withImports(key, seen = new Set()) {
  if (seen.has(key)) return seen
  if (!manifest[key]) throw new Error(`the build has no ${key}`)
  seen.add(key)
  for (const imported of manifest[key].imports ?? []) withImports(imported, seen)
  return seen
}

/** A module that others import statically too stands there by its name alone. */
const keyOf = (source) =>
  manifest[source]
    ? source
    : (Object.keys(manifest).find((key) => manifest[key].name === basename(source, extname(source))) ??
      source)

const filesOf = (sources) => [...new Set(sources.flatMap((source) => [...withImports(keyOf(source))]))]
const scripts = (keys) => keys.map((key) => manifest[key].file).filter((file) => file.endsWith('.js'))

/** Prints each file under a title; their sum in kB. */
function list(title, files) {
  console.log(title)
  let sum = 0
  for (const file of files) {
    sum += kb(file)
    line(file, kb(file))
  }
  return sum
}

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry)
const firstKeys = filesOf([entry, ...PICTURE])
const first = scripts(firstKeys)
const after = scripts(filesOf(AFTER_PICTURE)).filter((file) => !first.includes(file))
const rest = readdirSync(join(DIST, 'assets'))
  .filter((name) => name.endsWith('.js'))
  .map((name) => `assets/${name}`)
  .filter((file) => !first.includes(file) && !after.includes(file))

const total = list('Until the stage is drawn, JavaScript:', first)
list('Until the stage is drawn, styles:', new Set(firstKeys.flatMap((key) => manifest[key].css ?? [])))
const later = list('After the picture:', after)
list('Worker, and what is loaded on demand:', rest)
console.log(`After the picture: ${later.toFixed(1)} kB gz more.`)
console.log(`First-screen JavaScript: ${total.toFixed(1)} kB gz of ${LIMIT_KB} allowed.`)
if (total > LIMIT_KB) process.exitCode = 1
