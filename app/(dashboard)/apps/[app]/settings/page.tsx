import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { orNotFound } from '@/app/_server/or-not-found'
import { requireActor } from '@/app/_server/session'
import { removeDemo } from '@/app/(dashboard)/actions'
import { ApplicationFacts } from '@/components/settings/application-facts'
import { BuildForm } from '@/components/settings/build-form'
import { CloneAccess } from '@/components/settings/clone-access'
import { DeleteApplication } from '@/components/settings/delete-application'
import { GeneralForm } from '@/components/settings/general-form'
import { RemoveDemoHere } from '@/components/settings/remove-demo-here'
import { RepositoryForm } from '@/components/settings/repository-form'
import { ServiceForm } from '@/components/settings/service-form'
import { Section } from '@/components/ui/section'
import { can } from '@/lib/access/can'
import { getApplication } from '@/lib/applications/queries'
import { viewApplication } from '@/lib/applications/view'
import { findGitAccess } from '@/lib/demo/application'
import { listEnvironments } from '@/lib/environments/queries'
import { remove, update } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings.application')
  return { title: t('title') }
}

/** Where the code comes from, how it is built and served, and the way to be rid of it. */
export default async function ApplicationSettingsPage({ params }: PageProps<'/apps/[app]/settings'>) {
  const [actor, { app }, t, demo] = await Promise.all([
    requireActor(),
    params,
    getTranslations('settings.application'),
    getTranslations('demo'),
  ])
  const application = viewApplication(await orNotFound(getApplication(actor, app)))
  // The demo's git server may not have been started yet; its address is then not known.
  const [access, environments] = await Promise.all([
    findGitAccess(actor, application).catch(() => null),
    listEnvironments(actor, app),
  ])
  const resource = { applicationId: application.id }
  const { slug, build, service } = application
  return (
    <div className="max-w-3xl">
      <h2 className="sr-only">{t('title')}</h2>
      {access && (
        <Section title={demo('clone.title')} className="border-t-0 pt-0">
          <CloneAccess access={access} />
        </Section>
      )}
      {can(actor, 'application.update', resource) ? (
        <>
          <Section title={t('general')}>
            <GeneralForm application={slug} name={application.name} baseBranch={application.baseBranch} update={update} />
          </Section>
          <Section title={t('repository')}>
            <RepositoryForm application={slug} repository={application.repository} update={update} />
          </Section>
          <Section title={t('build')}>
            <BuildForm application={slug} build={build} update={update} />
          </Section>
          <Section title={t('service')}>
            <ServiceForm application={slug} service={service} update={update} />
          </Section>
        </>
      ) : (
        <ApplicationFacts application={application} />
      )}
      {application.isDemo && can(actor, 'demo.remove') ? (
        <Section title={demo('remove')}>
          <RemoveDemoHere remove={removeDemo} />
        </Section>
      ) : (
        can(actor, 'application.delete', resource) && (
          <Section title={t('delete.section')}>
            <DeleteApplication
              application={{ slug, name: application.name }}
              environments={environments.map((environment) => ({ name: environment.name, isLive: environment.live !== null }))}
              remove={remove}
            />
          </Section>
        )
      )}
    </div>
  )
}
