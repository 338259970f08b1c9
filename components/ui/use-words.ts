import { useTranslations } from 'next-intl'
import { sayIn, type Told, type Translator } from './words'

/** Says an error, a gate or a check, which came as an English sentence with its words, in the reader's language. */
export function useWords() {
  const t = useTranslations() as unknown as Translator
  return (told: Told) => sayIn(t, told)
}
