import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { orNotFound } from '@/app/_server/or-not-found'
import { requireActor } from '@/app/_server/session'
import { AcrossEnvironments } from '@/components/config/across-environments'
import { VariableEditor } from '@/components/config/variable-editor'
import { Section } from '@/components/ui/section'
import { can } from '@/lib/access/can'
import { getApplication } from '@/lib/applications/queries'
import { getVariables } from '@/lib/config/put-variables'
import { getConfig } from '@/lib/config/queries'
import { listEnvironments } from '@/lib/environments/queries'
import { save } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('config')
  return { title: t('title') }
}

/** What counts in every environment, and below it what each of them gets in the end. */
export default async function ConfigPage({ params }: PageProps<'/apps/[app]/config'>) {
  const [actor, { app }, t] = await Promise.all([requireActor(), params, getTranslations('config')])
  const [application, variables, environments] = await orNotFound(
    Promise.all([getApplication(actor, app), getVariables(actor, app, null), listEnvironments(actor, app)]),
  )
  const columns = await Promise.all(
    environments.map(async ({ slug, name, tier }) => ({ slug, name, tier, items: (await getConfig(actor, app, slug)).items })),
  )
  // What holds everywhere reaches production too.
  const canEdit = can(actor, 'config.update', { applicationId: application.id, tier: 'production' })
  return (
    <>
      {!canEdit && <p className="pb-3 text-muted">{t('readOnlyEverywhere')}</p>}
      <VariableEditor
        key="everywhere"
        name={app}
        application={app}
        environment={null}
        {...variables}
        canEdit={canEdit}
        save={save}
      />
      {columns.some(({ items }) => items.length > 0) && (
        <Section title={t('across.title')} className="mt-8">
          <AcrossEnvironments application={app} columns={columns} />
        </Section>
      )}
    </>
  )
}
