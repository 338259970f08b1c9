import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { StatusGlyph } from '@/components/ui/status'
import { Time } from '@/components/ui/time'
import type { DeploymentView } from '@/lib/deployments/view'

interface TestedInProps {
  /** The newest successful deployment of the same commit in each other environment. */
  deployments: DeploymentView[]
  imageId: string | null
}

/** Where this very commit runs or ran, and whether it is the same image. */
export function TestedIn({ deployments, imageId }: TestedInProps) {
  const t = useTranslations('releases.tested')
  if (deployments.length === 0) {
    return (
      <p className="flex gap-2">
        <StatusGlyph face={{ shape: 'diamond', tone: 'waiting' }} className="mt-1" />
        {t('nowhere')}
      </p>
    )
  }
  return (
    <ul className="border-t">
      {deployments.map(({ id, number, environment, status, liveAt, release }) => (
        <li key={id} className="flex min-h-row flex-wrap items-center gap-x-2 border-b py-1">
          <StatusGlyph face={{ shape: 'disc', tone: status === 'live' ? 'live' : 'idle' }} />
          <span>
            {t.rich(status === 'live' ? 'isLive' : 'wasLive', {
              place: environment,
              at: () => <Time key="at" at={liveAt ?? ''} show="absolute" />,
            })}
          </span>
          <span className="text-muted">{t(release?.imageId === imageId ? 'sameImage' : 'otherImage')}</span>
          <Link prefetch={false} href={`/deployments/${number}` as Route} className="ml-auto underline underline-offset-2">
            #{number}
          </Link>
        </li>
      ))}
    </ul>
  )
}
