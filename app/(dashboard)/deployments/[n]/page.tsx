import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { orNotFound } from '@/app/_server/or-not-found'
import { requireActor } from '@/app/_server/session'
import { rollBack } from '@/app/(dashboard)/apps/[app]/envs/[env]/actions'
import { ChangesTab } from '@/components/deployments/changes-tab'
import { DeploymentActions } from '@/components/deployments/deployment-actions'
import { DeploymentDetails } from '@/components/deployments/deployment-details'
import { DeploymentHeading } from '@/components/deployments/deployment-heading'
import { DeploymentLog } from '@/components/deployments/deployment-log'
import { EndNotice } from '@/components/deployments/end-notice'
import { FailureNote } from '@/components/deployments/failure-note'
import { LiveDeployment } from '@/components/deployments/live-deployment'
import { ProgressLine } from '@/components/deployments/progress-line'
import { QueryTabs } from '@/components/deployments/query-tabs'
import { RefreshWhenChanged } from '@/components/deployments/refresh-when-changed'
import { RollbackDialog } from '@/components/deployments/rollback-dialog'
import { StepRail } from '@/components/deployments/step-rail'
import { VisitLink } from '@/components/deployments/visit-link'
import { ProductionRule } from '@/components/shell/production-rule'
import { EnvironmentBadge } from '@/components/ui/environment-badge'
import { PageHeader } from '@/components/ui/page-header'
import { getDeploymentByNumber } from '@/lib/deployments/queries'
import { cancel, compare, retry } from './actions'
import { readDeploymentPage, tabIn } from './read'

export async function generateMetadata({ params }: PageProps<'/deployments/[n]'>): Promise<Metadata> {
  const { number, application, environment } = await orNotFound(
    getDeploymentByNumber(await requireActor(), Number((await params).n)),
  )
  return { title: `${application} #${number} → ${environment}` }
}

/** One deployment, as it happens and for ever after. */
export default async function DeploymentPage({ params, searchParams }: PageProps<'/deployments/[n]'>) {
  const actor = await requireActor()
  const { n } = await params
  const tab = tabIn(await searchParams)
  const page = await readDeploymentPage(actor, Number(n), tab)
  const { deployment, environment, live, may, numbers } = page
  const t = await getTranslations('deployments')
  const base = `/deployments/${deployment.number}`
  return (
    <LiveDeployment key={deployment.id} deployment={deployment} usual={page.usual} servedAt={page.servedAt}>
      {environment.tier === 'production' && <ProductionRule />}
      <EndNotice />
      <RefreshWhenChanged applicationId={page.applicationId} />
      <PageHeader
        eyebrow={
          <>
            <Link prefetch={false} href={`/apps/${deployment.application}/branches`} className="hover:underline">
              {deployment.application}
            </Link>
            <Link prefetch={false} href={`/apps/${deployment.application}/envs/${deployment.environment}`}>
              <EnvironmentBadge tier={environment.tier}>{environment.name}</EnvironmentBadge>
            </Link>
            <span className="font-medium text-ink">#{deployment.number}</span>
          </>
        }
        title={<DeploymentHeading source={numbers.get(deployment.source ?? '')} />}
        description={<ProgressLine />}
        actions={
          <>
            {deployment.status === 'live' && <VisitLink url={deployment.url} />}
            {page.targets.length > 0 && (
              <RollbackDialog
                live={deployment}
                targets={page.targets}
                usualMs={page.usualRollbackMs}
                compare={compare}
                rollBack={rollBack}
              />
            )}
            <DeploymentActions may={may} live={live} cancel={cancel} retry={retry} />
          </>
        }
      />
      <FailureNote live={live} />
      <div className="grid gap-x-8 gap-y-3 lg:grid-cols-[14rem_minmax(0,1fr)]">
        <StepRail awaited={page.awaited} />
        <div className="min-w-0">
          <QueryTabs
            label={t('tabs.label')}
            current={tab}
            tabs={[
              { name: 'log', href: base, text: t('tabs.log') },
              { name: 'changes', href: `${base}?tab=changes`, text: t('tabs.changes') },
              { name: 'details', href: `${base}?tab=details`, text: t('tabs.details') },
            ]}
          />
          {tab === 'log' && <DeploymentLog />}
          {tab === 'changes' && <ChangesTab deployment={deployment} changes={page.changes} />}
          {tab === 'details' && <DeploymentDetails deployment={deployment} numbers={numbers} />}
        </div>
      </div>
    </LiveDeployment>
  )
}
