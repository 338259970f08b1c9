import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { orNotFound } from '@/app/_server/or-not-found'
import { requireActor } from '@/app/_server/session'
import { NewEnvironmentForm } from '@/components/environments/new-environment-form'
import { NoPermission } from '@/components/environments/no-permission'
import { can } from '@/lib/access/can'
import { listPeople, whoMay } from '@/lib/access/people'
import { getApplication } from '@/lib/applications/queries'
import { create } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('environments.new'))('title') }
}

const tiers = ['development', 'testing', 'staging', 'production'] as const

export default async function NewEnvironmentPage({ params }: PageProps<'/apps/[app]/envs/new'>) {
  const actor = await requireActor()
  const { app } = await params
  const application = await orNotFound(getApplication(actor, app))
  const t = await getTranslations('environments.new')
  const allowed = tiers.filter((tier) => can(actor, 'environment.create', { applicationId: application.id, tier }))
  const granters = whoMay(await listPeople(actor, application.id), 'member.update', { applicationId: application.id })
  return (
    <>
      <h2 className="pb-1 text-xl">{t('title')}</h2>
      <p className="pb-5 text-muted">{t('what')}</p>
      {allowed.length > 0 ? (
        <NewEnvironmentForm application={app} tiers={allowed} create={create} />
      ) : (
        <NoPermission what="create" granters={granters.map(({ name }) => name).slice(0, 3)} />
      )}
    </>
  )
}
