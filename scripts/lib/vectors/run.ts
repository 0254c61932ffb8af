/** Runs folders of vectors through the families and counts: one JSON value a line, plain or gzipped. */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { filesBelow } from '../files.ts'
import { FAMILIES, type Family } from './families.ts'

export interface Difference {
  family: string
  line: number
  vector: string
  expected: unknown
  got: unknown
}

export interface FamilyResult {
  family: string
  passed: number
  differences: Difference[]
}

const FILE = /\.jsonl(\.gz)?$/

function linesOf(path: string): string[] {
  const bytes = readFileSync(path)
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return text.split('\n').filter((line) => line.trim() !== '')
}

/** An exception of ours is a difference like any other, and does not stop the run. */
function answer(family: Family | undefined, line: string): { expected: unknown; got: unknown } {
  if (!family) return { expected: 'a family we know', got: 'no function for this file' }
  try {
    return family(JSON.parse(line))
  } catch (error) {
    return { expected: 'an answer', got: error instanceof Error ? error.message : String(error) }
  }
}

function runFile(path: string): FamilyResult {
  const family = basename(path).replace(FILE, '')
  const lines = linesOf(path)
  const differences = lines.flatMap((vector, index): Difference[] => {
    const { expected, got } = answer(FAMILIES[family], vector)
    return isDeepStrictEqual(expected, got) ? [] : [{ family, line: index + 1, vector, expected, got }]
  })
  return { family, passed: lines.length - differences.length, differences }
}

export const runVectors = (directory: string): FamilyResult[] => filesBelow(directory, FILE).map(runFile)
