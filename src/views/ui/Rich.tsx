/** A catalogue text with its `*bold*` and `` `mono` `` pieces. */
import { pieces } from '../../i18n/rich.ts'

export function Rich({ text }: { text: string }) {
  return pieces(text).map((piece, index) => {
    const key = `${index}${piece.kind}`
    if (piece.kind === 'bold') return <b key={key}>{piece.text}</b>
    if (piece.kind === 'mono') return <code key={key}>{piece.text}</code>
    return <span key={key}>{piece.text}</span>
  })
}
