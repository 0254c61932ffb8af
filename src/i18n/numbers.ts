/** Number formats and plural rules by locale, made once: making one costs far more than using it. */
const formats = new Map<string, Intl.NumberFormat>()
const plurals = new Map<string, Intl.PluralRules>()

export function numberFormat(locale: string): Intl.NumberFormat {
  let format = formats.get(locale)
  if (!format) formats.set(locale, (format = new Intl.NumberFormat(locale)))
  return format
}

export function pluralRules(locale: string): Intl.PluralRules {
  let rules = plurals.get(locale)
  if (!rules) plurals.set(locale, (rules = new Intl.PluralRules(locale)))
  return rules
}
