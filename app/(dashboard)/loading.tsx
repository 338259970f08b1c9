import { useTranslations } from 'next-intl'
import { Skeleton, SkeletonRows } from '@/components/ui/skeleton'

export default function Loading() {
  const t = useTranslations('common')
  return (
    <div role="status" aria-label={t('loading')}>
      <Skeleton className="mb-6 h-7 w-48" />
      <SkeletonRows />
    </div>
  )
}
