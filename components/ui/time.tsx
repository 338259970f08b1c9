'use client'

import { useFormatter, useTimeZone, useTranslations } from 'next-intl'
import { cn } from './cn'
import { isoInZone } from './iso-time'
import { useMinute } from './use-minute'

interface TimeProps {
  at: Date | string
  /** `auto`: today "14:05, 3 min ago", older "12 Nov 14:05". Default `auto`. */
  show?: 'auto' | 'relative' | 'absolute'
  className?: string
}

const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const dayMs = 86_400_000

export function Time({ at, show = 'auto', className }: TimeProps) {
  const t = useTranslations('common.time')
  const format = useFormatter()
  const timeZone = useTimeZone() ?? 'UTC'
  const now = useMinute()
  const date = new Date(at)

  const dayOf = (moment: Date) => format.dateTime(moment, { dateStyle: 'short' })
  const isToday = dayOf(date) === dayOf(now)
  const isRecent = Math.abs(now.getTime() - date.getTime()) < 300 * dayMs
  const day = format.dateTime(date, { day: 'numeric', month: 'short', ...(isRecent ? {} : { year: 'numeric' }) })
  const time = format.dateTime(date, clock)
  // A clock that is a little ahead of ours must not read "in 2 seconds".
  const isNow = Math.abs(now.getTime() - date.getTime()) < 45_000
  const ago = isNow ? t('now') : format.relativeTime(date, { now, style: 'short' })

  const text =
    show === 'relative'
      ? ago
      : show === 'auto' && isToday
        ? t('today', { time, ago })
        : isToday
          ? time
          : t('older', { day, time })
  return (
    <time dateTime={date.toISOString()} title={isoInZone(date, timeZone)} className={cn('whitespace-nowrap', className)}>
      {text}
    </time>
  )
}
