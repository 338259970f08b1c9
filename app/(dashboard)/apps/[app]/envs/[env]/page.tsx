import type { Route } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { requireActor } from '@/app/_server/session'
import { compare } from '@/app/(dashboard)/deployments/[n]/actions'
import { RollbackDialog } from '@/components/deployments/rollback-dialog'
import { AttemptNote } from '@/components/environments/attempt-note'
import { EnvironmentKeys } from '@/components/environments/environment-keys'
import { HereNow } from '@/components/environments/here-now'
import { HistoryList } from '@/components/environments/history-list'
import { NoPermission } from '@/components/environments/no-permission'
import { PendingList } from '@/components/environments/pending-list'
import { PowerActions } from '@/components/environments/power-actions'
import { PromoteDialog } from '@/components/environments/promote-dialog'
import { ReplicaTable } from '@/components/environments/replica-table'
import { RollbackBanner } from '@/components/environments/rollback-banner'
import { WithdrawDialog } from '@/components/environments/withdraw-dialog'
import { RuntimeLog } from '@/components/logs/runtime-log'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Section } from '@/components/ui/section'
import { amend, earlierLines, olderDeployments, preview, promote, restart, rollBack, stop, withdraw } from './actions'
import { type EnvironmentPage, readEnvironmentPage } from './read'

/** What is here now, how it is, and how it came to be: the page QA works from. */
export default async function Page({ params }: PageProps<'/apps/[app]/envs/[env]'>) {
  const { app, env } = await params
  const page = await readEnvironmentPage(await requireActor(), { application: app, environment: env })
  const t = await getTranslations('environments')
  const { environment, pending, history, replicas, may, numbers } = page
  const { live, lastAttempt } = environment
  const place = { application: app, environment: env }
  const deployHref = `/apps/${app}/branches?env=${env}`
  const hasFailed = lastAttempt?.id !== live?.id && (lastAttempt?.status === 'failed' || lastAttempt?.status === 'errored')
  const isEmpty = history.items.length === 0
  return (
    <>
      <EnvironmentKeys deployHref={may.deploy ? deployHref : null} />
      {live?.kind === 'rollback' && <Banner page={page} live={live} />}
      {live ? (
        <HereNow
          environment={environment}
          branches={page.branches}
          replicas={replicas}
          owner={page.owner}
          actions={<Actions page={page} deployHref={deployHref} />}
        />
      ) : (
        <EmptyState
          action={
            may.deploy && (
              <Button variant="primary" asChild>
                <Link prefetch={false} href={deployHref as Route}>
                  {t('actions.deployFirst', { env: env })}
                </Link>
              </Button>
            )
          }
        >
          {isEmpty ? t('empty') : t('nothingLive')}
        </EmptyState>
      )}
      {!may.deploy && (
        <div className="pb-6">
          <NoPermission what="deploy" granters={page.granters} />
        </div>
      )}
      {hasFailed && lastAttempt && <AttemptNote attempt={lastAttempt} />}
      <PendingList pending={pending} numbers={numbers} />
      {!isEmpty && (
        <>
          <Section title={t('instances.title')}>
            <ReplicaTable replicas={replicas} />
          </Section>
          <Section title={t('log')}>
            <RuntimeLog
              place={place}
              numbers={Object.fromEntries(history.items.map(({ id, number }) => [id, number]))}
              earlier={earlierLines}
            />
          </Section>
          <HistoryList place={place} first={{ ...history, numbers }} older={olderDeployments} />
        </>
      )}
    </>
  )
}

interface ActionsProps {
  page: EnvironmentPage
  deployHref: string
}

async function Actions({ page, deployHref }: ActionsProps) {
  const t = await getTranslations('environments.actions')
  const { environment, next, may } = page
  const { live, application, slug } = environment
  if (!live) return null
  const place = { application, environment: slug }
  return (
    <>
      {may.restart && (
        <PowerActions
          place={place}
          number={live.number}
          isStopped={environment.isStopped}
          may={may}
          restart={restart}
          stop={stop}
        />
      )}
      {may.rollBack && (
        <RollbackDialog live={live} targets={page.targets} usualMs={page.usualRollbackMs} compare={compare} rollBack={rollBack} />
      )}
      {may.withdraw && (
        <WithdrawDialog place={place} branches={page.branches.slice(0, -1)} number={live.number} withdraw={withdraw} />
      )}
      {next && may.promote && (
        <PromoteDialog
          application={application}
          from={{ slug, number: live.number }}
          to={next}
          preview={preview}
          promote={promote}
        />
      )}
      {may.deploy && (
        <Button variant="primary" className="order-first sm:order-none" asChild>
          <Link prefetch={false} href={deployHref as Route} aria-keyshortcuts="d">
            {t('deploy')}
          </Link>
        </Button>
      )}
    </>
  )
}

function Banner({ page, live }: { page: EnvironmentPage; live: NonNullable<EnvironmentPage['environment']['live']> }) {
  const { numbers, may, targets } = page
  const went = live.replaces === null ? undefined : numbers.get(live.replaces)
  // What died after its switch does not come back, nor what has no image any more.
  const canReturn = targets.some(({ id, isImageKept }) => id === live.replaces && isImageKept)
  return (
    <RollbackBanner
      live={live}
      to={numbers.get(live.source ?? '') ?? null}
      from={live.replaces && went !== undefined ? { id: live.replaces, number: went } : null}
      mayAmend={may.rollBack}
      mayUndo={may.rollBack && canReturn}
      amend={amend}
      rollBack={rollBack}
    />
  )
}
