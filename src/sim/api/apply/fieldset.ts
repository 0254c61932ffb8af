/**
 * Sets of fields, as the trees that fieldsV1 holds: `f:spec`, `k:{"name":"web"}`, `v:"x"`. A step without anything
 * below it is in the set, and so is one with `.` among what is below.
 * @see sigs.k8s.io/structured-merge-diff/v6/fieldpath/set.go
 */
import { structOf, type FieldType } from '../schema/structs.ts'

export interface FieldTree {
  [step: string]: FieldTree
}

const SELF = '.'

const isIn = (tree: FieldTree | undefined): boolean =>
  tree !== undefined && (tree[SELF] !== undefined || isEmptySet(tree))

export function isEmptySet(tree: FieldTree): boolean {
  for (const _ in tree) return false
  return true
}

type Rule = (inA: boolean, inB: boolean) => boolean

/** The steps below, by name; `.` comes first of all by its sign. */
function childrenOf(a: FieldTree, b: FieldTree, rule: Rule): FieldTree {
  const steps = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()
  const out: FieldTree = {}
  for (const step of steps) {
    if (step === SELF) continue
    const [below, other] = [a[step], b[step]]
    const children = childrenOf(below ?? {}, other ?? {}, rule)
    const member = rule(isIn(below), isIn(other))
    if (isEmptySet(children)) {
      if (member) out[step] = {}
    } else out[step] = member ? { [SELF]: {}, ...children } : children
  }
  return out
}

export const union = (a: FieldTree, b: FieldTree): FieldTree => childrenOf(a, b, (inA, inB) => inA || inB)
export const difference = (a: FieldTree, b: FieldTree): FieldTree =>
  childrenOf(a, b, (inA, inB) => inA && !inB)
export const intersection = (a: FieldTree, b: FieldTree): FieldTree =>
  childrenOf(a, b, (inA, inB) => inA && inB)

/** Without the members of `gone` and all that is below them. */
export function withoutBelow(tree: FieldTree, gone: FieldTree): FieldTree {
  const out: FieldTree = {}
  for (const [step, below] of Object.entries(tree)) {
    const taken = gone[step]
    if (taken === undefined) out[step] = below
    else if (!isIn(taken)) {
      const rest = withoutBelow(below, taken)
      if (!isEmptySet(rest)) out[step] = rest
    }
  }
  return out
}

/** Adds the member at the end of `path`. */
export function insert(tree: FieldTree, path: readonly string[]): void {
  let at = tree
  let isNew = false
  for (const step of path) {
    // What has been a leaf stays in the set when something comes below it.
    if (at !== tree && !isNew && isEmptySet(at)) at[SELF] = {}
    isNew = at[step] === undefined
    at = at[step] ??= {}
  }
  if (!isNew && !isEmptySet(at)) at[SELF] = {}
}

/** The type of what a step leads to. */
export function typeBelow(type: FieldType, step: string): { type: FieldType; place: string } | undefined {
  if (type.kind === 'list' || type.kind === 'map') return { type: type.of, place: '' }
  if (type.kind !== 'struct') return undefined
  const name = step.slice(2)
  const field = structOf(type.struct).fields.get(name)
  return field && { type: field.type, place: `${type.struct}.${name}` }
}

/** The set with every field of a struct that something below it is in. */
export function withNamedFields(tree: FieldTree, type: FieldType): FieldTree {
  const out: FieldTree = {}
  for (const [step, below] of Object.entries(tree)) {
    const next = typeBelow(type, step)
    if (step === SELF || !next || isEmptySet(below)) {
      out[step] = below
      continue
    }
    const children = withNamedFields(below, next.type)
    out[step] = type.kind === 'struct' ? { [SELF]: {}, ...children } : children
  }
  return out
}

const shownStep = (step: string): string =>
  step.startsWith('f:')
    ? `.${step.slice(2)}`
    : step.startsWith('k:')
      ? `[${Object.entries(JSON.parse(step.slice(2)) as Record<string, unknown>)
          .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
          .join(',')}]`
      : `[=${step.slice(2)}]`

/** A path as errors write it: `.spec.containers[name="web"].image`. */
export const shownPath = (steps: readonly string[]): string => steps.map(shownStep).join('')

/** The members' paths: those of a level before what is below them. */
export function pathsOf(tree: FieldTree, prefix = ''): string[] {
  const steps = Object.keys(tree)
    .filter((step) => step !== SELF)
    .sort()
  const below = (step: string): FieldTree => tree[step] ?? {}
  return [
    ...steps.filter((step) => isIn(tree[step])).map((step) => prefix + shownStep(step)),
    ...steps.flatMap((step) => pathsOf(below(step), prefix + shownStep(step))),
  ]
}

export const has = (tree: FieldTree, step: string): boolean => isIn(tree[step])
