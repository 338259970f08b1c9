import 'server-only'
import { getTranslations } from 'next-intl/server'
import { DomainError } from '@/lib/errors'
import type messages from '@/messages/en'

type Reason = Exclude<keyof typeof messages.errors, 'page'>

/** An error as a sentence in the reader's language; what we have no words for keeps its own. */
export async function explain(error: unknown, requestId: string): Promise<string> {
  const t = await getTranslations('errors')
  if (!(error instanceof DomainError)) return t('unexpected', { requestId })
  const reasons = [error.reason, error.code].filter((reason): reason is Reason => reason !== 'page' && t.has(reason as Reason))
  const [reason] = reasons
  return reason ? t(reason, { ...error.params, detail: error.message, requestId }) : error.message
}
