/** String literals of Go. @see go/src/strconv/quote.go */

const simple: Record<string, string> = {
  a: '\u0007', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\', "'": "'", '"': '"',
} // prettier-ignore

/**
 * strconv.Unquote of what stands between the quotes; undefined when it is no Go string.
 * @param quote the quote that must stand escaped; the other one must not
 */
export function unquoteGo(inside: string, quote: string): string | undefined {
  let wrong = false
  const text = inside.replace(
    /\\(x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-7]{3}|.?)/gs,
    (_, escape: string) => {
      if (/^[xuU]./.test(escape)) return String.fromCodePoint(Number.parseInt(escape.slice(1), 16))
      if (/^[0-7]{3}$/.test(escape)) return String.fromCodePoint(Number.parseInt(escape, 8))
      const char = simple[escape]
      if (char === undefined || ((escape === "'" || escape === '"') && escape !== quote)) wrong = true
      return char ?? ''
    },
  )
  return wrong ? undefined : text
}
