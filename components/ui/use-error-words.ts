import { useTranslations } from 'next-intl'
import type messages from '@/messages/en'

type Reason = Exclude<keyof (typeof messages)['errors'], 'page'>

/** Says an error that was kept with its code and its English sentence (a step's, a fetch's) in the reader's language. */
export function useErrorWords() {
  const t = useTranslations('errors')
  return (code: string, message: string) =>
    code !== 'page' && t.has(code as Reason) ? t(code as Reason, { detail: message, requestId: '' }) : message
}
