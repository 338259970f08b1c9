import { readdirSync } from 'node:fs'
import { createTranslator } from 'next-intl'
import { describe, expect, test } from 'vitest'
import en from '@/messages/en'
import zh from '@/messages/zh-CN'
import { negotiateLocale } from './locales'

type Tree = { [key: string]: string | Tree }

const textsOf = (tree: Tree, path: string[] = []): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[[...path, key].join('.'), value] as [string, string]] : textsOf(value, [...path, key]),
  )

const english = textsOf(en)
const chinese = textsOf(zh)

/** Names an ICU text uses: `{name}`, `{count, plural, …}`, `<link>`. */
const argumentsOf = (text: string) =>
  [...text.matchAll(/\{\s*([a-zA-Z]+)\s*[,}]|<([a-zA-Z]+)>/g)].map(([, name, tag]) => name ?? tag).sort()

/** English words of the product and how Chinese says them; ux.md, "Words". Words that are also everyday English are left out. */
/** A message without the names of its arguments, which nobody reads. */
const wordsOf = (text: string) => text.replace(/\{\w+/g, '{')

const glossary: [RegExp, RegExp][] = [
  [/\benvironments?\b/i, /环境/],
  [/\bbranch sets?\b/i, /分支集/],
  [/\bbranch(es)?\b/i, /分支/],
  [/\bmerge preview\b/i, /合并预检/],
  [/\bconflicts?\b/i, /冲突/],
  [/\broll(ed)? back\b/i, /回滚/],
  [/\bclaim(s|ed)?\b/i, /占用/],
  [/\bfr(eeze|ozen)\b/i, /封网/],
  [/\bcanary\b/i, /灰度/],
  [/\bblue-green\b/i, /蓝绿/],
  [/\bqueued\b/i, /排队/],
  [/\baudit\b/i, /操作记录/],
  [/\bneeds you\b/i, /待我处理/],
  [/\bpromote\b/i, /晋级/],
  [/\bwithdraw\b/i, /撤下|撤回/],
  [/\bknown bugs?\b/i, /已知缺陷/],
]

describe('messages', () => {
  test('both languages have the same files', () => {
    expect(readdirSync('messages/zh-CN')).toEqual(readdirSync('messages/en'))
    expect(readdirSync('messages/en')).toEqual([...Object.keys(en).map((name) => `${name}.json`), 'index.ts'].sort())
  })

  test('both languages have the same keys, in the same order', () => {
    expect(chinese.map(([key]) => key)).toEqual(english.map(([key]) => key))
  })

  test('both languages are given the same values', () => {
    const used = (texts: [string, string][]) => Object.fromEntries(texts.map(([key, text]) => [key, new Set(argumentsOf(text))]))
    const [inEnglish, inChinese] = [used(english), used(chinese)]
    // A translation may leave a value out (a plural, a detail it has better words for); it may not ask for another one.
    // An error's values come with it, and its English sentence whole: errors.test.ts proves those.
    for (const [key, names] of Object.entries(inChinese).filter(([key]) => !key.startsWith('errors.'))) {
      for (const name of names) expect(inEnglish[key], `${key} asks for {${name}}`).toContain(name)
    }
  })

  test.each(['en', 'zh-CN'] as const)('every text of %s is valid ICU', (locale) => {
    const problems: string[] = []
    const t = createTranslator({
      locale,
      messages: locale === 'en' ? en : zh,
      onError: ({ code, message }) => code === 'INVALID_MESSAGE' && problems.push(message),
    }) as unknown as { raw: (key: string) => string } & ((key: string, values: object) => string)
    for (const [key, text] of locale === 'en' ? english : chinese) {
      t(key, Object.fromEntries(argumentsOf(text).map((name) => [name, 2])))
    }
    expect(problems).toEqual([])
  })

  test('Chinese uses the words of the glossary', () => {
    const inChinese = Object.fromEntries(chinese)
    const strays = english.flatMap(([key, text]) =>
      glossary
        .filter(([word, wanted]) => word.test(wordsOf(text)) && !wanted.test(inChinese[key] ?? ''))
        .map(([word]) => `${key}: "${text}" says ${word.source}, the translation is "${inChinese[key]}"`),
    )
    expect(strays).toEqual([])
  })

  test('Chinese is written with Chinese punctuation', () => {
    const strays = chinese.filter(([, text]) => /\p{Script=Han}[,;:!?]|[,;:!?]\p{Script=Han}/u.test(text))
    expect(strays).toEqual([])
  })
})

describe('the language of a visitor', () => {
  test.each([
    ['zh-TW,zh;q=0.9,en;q=0.8', 'zh-CN'],
    ['de,en-GB;q=0.7,zh;q=0.3', 'en'],
    ['fr', 'en'],
    ['en;q=0,zh', 'zh-CN'],
    [null, 'en'],
  ])('%j is answered in %s', (header, locale) => {
    expect(negotiateLocale(header)).toBe(locale)
  })
})
