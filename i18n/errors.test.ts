import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { namesIn } from '@/components/ui/words'
import en from '@/messages/en'
import zh from '@/messages/zh-CN'

/** A sentence in the sources: the key of its translation, and the values that come along; `null`: not written at that place. */
interface Said {
  key: string
  values: string[] | null
  where: string
}

const english: Record<string, unknown> = { ...en.branches.gates, ...en.errors }
const chinese: Record<string, unknown> = { ...zh.branches.gates, ...zh.errors }

// The API answers programs, in English.
const sources = ['lib', 'worker', 'app']
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file)))
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|\/testing\/|^lib\/api\//.test(file))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }))

const errors = sources.flatMap(({ file, text }) => [
  ...callsOf(text, /new DomainError\(/g).flatMap((call) => saidByError(file, text, call)),
  ...callsOf(text, /new ProxyError\(/g).flatMap((call) => saidByError(file, text, call, 'proxy-')),
])
const gates = sources
  .filter(({ file }) => file.startsWith('lib/gates/'))
  .flatMap(({ file, text }) =>
    callsOf(text, /\b(?:pass|warn|block)\(/g).flatMap((call): Said[] => {
      const [, key] = textsIn(call)
      const params = /(\{[^{}]*\}|\bwhere),?$/.exec(call)?.[1]
      return key ? [{ key, values: params ? namesOf(params) : [], where: file }] : []
    }),
  )
/** Words that are made without an error: in a row, or in a report. */
const written = sources.flatMap(({ file, text }) => [
  ...[...text.matchAll(/key: '([a-z-]+)', params: (\{[^}]*\})/g)].map(
    ([, key = '', params = '']): Said => ({ key, values: namesOf(params), where: file }),
  ),
  ...[...text.matchAll(/(?:key: |errorCode: |timed\([^']*)'([a-z]+-[a-z-]+)'/g)].map(
    ([, key = '']): Said => ({ key, values: null, where: file }),
  ),
])

describe('every sentence has its words in both languages', () => {
  test('the sources were read', () => {
    expect([errors.length > 100, gates.length > 10, written.length > 20]).toEqual([true, true, true])
  })

  test.each([...errors, ...gates, ...written].map((said) => [said.key, said] as const))('%s', (key, { values, where }) => {
    expect(english, where).toHaveProperty([key])
    expect(chinese, where).toHaveProperty([key])
    const asked = namesIn(String(chinese[key]))
    // The detail is the English sentence: the other language must do without it.
    expect(asked, where).not.toContain('detail')
    if (values) expect(values, where).toEqual(expect.arrayContaining(asked))
  })

  test('what a schema says of a field is among the fields', () => {
    const schemas = sources.filter(({ file, text }) => text.includes("from 'zod'") && file !== 'lib/env.ts')
    const checks = schemas.flatMap(({ text }) => callsOf(text, /\.(?:regex|refine)\(/g))
    const messages = checks.flatMap((call) => / '([^']+ [^']+)',?\s*(?:\}|$)/.exec(call)?.[1] ?? [])
    expect(Object.values(en.fields)).toEqual(expect.arrayContaining(messages))
    expect(Object.values(en.fields).filter((text) => !schemas.some((schema) => schema.text.includes(`'${text}'`)))).toEqual([])
  })
})

/** What stands between the parentheses of each such call. */
function callsOf(text: string, opening: RegExp): string[] {
  return [...text.matchAll(opening)].map(({ 0: match, index }) => {
    const start = index + match.length
    let depth = 1
    let end = start
    for (; depth > 0 && end < text.length; end++)
      depth += '([{'.includes(text.charAt(end)) ? 1 : ')]}'.includes(text.charAt(end)) ? -1 : 0
    return text.slice(start, end - 1).trim()
  })
}

function saidByError(file: string, source: string, call: string, prefix = ''): Said[] {
  const params = /\bparams: (\{.*)/s.exec(call)?.[1]
  const values = params ? namesOf(params) : /\bparams\b/.test(call) ? null : []
  const said = (keys: string[]) => keys.map((key): Said => ({ key, values, where: file }))
  const named = /\bkey: ([^,}]+)/.exec(call) ?? (/\bkey\b/.test(call) ? null : /\breason: ([^,}]+)/.exec(call))
  if (named?.[1]?.includes('-failed`')) return said(['test-failed', 'migrate-failed', ...textsIn(named[1])])
  if (named && textsIn(named[1] ?? '').length > 0) return said(textsIn(named[1] ?? ''))
  if (!/\b(?:key|reason)\b/.test(call))
    return said(
      textsIn(call)
        .slice(0, 1)
        .map((code) => prefix + code),
    )
  // The key comes from whoever calls the helper that makes the error, or from a table of the same file.
  const handedOn = callsOf(source, /\b(?:refuse|invalidFile)\(/g).flatMap((inner) => textsIn(inner).slice(0, 1))
  return handedOn.map((key) => ({ key, values: null, where: file }))
}

/** Keys and codes among the texts of an expression. */
function textsIn(code: string) {
  return [...code.matchAll(/'([a-z]+(?:-[a-z]+)*)'/g)].map(([, text = '']) => text)
}

/** The names in an object's literal, whatever it holds further in. */
function namesOf(literal: string): string[] | null {
  if (!/^\{\s*[^.\s]/.test(literal)) return null
  const [inner = ''] = callsOf(literal, /^\{/g)
  return [...inner.matchAll(/(?:^|[,{]\s*)(\w+)\s*(?=[:,}]|$)/g)].map(([, name = '']) => name)
}
