/** Puts the card above its token, or below it where there is no room, inside the stage. */
const MARGIN = 12
const GAP = 14

export function placeCard(card: HTMLElement, uid: string): void {
  const stage = card.parentElement
  const token = stage?.querySelector<HTMLElement>(`[data-pod="${CSS.escape(uid)}"]`)
  if (!stage) return
  const frame = stage.getBoundingClientRect()
  const box = token?.getBoundingClientRect()
  const [w, h] = [card.offsetWidth, card.offsetHeight]
  if (!box) {
    card.style.left = `${(frame.width - w) / 2}px`
    card.style.top = `${Math.max(MARGIN, (frame.height - h) / 2)}px`
    return
  }
  const x = box.left + box.width / 2 - frame.left - w / 2
  const above = box.top - frame.top - h - GAP
  const below = box.bottom - frame.top + GAP
  card.style.left = `${Math.min(frame.width - w - MARGIN, Math.max(MARGIN, x))}px`
  card.style.top = `${above >= MARGIN ? above : Math.min(below, Math.max(MARGIN, frame.height - h - MARGIN))}px`
}
