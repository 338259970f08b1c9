import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { orNotFound } from '@/app/_server/or-not-found'
import { requireActor } from '@/app/_server/session'
import { readChanges } from '@/app/(dashboard)/releases/read-changes'
import { BranchChanges } from '@/components/releases/branch-changes'
import { ChangedFiles } from '@/components/releases/changed-files'
import { ConfigChanges } from '@/components/releases/config-changes'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { Section } from '@/components/ui/section'
import { getApplication } from '@/lib/applications/queries'
import { compareDeployments } from '@/lib/deployments/compare-deployments'
import { getDeployment } from '@/lib/deployments/queries'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('releases.compare')
  return { title: t('title') }
}

/** What the later release has that the earlier one has not, and the other way round. */
export default async function ComparePage({ params, searchParams }: PageProps<'/apps/[app]/releases/compare'>) {
  const [actor, { app }, { from, to }, t] = await Promise.all([
    requireActor(),
    params,
    searchParams,
    getTranslations('releases.compare'),
  ])
  const back = (
    <Link href={`/apps/${app}/releases`} className="text-muted underline underline-offset-2 hover:text-ink">
      {t('back')}
    </Link>
  )
  if (typeof from !== 'string' || typeof to !== 'string' || from === to)
    return <EmptyState action={back}>{t('chooseTwo')}</EmptyState>
  const [application, before, after] = await orNotFound(
    Promise.all([getApplication(actor, app), getDeployment(actor, from), getDeployment(actor, to)]),
  )
  if (!before.release || !after.release || before.application !== app || after.application !== app) {
    return <EmptyState action={back}>{t('noRelease')}</EmptyState>
  }
  const [comparison, changes] = await Promise.all([
    compareDeployments(actor, from, to),
    readChanges(application.id, after.release, before.release),
  ])
  const side = ({ number, environment }: typeof before) => (
    <Link href={`/deployments/${number}` as Route} className="underline underline-offset-2">
      #{number} {environment}
    </Link>
  )
  return (
    <div className="max-w-3xl">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 pb-4">
        <h2>{t.rich('heading', { from: () => side(before), to: () => side(after) })}</h2>
        <Badge tone={comparison.isSameImage ? 'live' : 'plain'}>{t(comparison.isSameImage ? 'sameImage' : 'otherImage')}</Badge>
        <span className="ml-auto flex gap-3 text-sm">
          <Link
            href={`/apps/${app}/releases/compare?from=${to}&to=${from}` as Route}
            className="text-muted underline underline-offset-2 hover:text-ink"
          >
            {t('swap')}
          </Link>
          {back}
        </span>
      </div>
      <Section title={t('branches')}>
        <BranchChanges changes={changes} replaced={before.number} />
        {comparison.commits && <p className="pt-2 text-muted text-sm">{t('commits', { count: comparison.commits.count })}</p>}
      </Section>
      <ConfigChanges config={comparison.config} />
      <ChangedFiles files={comparison.files} />
    </div>
  )
}
