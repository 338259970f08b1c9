'use client'

import { useLocale, useTimeZone } from 'next-intl'
import { useMemo } from 'react'

/** Times of lines in the reader's zone, to the millisecond. */
export function useTimeOf(hasTimes: boolean) {
  const locale = useLocale()
  const timeZone = useTimeZone()
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(locale, {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      fractionalSecondDigits: 3,
      hourCycle: 'h23',
      timeZone,
    })
    return (at: string) => (hasTimes ? format.format(new Date(at)) : null)
  }, [locale, timeZone, hasTimes])
}
