/**
 * Which part may import which. The compiler keeps the core apart (tsconfig references); this reads the import lines
 * of all the rest and compares them with one table.
 */
import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'
import { filesBelow } from './lib/files.ts'

type Layer = 'sim' | 'kubectl' | 'worker' | 'store' | 'views' | 'lessons' | 'i18n' | 'app'

interface Allowed {
  /** Layers of src whose values and types may be imported. */
  layers: readonly Layer[]
  /** Single files or folders of other layers. */
  files?: readonly string[]
  /** Layers of which only types may be imported. */
  types?: readonly Layer[]
  /** npm packages; '*': any of package.json. */
  packages: readonly string[] | '*'
}

/** Selectors that hold no state and reach for nothing: views and the store may call them. */
const PURE = [
  'src/sim/time.ts',
  'src/sim/duration.ts',
  'src/sim/controllers/deployment/fenceposts.ts',
  'src/worker/picture',
]

const TABLE: Readonly<Record<Layer, Allowed>> = {
  sim: { layers: ['sim'], packages: ['yaml'] },
  kubectl: { layers: ['kubectl', 'sim'], packages: ['yaml'] },
  worker: { layers: ['worker', 'sim', 'kubectl'], types: ['i18n'], packages: ['yaml', 'valibot'] },
  lessons: { layers: ['lessons'], types: ['sim', 'kubectl', 'worker', 'i18n'], packages: [] },
  i18n: {
    layers: ['i18n'],
    types: ['sim', 'worker'],
    packages: [],
  },
  store: {
    layers: ['store', 'i18n'],
    files: ['src/worker/client.ts', ...PURE],
    types: ['worker', 'sim', 'kubectl'],
    packages: '*',
  },
  views: {
    layers: ['views', 'store', 'i18n'],
    files: PURE,
    types: ['worker', 'sim', 'lessons'],
    packages: '*',
  },
  app: {
    layers: ['app', 'views', 'store', 'lessons', 'i18n'],
    files: ['src/worker/client.ts', ...PURE],
    types: ['worker', 'sim'],
    packages: '*',
  },
}

/** Doors that gather a folder for those outside; no other file may only re-export. */
const BARRELS = ['src/sim/cluster.ts', 'src/worker/client.ts']

interface Import {
  from: string
  to: string
  typeOnly: boolean
}

const STATEMENT =
  /^(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|new URL\(\s*['"](\.[^'"]+)['"],\s*import\.meta\.url/gm

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(STATEMENT)].map(([, type, name, dynamic, url]) => ({
    from: file,
    to: name ?? dynamic ?? url ?? '',
    typeOnly: type !== undefined,
  }))
}

const layerOf = (path: string): Layer | undefined => {
  const [, layer = ''] = path.split('/')
  return layer in TABLE ? (layer as Layer) : undefined
}

const inside = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`)

/** `@scope/name/deep` → `@scope/name` */
const packageOf = (name: string): string => name.split('/', name.startsWith('@') ? 2 : 1).join('/')

function isAllowed({ from, to, typeOnly }: Import): boolean {
  const layer = layerOf(from)
  if (!layer) return false
  const { layers, files = [], types = [], packages } = TABLE[layer]
  if (!to.startsWith('.')) return packages === '*' || packages.includes(packageOf(to))
  const path = normalize(join(dirname(from), to)).replace(/\?.*$/, '')
  const target = layerOf(path)
  if (!target) return false
  return (
    layers.includes(target) ||
    files.some((place) => inside(path, place)) ||
    (typeOnly && types.includes(target))
  )
}

/** The stage is one view in three folders: what is drawn of pods and of the budget shares its clock and layout. */
const viewOf = (folder: string | undefined): string | undefined =>
  folder === 'pods' || folder === 'gauge' ? 'stage' : folder

/** A view's folder is its own: others may use only what `views/ui` holds, or a component as a whole. */
function reachesIntoAnotherView({ from, to }: Import): boolean {
  const [a, b] = [from, normalize(join(dirname(from), to))].map((path) => path.split('/'))
  if (!to.startsWith('.') || a?.[1] !== 'views' || b?.[1] !== 'views') return false
  // The gallery shows every view's parts, and ships with none.
  if (a[2] === 'gallery') return false
  return b[2] !== 'ui' && viewOf(a[2]) !== viewOf(b[2]) && !/^[A-Z]\w*\.tsx$/.test(b.at(-1) ?? '')
}

const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file)
const sources = filesBelow('src', /\.tsx?$/)
const imports = sources.filter((file) => !isTest(file)).flatMap(importsOf)
const show = ({ from, to, typeOnly }: Import): string => `${from} → ${typeOnly ? 'type ' : ''}${to}`

describe('imports', () => {
  it('go only in the directions of the table', () => {
    expect(imports.length).toBeGreaterThan(50)
    expect(imports.filter((one) => !isAllowed(one)).map(show)).toEqual([])
  })

  it('do not reach into another view', () => {
    expect(imports.filter(reachesIntoAnotherView).map(show)).toEqual([])
  })

  it('name the file with its extension', () => {
    const bare = imports.filter(
      ({ to }) => to.startsWith('.') && !/\.(tsx?|css|json|svg|woff2)(\?\w+)?$/.test(to),
    )
    expect(bare.map(show)).toEqual([])
  })

  it('find no barrels but the two doors', () => {
    const onlyReExports = (file: string): boolean => {
      const code = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
      return (
        code.trim() !== '' &&
        code.replace(/export\s+(type\s+)?[\w*{}\s,$]+?from\s+'\.[^']+'/g, '').trim() === ''
      )
    }
    expect(sources.filter((file) => !BARRELS.includes(file) && onlyReExports(file))).toEqual([])
  })

  it('would notice a wrong one', () => {
    const wrong = (from: string, to: string, typeOnly = false): boolean => !isAllowed({ from, to, typeOnly })
    expect(wrong('src/sim/a.ts', '../worker/protocol.ts', true)).toBe(true)
    expect(wrong('src/sim/a.ts', 'react')).toBe(true)
    expect(wrong('src/views/pods/a.tsx', '../../sim/cluster.ts')).toBe(true)
    expect(wrong('src/views/pods/a.tsx', '../../sim/cluster.ts', true)).toBe(false)
    expect(wrong('src/store/a.ts', '../views/ui/Button.tsx')).toBe(true)
    expect(wrong('src/kubectl/a.ts', '../sim/cluster.ts')).toBe(false)
  })
})

describe('source files', () => {
  it('stay below 300 lines', () => {
    const long = [...sources, ...filesBelow('scripts', /\.(ts|mjs)$/), ...filesBelow('e2e', /\.ts$/)]
      .map((file) => ({ file, lines: readFileSync(file, 'utf8').trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > 300)
    expect(long).toEqual([])
  })

  it('have no name that says nothing', () => {
    const vague = /(^|\/)(utils?|helpers?|common|misc|index)(\/|\.tsx?$)/
    expect(sources.filter((file) => vague.test(file))).toEqual([])
  })
})
