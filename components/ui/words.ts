import type { Words } from '@/lib/words'

/** A sentence as it came: in English, and perhaps with what its translation needs. */
export interface Told extends Partial<Words> {
  message: string
}

/** next-intl's translator over all messages; keys that come from outside are not known to the compiler. */
export interface Translator {
  (key: string, values: Record<string, string | number>): string
  has(key: string): boolean
  raw(key: string): unknown
}

const places = ['errors', 'branches.gates']

/** The sentence in the reader's language; one whose words or values we do not have stays as it came. */
export function sayIn(t: Translator, { key, params, message }: Told): string {
  const place = key === undefined || key === 'page' ? undefined : places.find((place) => t.has(`${place}.${key}`))
  if (!place) return message
  const values: Words['params'] = { ...params, detail: message }
  const text = `${place}.${key}`
  return namesIn(String(t.raw(text))).every((name) => name in values) ? t(text, values) : message
}

/** The values that an ICU text asks for. */
export const namesIn = (text: string) => [...text.matchAll(/\{\s*([a-zA-Z]+)\s*[,}]/g)].map(([, name = '']) => name)
