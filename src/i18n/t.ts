/**
 * `t(id, values)`: the one door to user-visible text. Ids and the values each text asks for are checked by the
 * compiler against the English catalogue; other locales are whole or do not compile (see locales.ts). What the first
 * picture does not say is loaded after it: views that say more come with it (views/ui/picture.ts).
 */
import { en } from './en/catalogue.ts'
import type { later } from './en/later.ts'
import { format, formatClock, formatDuration, type Names, type Value } from './message.ts'
import { numberFormat } from './numbers.ts'

export type Catalogue = typeof en & typeof later
export type MessageId = keyof Catalogue
/** Ids of texts that ask for no values: what a table of labels may hold. */
export type PlainId = {
  [Id in MessageId]: [Names<Catalogue[Id]>] extends [never] ? Id : never
}[MessageId]
/** What another locale must supply, in two parts as English does. */
export type Translation = Record<keyof typeof en, string>
export type LaterTranslation = Record<keyof typeof later, string>

type Args<Id extends MessageId> = [Names<Catalogue[Id]>] extends [never]
  ? []
  : [values: Record<Names<Catalogue[Id]>, Value>]

let texts: Readonly<Record<string, string | undefined>> = en
let tag = 'en'

export function t<Id extends MessageId>(id: Id, ...args: Args<Id>): string {
  return format(texts[id] ?? id, args[0] ?? {}, tag)
}

/** A sentence the worker chose. An id the catalogue does not know is shown as it is, never swallowed. */
export function sentence(said: { id: string; values: Readonly<Record<string, Value>> }): string {
  return format(texts[said.id] ?? said.id, said.values, tag)
}

export const locale = (): string => tag
export const number = (n: number): string => numberFormat(tag).format(n)
/** ms → `2.8 s` */
export const duration = (ms: number): string => formatDuration(ms, numberFormat(tag))
/** ms → `00:57.0` */
export const clock = (ms: number): string => formatClock(ms)

/** Called by locales.ts once a locale is loaded. */
export function use(next: string, catalogue: Translation): void {
  tag = next
  texts = catalogue
}

/** The rest of the locale in use. */
export function add(later: LaterTranslation): void {
  texts = { ...texts, ...later }
}
