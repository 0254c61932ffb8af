/**
 * The size budget of the built page, from dist/.vite/manifest.json: JavaScript of the first screen is the entry with
 * all that it imports statically, gzipped. Fails above the limit. The worker is listed apart: it loads beside the page.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const DIST = 'dist'
const LIMIT_KB = 170
/** Parts that the entry asks for at once, beside its static imports: what the first picture is drawn with. */
const PICTURE = ['src/views/stage/Stage.tsx', 'src/views/chart/CapacityChart.tsx']

const manifest = JSON.parse(readFileSync(join(DIST, '.vite/manifest.json'), 'utf8'))
const kb = (file) => gzipSync(readFileSync(join(DIST, file)), { level: 9 }).length / 1000
const line = (file, size) => console.log(`${size.toFixed(1).padStart(8)} kB gz  ${file}`)

/** Manifest keys of the entry and of its static imports, each once. */
function firstScreen(key, seen = new Set()) {
  if (seen.has(key)) return seen
  seen.add(key)
  for (const imported of manifest[key].imports ?? []) firstScreen(imported, seen)
  return seen
}

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry)
const first = [...firstScreen(entry)].map((key) => manifest[key].file).filter((file) => file.endsWith('.js'))
const css = [...firstScreen(entry)].flatMap((key) => manifest[key].css ?? [])
let total = 0
console.log('First screen, JavaScript:')
for (const file of first) {
  total += kb(file)
  line(file, kb(file))
}
const seen = firstScreen(entry)
const picture = PICTURE.filter((key) => manifest[key]).flatMap((key) => [...firstScreen(key, seen)])
const drawn = [...new Set(picture.map((key) => manifest[key].file))].filter((file) => !first.includes(file))
let later = 0
console.log('Stage and chart, asked for at once:')
for (const file of drawn) {
  later += kb(file)
  line(file, kb(file))
}
console.log('First screen, styles:')
for (const file of new Set(css)) line(file, kb(file))
const rest = readdirSync(join(DIST, 'assets'))
  .filter((name) => name.endsWith('.js') && ![...first, ...drawn].includes(`assets/${name}`))
  .map((name) => `assets/${name}`)

console.log('Worker and what is loaded on demand:')
for (const file of rest) line(file, kb(file))
console.log(`First-screen JavaScript: ${total.toFixed(1)} kB gz of ${LIMIT_KB} allowed.`)
console.log(`With stage and chart: ${(total + later).toFixed(1)} kB gz.`)
if (total > LIMIT_KB) process.exitCode = 1
