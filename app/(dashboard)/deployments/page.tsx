import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { requireActor } from '@/app/_server/session'
import { DeploymentFilters } from '@/components/deployments/deployment-filters'
import { DeploymentRow } from '@/components/deployments/deployment-row'
import { RefreshOnEvents } from '@/components/live/refresh-on-events'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { listApplications } from '@/lib/applications/queries'
import { numbersOf } from '@/lib/deployments/numbers'
import { ListDeploymentsInput, listDeployments } from '@/lib/deployments/queries'
import { listEnvironmentSlugs } from '@/lib/environments/list-slugs'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('deployments')
  return { title: t('title') }
}

/** What the address may say; anything else counts as not said. */
const Search = z.object({
  application: ListDeploymentsInput.shape.application.catch(undefined),
  environment: ListDeploymentsInput.shape.environment.catch(undefined),
  status: ListDeploymentsInput.shape.status.catch(undefined),
  cursor: ListDeploymentsInput.shape.cursor.catch(undefined),
})

/** Everything that was deployed, the newest first. */
export default async function DeploymentsPage({ searchParams }: PageProps<'/deployments'>) {
  const actor = await requireActor()
  const { cursor, ...filter } = Search.parse(await searchParams)
  const [t, { items: applications }, slugs] = await Promise.all([
    getTranslations('deployments'),
    listApplications(actor, { limit: 200 }),
    listEnvironmentSlugs(actor),
  ])
  const isKnown = !filter.application || applications.some(({ slug }) => slug === filter.application)
  const { items, nextCursor } = isKnown
    ? await listDeployments(actor, { ...filter, cursor, limit: 50 })
    : { items: [], nextCursor: null }
  const numbers = await numbersOf(
    actor,
    items.map(({ source }) => source),
  )
  const isFiltered = Object.values(filter).some(Boolean)
  return (
    <>
      {!cursor && <RefreshOnEvents />}
      <PageHeader title={t('title')} />
      <DeploymentFilters
        filter={filter}
        applications={applications.map(({ slug, name }) => ({ slug, name }))}
        environments={slugs}
      />
      {items.length === 0 ? (
        <EmptyState
          action={
            <Button asChild>
              <Link href={isFiltered || cursor ? '/deployments' : '/'}>{isFiltered || cursor ? t('showAll') : t('toBoard')}</Link>
            </Button>
          }
        >
          {isFiltered || cursor ? t('noneMatch') : t('none')}
        </EmptyState>
      ) : (
        <ul className="border-t">
          {items.map((deployment) => (
            <li key={deployment.id} className="flex border-b">
              <DeploymentRow deployment={deployment} source={numbers.get(deployment.source ?? '')} />
            </li>
          ))}
        </ul>
      )}
      <nav aria-label={t('pages')} className="flex gap-2 pt-4">
        {cursor && <PageLink query={filter}>{t('newest')}</PageLink>}
        {nextCursor && <PageLink query={{ ...filter, cursor: nextCursor }}>{t('older')}</PageLink>}
      </nav>
    </>
  )
}

const PageLink = ({ query, children }: { query: Record<string, string | undefined>; children: string }) => (
  <Button asChild>
    <Link
      href={
        `/deployments?${new URLSearchParams(Object.entries(query).flatMap(([key, value]) => (value ? [[key, value]] : [])))}` as Route
      }
    >
      {children}
    </Link>
  </Button>
)
