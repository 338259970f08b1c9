import { useTranslations } from 'next-intl'

/** A length of time in the reader's words, no finer than it is worth: 40 ms, 3.2 s, 48 s, 1 min 40 s, 2 h 5 min. */
export function useDuration() {
  const t = useTranslations('deployments.duration')
  return (ms: number): string => {
    const seconds = Math.round(ms / 1000)
    if (ms < 950) return t('ms', { ms: Math.round(ms) })
    if (ms < 9950) return t('seconds', { seconds: Math.round(ms / 100) / 10 })
    if (seconds < 60) return t('seconds', { seconds })
    const minutes = Math.floor(seconds / 60)
    if (minutes < 60) return t('minutes', { minutes, seconds: seconds % 60 })
    return t('hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
  }
}

/** An estimate says no more than it knows: below ten seconds to one, then to five, above a minute to ten, above five to a minute. */
export function roundEstimate(ms: number): number {
  const stepMs = ms < 10_000 ? 1000 : ms < 60_000 ? 5000 : ms < 300_000 ? 10_000 : 60_000
  return Math.max(1000, Math.round(ms / stepMs) * stepMs)
}
