/** Tests freeze what the API hands out, so that an accidental change throws at once; production does not pay for it. */

const switches = { devFreeze: false }

export function setDevFreeze(on: boolean): void {
  switches.devFreeze = on
}

export function freeze<T>(value: T): T {
  if (switches.devFreeze) deepFreeze(value)
  return value
}

function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  for (const part of Object.values(value)) deepFreeze(part)
}
