import type { Metadata } from 'next'
import { orNotFound } from '@/app/_server/or-not-found'
import { requireActor } from '@/app/_server/session'
import { ApplicationTabs } from '@/components/applications/application-tabs'
import { FetchNote } from '@/components/applications/fetch-note'
import { RemoteInfo } from '@/components/applications/remote-info'
import { RefreshOnEvents } from '@/components/live/refresh-on-events'
import { PageHeader } from '@/components/ui/page-header'
import { can } from '@/lib/access/can'
import { getApplication } from '@/lib/applications/queries'
import { viewApplication } from '@/lib/applications/view'
import { findGitAccess } from '@/lib/demo/application'
import { listEnvironments } from '@/lib/environments/queries'
import { refresh } from './actions'

export async function generateMetadata({ params }: LayoutProps<'/apps/[app]'>): Promise<Metadata> {
  const application = await orNotFound(getApplication(await requireActor(), (await params).app))
  return { title: { default: application.name, template: `%s · ${application.name} · Branchline` } }
}

/** The frame of an application's pages: its name and remote, and the way to its stations. */
export default async function ApplicationLayout({ params, children }: LayoutProps<'/apps/[app]'>) {
  const actor = await requireActor()
  const { app } = await params
  const application = viewApplication(await orNotFound(getApplication(actor, app)))
  const [environments, access] = await Promise.all([
    listEnvironments(actor, app),
    findGitAccess(actor, application).catch(() => null),
  ])
  const canRefresh = can(actor, 'branch.refresh', { applicationId: application.id })
  return (
    <>
      <RefreshOnEvents applicationId={application.id} />
      <PageHeader
        title={application.name}
        actions={<RemoteInfo application={application} access={access} refresh={canRefresh ? refresh : undefined} />}
      />
      <ApplicationTabs
        application={app}
        stations={environments.map(({ slug, name, tier, live, lastAttempt, isStopped }) => ({
          slug,
          name,
          tier,
          isStopped,
          isLive: live !== null,
          attempt: lastAttempt && lastAttempt.id !== live?.id ? lastAttempt.status : null,
        }))}
      />
      <FetchNote application={application} />
      {children}
    </>
  )
}
