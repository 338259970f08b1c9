'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'

interface ErrorPageProps {
  error: Error & { digest?: string }
  reset: () => void
}

/** `digest` stands beside the error in the server's log. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const t = useTranslations('errors.page')
  const common = useTranslations('common')
  return (
    <div className="mx-auto max-w-xl px-4 py-[12dvh]">
      <h1 className="pb-3">{t('failedTitle')}</h1>
      <ErrorNote requestId={error.digest} now={<Button onClick={reset}>{common('retry')}</Button>}>
        {t('failedWhy')}
      </ErrorNote>
    </div>
  )
}
