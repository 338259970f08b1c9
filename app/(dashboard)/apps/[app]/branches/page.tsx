import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { orNotFound } from '@/app/_server/or-not-found'
import { requireActor } from '@/app/_server/session'
import { BranchPicker } from '@/components/branches/branch-picker'
import { ProductionRule } from '@/components/shell/production-rule'
import { EmptyState } from '@/components/ui/empty-state'
import { can } from '@/lib/access/can'
import { getApplication } from '@/lib/applications/queries'
import { findBranches } from '@/lib/branches/find-branches'
import { listBranches } from '@/lib/branches/list-branches'
import { getExpectedSet } from '@/lib/deployments/expected-set'
import { listEnvironments } from '@/lib/environments/queries'
import { deploy, moreBranches, preview } from './actions'
import { listInput, parseSearch } from './search'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('branches')
  return { title: t('title') }
}

const pageSize = 100

/** Tick the branches an environment shall contain, see whether they fit, deploy them. */
export default async function BranchesPage({ params, searchParams }: PageProps<'/apps/[app]/branches'>) {
  const actor = await requireActor()
  const { app } = await params
  const search = parseSearch(await searchParams)
  const input = listInput(search, actor)
  const [application, environments, page, t] = await Promise.all([
    orNotFound(getApplication(actor, app)),
    orNotFound(listEnvironments(actor, app)),
    orNotFound(listBranches(actor, app, { ...input, limit: pageSize })),
    getTranslations('branches'),
  ])
  const environment = environments.find(({ slug }) => slug === search.env) ?? environments[0]
  if (!environment) return <EmptyState>{t('noEnvironments')}</EmptyState>

  const start = await getExpectedSet(actor, { application: app, environment: environment.slug })
  const ofStart = await findBranches(
    actor,
    app,
    start.branches.map(({ name }) => name),
  )
  const canDeploy = can(actor, 'deployment.deploy', { applicationId: application.id, tier: environment.tier })
  return (
    <>
      {environment.tier === 'production' && canDeploy && <ProductionRule />}
      <BranchPicker
        application={{ slug: app, baseBranch: application.baseBranch }}
        environments={environments.map(({ slug, name, tier }) => ({ slug, name, tier }))}
        environment={{ id: environment.id, slug: environment.slug, name: environment.name, tier: environment.tier }}
        start={start}
        ofStart={ofStart}
        page={page}
        search={{ q: search.q ?? '', filter: search.filter, sort: search.sort }}
        listInput={input}
        canDeploy={canDeploy}
        actions={{ preview, deploy, moreBranches }}
      />
    </>
  )
}
