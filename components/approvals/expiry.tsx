'use client'

import { useFormatter, useTimeZone, useTranslations } from 'next-intl'
import { cn } from '@/components/ui/cn'
import { isoInZone } from '@/components/ui/iso-time'
import { useMinute } from '@/components/ui/use-minute'

const soonMs = 2 * 3_600_000

/** How long an approval may still be given; stands out when that is less than two hours. */
export function Expiry({ at, className }: { at: string; className?: string }) {
  const t = useTranslations('approvals')
  const format = useFormatter()
  const timeZone = useTimeZone() ?? 'UTC'
  const now = useMinute()
  const date = new Date(at)
  const leftMs = date.getTime() - now.getTime()
  return (
    <time
      dateTime={at}
      title={isoInZone(date, timeZone)}
      className={cn('whitespace-nowrap', leftMs < soonMs && 'font-medium text-waiting', className)}
    >
      {leftMs <= 0 ? t('expiresNow') : t('expires', { in: format.relativeTime(date, now) })}
    </time>
  )
}
