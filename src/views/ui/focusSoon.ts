/** Focuses what may not be drawn yet: it waits some frames for it. */
export function focusSoon(selector: string, tries = 20): void {
  const element = document.querySelector<HTMLInputElement>(selector)
  if (element) {
    element.focus()
    if (element.type !== 'search') element.select()
  } else if (tries > 0) requestAnimationFrame(() => focusSoon(selector, tries - 1))
}
