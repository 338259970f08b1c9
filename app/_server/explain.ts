import 'server-only'
import { getTranslations } from 'next-intl/server'
import { sayIn, type Translator } from '@/components/ui/words'
import { DomainError, type FieldError } from '@/lib/errors'
import english from '@/messages/en/fields.json'

/** An error as a sentence in the reader's language; what we have no words for keeps its own. */
export async function explain(error: unknown, requestId: string): Promise<string> {
  const t = await getTranslations()
  if (!(error instanceof DomainError)) return t('errors.unexpected', { requestId })
  return sayIn(t as unknown as Translator, error)
}

const keys = new Map(Object.entries(english).map(([key, text]) => [text, key as keyof typeof english]))

/** What is wrong with a field, in the reader's language: a schema says it in English, and that text names its translation. */
export async function explainField({ path, message }: FieldError): Promise<FieldError> {
  const t = await getTranslations('fields')
  const key = keys.get(message)
  return { path, message: key ? t(key) : message }
}
