'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { cn } from '@/components/ui/cn'

/** A stream that comes back at once is not worth a word. */
const patienceMs = 2000

/** A grey hairline above what may be out of date. `className` says where it lies. */
export function ConnectionNote({ lostAt, className = 'absolute top-0 z-10' }: { lostAt: number | null; className?: string }) {
  return lostAt === null ? null : <Lost key={lostAt} since={lostAt} className={className} />
}

function Lost({ since, className }: { since: number; className: string }) {
  const t = useTranslations('logs')
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds(Math.round((Date.now() - since) / 1000)), 1000)
    return () => clearInterval(timer)
  }, [since])
  if (seconds * 1000 < patienceMs) return null
  return (
    <div className={cn('inset-x-0 flex justify-center border-control border-t', className)}>
      <span role="status" className="sr-only">
        {t('lost')}
      </span>
      <span aria-hidden className="rounded-b-md bg-raised px-3 py-0.5 text-muted text-xs shadow-overlay">
        {t('reconnecting', { seconds })}
      </span>
    </div>
  )
}
