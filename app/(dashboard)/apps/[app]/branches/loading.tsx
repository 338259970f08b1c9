import { useTranslations } from 'next-intl'
import { Skeleton, SkeletonRows } from '@/components/ui/skeleton'

export default function Loading() {
  const t = useTranslations('common')
  return (
    <div role="status" aria-label={t('loading')}>
      <Skeleton className="mb-4 h-9 w-64" />
      <SkeletonRows count={12} />
    </div>
  )
}
