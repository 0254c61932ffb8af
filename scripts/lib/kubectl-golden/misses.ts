/** Captures that the emulator does not reproduce, and why. docs/MODEL.md says the same to readers. */
export const knownMisses: Record<string, string> = {}
