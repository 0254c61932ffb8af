/**
 * The languages of the page. Each but English is a module of its own, loaded when chosen; its default export must
 * be a whole `Translation`, so a missing text does not compile.
 */
import { en } from './en/catalogue.ts'
import { use, type Translation } from './t.ts'

/** Name of the language in itself → its catalogue. ko and ja join with the lessons. */
const LOCALES: Record<string, { name: string; load: () => Promise<Translation> }> = {
  en: { name: 'English', load: () => Promise.resolve(en) },
}

/** The first of the reader's languages that we speak. */
export function preferredLocale(languages: readonly string[]): string {
  for (const language of languages) {
    const base = language.split('-')[0] ?? ''
    if (base in LOCALES) return base
  }
  return 'en'
}

export async function loadLocale(tag: string): Promise<void> {
  const entry = LOCALES[tag]
  if (!entry) return
  use(tag, await entry.load())
}
