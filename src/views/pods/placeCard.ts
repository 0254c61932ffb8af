/** Puts the card above its token; below it, or beside it, where there is no room; always inside the stage. */
const MARGIN = 12
const GAP = 14

const clamp = (at: number, most: number): number => Math.max(MARGIN, Math.min(most, at))

export function placeCard(card: HTMLElement, uid: string): void {
  const stage = card.parentElement
  const token = stage?.querySelector<HTMLElement>(`[data-pod="${CSS.escape(uid)}"]`)
  if (!stage) return
  const frame = stage.getBoundingClientRect()
  const box = token?.getBoundingClientRect()
  const [w, h] = [card.offsetWidth, card.offsetHeight]
  if (!box) {
    // The pod is gone: its card stays where it stood.
    if (card.style.left) return
    card.style.left = `${(frame.width - w) / 2}px`
    card.style.top = `${Math.max(MARGIN, (frame.height - h) / 2)}px`
    return
  }
  const x = box.left + box.width / 2 - frame.left - w / 2
  const above = box.top - frame.top - h - GAP
  const below = box.bottom - frame.top + GAP
  const fits = above >= MARGIN || below + h <= frame.height - MARGIN
  // A tall card stands beside its token rather than on it.
  const right = box.right - frame.left + GAP
  const beside = right + w <= frame.width - MARGIN ? right : box.left - frame.left - w - GAP
  const left = fits ? x : beside
  const top = above >= MARGIN ? above : fits ? below : box.top - frame.top + box.height / 2 - h / 2
  card.style.left = `${clamp(left, frame.width - w - MARGIN)}px`
  card.style.top = `${clamp(top, frame.height - h - MARGIN)}px`
}
