import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { orNotFound } from '@/app/_server/or-not-found'
import { requireActor } from '@/app/_server/session'
import { OlderLink } from '@/components/releases/older-link'
import { ReleaseList } from '@/components/releases/release-list'
import { EmptyState } from '@/components/ui/empty-state'
import { listDeployments } from '@/lib/deployments/queries'
import { listEnvironments } from '@/lib/environments/queries'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('releases')
  return { title: t('title') }
}

const pageSize = 50

/** Every release of the application that was deployed or tried, the newest first; any two can be compared. */
export default async function ReleasesPage({ params, searchParams }: PageProps<'/apps/[app]/releases'>) {
  const [actor, { app }, { cursor }, t] = await Promise.all([requireActor(), params, searchParams, getTranslations('releases')])
  const [{ items, nextCursor }, environments] = await orNotFound(
    Promise.all([
      listDeployments(actor, { application: app, limit: pageSize, cursor: typeof cursor === 'string' ? cursor : undefined }),
      listEnvironments(actor, app),
    ]),
  )
  const released = items.filter(({ release }) => release !== null)
  return (
    <>
      <h2 className="sr-only">{t('title')}</h2>
      {released.length > 0 ? (
        <ReleaseList application={app} deployments={released} environments={environments} />
      ) : (
        <EmptyState>{t(nextCursor || cursor ? 'emptyPage' : 'empty')}</EmptyState>
      )}
      <OlderLink cursor={nextCursor} />
    </>
  )
}
