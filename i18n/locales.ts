export const locales = ['en', 'zh-CN'] as const
export type Locale = (typeof locales)[number]

export const localeNames: Record<Locale, string> = { en: 'English', 'zh-CN': '简体中文' }

export const localeCookie = 'locale'
export const timeZoneCookie = 'time-zone'

export const findLocale = (text: string | null | undefined) => locales.find((locale) => locale === text)

/** The first language of an Accept-Language header, by weight, that we speak; English otherwise. */
export function negotiateLocale(header: string | null): Locale {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const weight = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean)
      return { language: tag.toLowerCase().split('-')[0], weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
  for (const { language } of wanted) {
    const locale = locales.find((candidate) => candidate.split('-')[0] === language)
    if (locale) return locale
  }
  return 'en'
}
