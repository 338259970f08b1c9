import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { buttonStyle } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

/** Missing and hidden look alike. */
export default function NotFound() {
  const t = useTranslations('errors.page')
  return (
    <div className="py-[12dvh] text-center">
      <h1>{t('notFoundTitle')}</h1>
      <EmptyState
        action={
          <Link href="/" className={buttonStyle()}>
            {t('toBoard')}
          </Link>
        }
      >
        {t('notFoundNow')}
      </EmptyState>
    </div>
  )
}
