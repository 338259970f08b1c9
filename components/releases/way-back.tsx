import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { DeploymentView } from '@/lib/deployments/view'

interface WayBackProps {
  /** The environment's slug. */
  place: string
  replaced: DeploymentView | null
  isWaiting: boolean
  keepWarmMs: number
}

/** What serves when the new release does not. */
export function WayBack({ place, replaced, isWaiting, keepWarmMs }: WayBackProps) {
  const t = useTranslations('releases.wayBack')
  if (!replaced) return <p>{t('nothing', { place })}</p>
  const link = (number: string | React.ReactNode) => (
    <Link prefetch={false} key="link" href={`/deployments/${replaced.number}` as Route} className="underline underline-offset-2">
      {number}
    </Link>
  )
  return (
    <>
      <p>{t.rich(isWaiting ? 'keeps' : 'replaced', { number: replaced.number, link })}</p>
      {isWaiting && keepWarmMs >= 60_000 && (
        <p className="text-muted">{t('warm', { minutes: Math.round(keepWarmMs / 60_000) })}</p>
      )}
    </>
  )
}
