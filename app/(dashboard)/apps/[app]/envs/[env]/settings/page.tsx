import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { orNotFound } from '@/app/_server/or-not-found'
import { requireActor } from '@/app/_server/session'
import { DeleteEnvironment } from '@/components/environments/delete-environment'
import { NoPermission } from '@/components/environments/no-permission'
import { SettingsForm } from '@/components/environments/settings-form'
import { Section } from '@/components/ui/section'
import { can } from '@/lib/access/can'
import { listPeople, whoMay } from '@/lib/access/people'
import { getEnvironment, listEnvironments } from '@/lib/environments/queries'
import { remove, save } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('environments.tabs'))('settings') }
}

export default async function EnvironmentSettingsPage({ params }: PageProps<'/apps/[app]/envs/[env]/settings'>) {
  const actor = await requireActor()
  const { app, env } = await params
  const { application, resource } = await orNotFound(getEnvironment(actor, app, env))
  const [line, people, t] = await Promise.all([
    listEnvironments(actor, app),
    listPeople(actor, application.id),
    getTranslations('environments.delete'),
  ])
  const environment = line.find(({ slug }) => slug === env)
  if (!environment || !can(actor, 'environment.update', resource)) {
    const granters = whoMay(people, 'member.update', { applicationId: application.id })
    return <NoPermission what="settings" granters={granters.map(({ name }) => name).slice(0, 3)} />
  }
  return (
    <>
      <SettingsForm
        environment={environment}
        people={people.map(({ id, name }) => ({ id, name }))}
        others={line.filter(({ slug }) => slug !== env).map(({ slug, name }) => ({ slug, name }))}
        save={save}
      />
      {can(actor, 'environment.delete', resource) && (
        <Section title={t('heading')} className="mt-8 max-w-3xl">
          <p className="pb-3 text-muted">{t('what')}</p>
          <DeleteEnvironment place={{ application: app, environment: env }} remove={remove} />
        </Section>
      )}
    </>
  )
}
