/** Splits a formatted text into plain, `*bold*` and `` `mono` `` pieces. A lone marker is text. */
export interface Piece {
  kind: 'plain' | 'bold' | 'mono'
  text: string
}

export function pieces(text: string): Piece[] {
  const out: Piece[] = []
  let end = 0
  for (const match of text.matchAll(/\*([^*\n]+)\*|`([^`\n]+)`/g)) {
    if (match.index > end) out.push({ kind: 'plain', text: text.slice(end, match.index) })
    out.push(
      match[1] === undefined ? { kind: 'mono', text: match[2] ?? '' } : { kind: 'bold', text: match[1] },
    )
    end = match.index + match[0].length
  }
  if (end < text.length) out.push({ kind: 'plain', text: text.slice(end) })
  return out
}

/** The text without markup, for accessible names and live regions. */
export const plain = (text: string): string =>
  pieces(text)
    .map((piece) => piece.text)
    .join('')
