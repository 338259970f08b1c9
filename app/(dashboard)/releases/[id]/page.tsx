import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { orNotFound } from '@/app/_server/or-not-found'
import { requireActor } from '@/app/_server/session'
import { ApproveButton } from '@/components/approvals/approve-button'
import { DecisionBar } from '@/components/approvals/decision-bar'
import { Decisions } from '@/components/approvals/decisions'
import { Expiry } from '@/components/approvals/expiry'
import { RejectButton } from '@/components/approvals/reject-button'
import { RefreshOnEvents } from '@/components/live/refresh-on-events'
import { BranchChanges } from '@/components/releases/branch-changes'
import { ChangedFiles } from '@/components/releases/changed-files'
import { ConfigChanges } from '@/components/releases/config-changes'
import { RiskStrip } from '@/components/releases/risk-strip'
import { TestedIn } from '@/components/releases/tested-in'
import { WayBack } from '@/components/releases/way-back'
import { ProductionRule } from '@/components/shell/production-rule'
import { StatusFavicon } from '@/components/shell/status-favicon'
import { EnvironmentBadge } from '@/components/ui/environment-badge'
import { PageHeader } from '@/components/ui/page-header'
import { Person } from '@/components/ui/person'
import { Section } from '@/components/ui/section'
import { Sha } from '@/components/ui/sha'
import { DeploymentStatusMark, deploymentFaces } from '@/components/ui/status'
import { Time } from '@/components/ui/time'
import { getDeployment } from '@/lib/deployments/queries'
import { approve, reject } from './actions'
import { readRelease } from './read-release'

export async function generateMetadata({ params }: PageProps<'/releases/[id]'>): Promise<Metadata> {
  const [{ application, number, environment, status }, t] = await Promise.all([
    orNotFound(getDeployment(await requireActor(), (await params).id)),
    getTranslations('approvals.page'),
  ])
  const isWaiting = status === 'awaiting_approval'
  return { title: t(isWaiting ? 'tabWaiting' : 'tab', { application, number, place: environment }) }
}

/** What a person needs to decide about a release, in reading order, for one hand. */
export default async function ReleasePage({ params }: PageProps<'/releases/[id]'>) {
  const page = await readRelease(await requireActor(), (await params).id)
  const { application, deployment, environment, approval, comparison, changes, replaced } = page
  const t = await getTranslations('approvals.page')
  const isWaiting = deployment.status === 'awaiting_approval'
  const what = { application: application.slug, number: deployment.number, place: environment.slug }
  const actOn = { ...what, id: deployment.id, digest: deployment.release?.digest ?? '' }
  return (
    <article className="mx-auto max-w-2xl">
      <RefreshOnEvents applicationId={application.id} />
      <StatusFavicon tone={deploymentFaces[deployment.status].tone} />
      {environment.tier === 'production' && <ProductionRule />}
      <PageHeader
        eyebrow={
          <>
            <EnvironmentBadge tier={environment.tier}>{environment.name}</EnvironmentBadge>
            <DeploymentStatusMark status={deployment.status} />
            <Link href={`/deployments/${deployment.number}` as Route} className="underline underline-offset-2">
              {t('toDeployment')}
            </Link>
          </>
        }
        title={t(isWaiting ? 'question' : 'title', what)}
        description={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="flex items-center gap-1.5">
              <Person name={deployment.requestedBy.name} className="text-ink" />
              {t.rich('asked', { at: () => <Time key="at" at={deployment.queuedAt} /> })}
            </span>
            {isWaiting && approval.expiresAt && <Expiry at={approval.expiresAt} />}
          </span>
        }
      />
      {deployment.note && <p className="mb-4 whitespace-pre-line border-l-2 border-control pl-3">{deployment.note}</p>}
      <RiskStrip
        migration={environment.commands.migrate}
        comparison={comparison}
        liveThisWeek={page.liveThisWeek}
        place={environment.slug}
      />
      <Decisions approvals={deployment.approvals} required={approval.required} />
      <Section title={t('changes')}>
        {changes ? (
          <BranchChanges changes={changes} replaced={replaced?.number ?? null} />
        ) : (
          <p className="text-muted">{t('notMerged')}</p>
        )}
      </Section>
      {comparison && (
        <>
          <ConfigChanges config={comparison.config} />
          <ChangedFiles files={comparison.files} />
        </>
      )}
      <Section title={t('tested')}>
        <TestedIn deployments={page.tested} imageId={deployment.release?.imageId ?? null} />
      </Section>
      <Section title={t('wayBack')}>
        <WayBack
          place={environment.slug}
          replaced={replaced}
          isWaiting={isWaiting}
          keepWarmMs={environment.strategy.keepWarmMs}
        />
        {deployment.release && (
          <p className="flex flex-wrap items-center gap-x-2 pt-3 text-muted text-sm">
            {t('digest')} <Sha value={deployment.release.digest} />
          </p>
        )}
      </Section>
      {isWaiting && (
        <DecisionBar mine={approval.mine} rules={environment.policy.approvals} application={application.name}>
          {approval.mayReject && <RejectButton {...actOn} reject={reject} />}
          {approval.mine === 'may' && (
            <ApproveButton
              {...actOn}
              approve={approve}
              imageId={deployment.release?.imageId ?? null}
              strategy={environment.strategy.kind}
              etaMs={deployment.etaMs}
              othersNeeded={approval.required - approval.given - 1}
            />
          )}
        </DecisionBar>
      )}
    </article>
  )
}
