import { expect, test } from 'vitest'
import { plain, spansOf, tame } from './ansi'

const shown = (raw: string) => plain(tame(raw))

test('colours are kept as stretches of text', () => {
  expect(spansOf(tame('a \x1b[1;31mred\x1b[0m b'))).toMatchObject([
    { text: 'a ', color: null, isBold: false },
    { text: 'red', color: 'red', isBold: true },
    { text: ' b', color: null, isBold: false },
  ])
  expect(spansOf(tame('\x1b[92mok\x1b[39m'))[0]).toMatchObject({ text: 'ok', color: 'green' })
})

test('colours of the large palettes and hidden text show as ordinary text', () => {
  expect(spansOf(tame('\x1b[38;5;226mpale\x1b[0m'))).toMatchObject([{ text: 'pale', color: null }])
  expect(spansOf(tame('\x1b[8mhidden\x1b[0m'))).toMatchObject([{ text: 'hidden' }])
})

test.each([
  ['a window title', '\x1b]0;rm -rf\x07text', 'text'],
  ['a link', '\x1b]8;;https://evil.example\x1b\\text\x1b]8;;\x1b\\', 'text'],
  ['a string nobody closes', 'before\x1b]52;c;aGk=', 'before'],
  ['a device control string', '\x1bPq#0\x1b\\text', 'text'],
  ['cursor moves and erasing', '\x1b[2J\x1b[1;1Htext\x1b[K\x1b[3A', 'text'],
  ['the eight-bit forms', '\x9b2Jtext\x9d0;title\x9c', 'text'],
  ['a reset and a charset', '\x1bc\x1b(0text\x1b=', 'text'],
  ['a private mode', '\x1b[?1049htext', 'text'],
  ['backspaces and a bell', 'te\x08\x08\x07xt', 'text'],
  ['a carriage return at the end', 'text\r', 'text'],
  ['carriage returns that would overwrite', '10%\r20%', '10% 20%'],
  ['reordering marks', 'a\u202etxet\u2066b', 'atxetb'],
  ['a lone escape', 'text\x1b', 'text'],
])('%s does nothing', (_, raw, text) => {
  expect(shown(raw)).toBe(text)
})

test('markup is text', () => {
  expect(spansOf(tame('<img onerror=alert(1)>'))).toMatchObject([{ text: '<img onerror=alert(1)>' }])
  expect(spansOf(tame('\x1b[31m<b>&amp;</b>'))).toMatchObject([{ text: '<b>&amp;</b>', color: 'red' }])
})

test('tabs and other scripts stay', () => {
  expect(shown('\t中文 é 😀')).toBe('\t中文 é 😀')
})
