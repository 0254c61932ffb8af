import { describe, expect, it } from 'vitest'
import { COMMANDS } from './commands.ts'
import { commandOf, pressed, spelled } from './keys.ts'

const press = (
  key: string,
  held: Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey', true>> = {},
) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
})

describe('keys', () => {
  it('gives every key to one command', () => {
    const keys = COMMANDS.flatMap((command) => command.keys)
    expect(new Set(keys).size).toBe(keys.length)
  })
  it('names presses', () => {
    expect(pressed(press('r'))).toBe('r')
    expect(pressed(press('U', { shiftKey: true }))).toBe('Shift+U')
    expect(pressed(press('?', { shiftKey: true }))).toBe('?')
    expect(pressed(press('ArrowLeft', { shiftKey: true }))).toBe('Shift+ArrowLeft')
    expect(pressed(press('K', { metaKey: true, shiftKey: true }))).toBe('Mod+k')
    expect(pressed({ ...press('<', { shiftKey: true }), code: 'Comma' })).toBe('Shift+,')
    expect(pressed({ ...press(':', { shiftKey: true }), code: 'Period' })).toBe('Shift+.')
    expect(pressed({ ...press('.', { shiftKey: true }), code: 'Comma' })).toBe('.')
    expect(pressed(press('r', { altKey: true }))).toBeNull()
  })
  it('finds the commands of the map', () => {
    expect(commandOf(press('k', { ctrlKey: true }))?.id).toBe('palette')
    expect(commandOf(press(' '))?.id).toBe('play')
    expect(commandOf(press('.'))?.id).toBe('next')
    expect(commandOf({ ...press('>', { shiftKey: true }), code: 'Period' })?.id).toBe('nextEvent')
    expect(commandOf(press('r', { ctrlKey: true }))).toBeUndefined()
  })
  it('spells keys', () => {
    expect(spelled('Mod+k', true)).toBe('⌘ K')
    expect(spelled('Shift+ArrowLeft', false)).toBe('Shift ←')
    expect(spelled(' ', false)).toBe('Space')
  })
})
