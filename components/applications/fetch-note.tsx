import { useTranslations } from 'next-intl'
import { ProgressBar } from '@/components/ui/progress-bar'
import { StatusGlyph } from '@/components/ui/status'
import { Time } from '@/components/ui/time'
import { useWords } from '@/components/ui/use-words'
import type { ApplicationView } from '@/lib/applications/view'

interface FetchNoteProps {
  application: Pick<ApplicationView, 'fetchedAt' | 'fetchError' | 'fetchErrorWords'>
}

/** Why the list of branches may be old, or is not there yet; nothing while it agrees with the remote. */
export function FetchNote({ application: { fetchedAt, fetchError, fetchErrorWords } }: FetchNoteProps) {
  const t = useTranslations('applications.fetch')
  const say = useWords()
  if (fetchError) {
    return (
      <div role="status" className="mb-5 flex gap-2.5 rounded-md bg-waiting-tint px-3.5 py-2.5">
        <StatusGlyph face={{ shape: 'diamond', tone: 'waiting' }} className="mt-1" />
        <div className="min-w-0">
          <p>{say({ message: fetchError, ...fetchErrorWords })}</p>
          <p className="text-muted text-sm">{fetchedAt ? t.rich('old', { at: () => <Time at={fetchedAt} /> }) : t('never')}</p>
        </div>
      </div>
    )
  }
  if (fetchedAt) return null
  return (
    <div role="status" className="mb-5">
      <p className="pb-1.5 text-muted">{t('first')}</p>
      <ProgressBar label={t('first')} />
    </div>
  )
}
