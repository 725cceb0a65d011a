import { describe, expect, it } from 'vitest'
import { shortcutOf } from '../../renderer/features/debugger/shortcuts.ts'

const key = (key: string, held: object = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...held,
})

describe('keys', () => {
  it.each([
    [key('n'), { does: 'primary' }],
    [key('N', { shiftKey: true }), { does: 'to-end' }],
    [key('7'), { does: 'stage', number: 7 }],
    [key('e'), { does: 'edit-request' }],
    [key('h'), { does: 'hold' }],
    [key('H', { shiftKey: true }), { does: 'hold-all' }],
    [key('?', { shiftKey: true }), { does: 'keys' }],
    [key('F6', { shiftKey: true }), { does: 'previous-pane' }],
    [key('[', { ctrlKey: true, altKey: true }), { does: 'previous-tab' }],
    [key('Escape'), { does: 'escape' }],
  ])('%o', (pressed, shortcut) => {
    expect(shortcutOf(pressed, false)).toEqual(shortcut)
  })

  it.each([
    key('n', { ctrlKey: true }),
    key('r', { metaKey: true }),
    key('P', { shiftKey: true }),
    key('h', { ctrlKey: true }),
    key('Enter', { ctrlKey: true }),
    key('0'),
    key('x'),
    key('constructor'),
  ])('leaves %o to the browser', (pressed) => {
    expect(shortcutOf(pressed, false)).toBeNull()
  })

  it('gives letters to the text field that has the focus, but not Esc and F6', () => {
    expect(shortcutOf(key('n'), true)).toBeNull()
    expect(shortcutOf(key('?'), true)).toBeNull()
    expect(shortcutOf(key('Escape'), true)).toEqual({ does: 'escape' })
    expect(shortcutOf(key('F6'), true)).toEqual({ does: 'next-pane' })
  })
})
