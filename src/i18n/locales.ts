/**
 * The languages of the page. Each but English is loaded when chosen, in two parts: what the first picture says, and all
 * the rest after it. Both must be whole, so a missing text does not compile.
 */
import { en } from './en/catalogue.ts'
import { add, locale, use, type LaterTranslation, type Translation } from './t.ts'

interface Locale {
  /** In the language itself. */
  name: string
  load: () => Promise<Translation>
  loadLater: () => Promise<LaterTranslation>
}

/** ko and ja join with the lessons. */
const LOCALES: Record<string, Locale> = {
  en: {
    name: 'English',
    load: () => Promise.resolve(en),
    loadLater: () => import('./en/later.ts').then(({ later }) => later),
  },
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

let later: { tag: string; texts: Promise<void> } | null = null

/** The texts that the first picture does without, of the language in use; once. */
export function loadLaterTexts(): Promise<void> {
  const tag = locale()
  if (later?.tag !== tag)
    later = { tag, texts: (LOCALES[tag]?.loadLater() ?? Promise.reject(new Error(tag))).then(add) }
  return later.texts
}
