import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { requireActor } from '@/app/_server/session'
import { DemoNote } from '@/components/board/demo-note'
import { HealthNote, missingParts } from '@/components/board/health-note'
import { toGroups } from '@/components/board/lines'
import { Matrix } from '@/components/board/matrix'
import { NeedsYouList } from '@/components/board/needs-you-list'
import { RefreshOnEvents } from '@/components/live/refresh-on-events'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { can } from '@/lib/access/can'
import { listApplications } from '@/lib/applications/queries'
import { listDeployments } from '@/lib/deployments/queries'
import { listBoardEnvironments } from '@/lib/environments/queries'
import { checkHealth } from '@/lib/health'
import { removeDemo } from './actions'
import { needsYou } from './needs-you'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('board')
  return { title: t('title') }
}

export default async function BoardPage() {
  const actor = await requireActor()
  const [t, { items: applications }, environments, { items: awaiting }] = await Promise.all([
    getTranslations('board'),
    listApplications(actor, { limit: 200 }),
    listBoardEnvironments(actor),
    listDeployments(actor, { status: 'awaiting_approval', limit: 50 }),
  ])
  const addApplication = can(actor, 'application.create') && (
    <Button asChild>
      <Link href={'/apps/new' as Route}>{t('add')}</Link>
    </Button>
  )
  return (
    <>
      <RefreshOnEvents />
      <PageHeader title={t('title')} actions={applications.length > 0 && addApplication} />
      <Suspense>
        <Health />
      </Suspense>
      {applications.some(({ isDemo }) => isDemo) && can(actor, 'demo.remove') && <DemoNote remove={removeDemo} />}
      <NeedsYouList {...needsYou(actor, { applications, environments, awaiting }, new Date())} />
      {applications.length > 0 ? (
        <Matrix groups={toGroups(applications, environments)} />
      ) : (
        <EmptyState action={addApplication}>{can(actor, 'application.create') ? t('empty') : t('emptyForOthers')}</EmptyState>
      )}
    </>
  )
}

/** Its answer may take two seconds when something hangs; the map does not wait for it. */
async function Health() {
  const { checks } = await checkHealth()
  return <HealthNote missing={missingParts(checks)} />
}
