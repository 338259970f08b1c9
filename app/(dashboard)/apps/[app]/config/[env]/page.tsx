import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { orNotFound } from '@/app/_server/or-not-found'
import { requireActor } from '@/app/_server/session'
import { ResolvedTable } from '@/components/config/resolved-table'
import { VariableEditor } from '@/components/config/variable-editor'
import { VersionList } from '@/components/config/version-list'
import { OlderLink } from '@/components/releases/older-link'
import { ProductionRule } from '@/components/shell/production-rule'
import { Section } from '@/components/ui/section'
import { can } from '@/lib/access/can'
import { getVariables } from '@/lib/config/put-variables'
import { getConfig } from '@/lib/config/queries'
import { getEnvironment } from '@/lib/environments/queries'
import { save } from '../actions'
import { readVersions } from './read-versions'

export async function generateMetadata({ params }: PageProps<'/apps/[app]/config/[env]'>): Promise<Metadata> {
  const [t, { env }] = await Promise.all([getTranslations('config'), params])
  return { title: `${t('title')} · ${env}` }
}

/** An environment's own layer, what its containers get in the end, and how it came to be so. */
export default async function EnvironmentConfigPage({ params, searchParams }: PageProps<'/apps/[app]/config/[env]'>) {
  const [actor, { app, env }, { cursor }, t] = await Promise.all([
    requireActor(),
    params,
    searchParams,
    getTranslations('config'),
  ])
  const { environment, resource } = await orNotFound(getEnvironment(actor, app, env))
  const [variables, resolved, versions] = await Promise.all([
    getVariables(actor, app, env),
    getConfig(actor, app, env),
    readVersions(actor, app, env, typeof cursor === 'string' ? cursor : undefined),
  ])
  const canEdit = can(actor, 'config.update', resource)
  return (
    <>
      {canEdit && environment.tier === 'production' && <ProductionRule />}
      {!canEdit && <p className="pb-3 text-muted">{t('readOnly', { place: environment.name })}</p>}
      <VariableEditor
        key={env}
        name={`${app}/${env}`}
        application={app}
        environment={env}
        {...variables}
        canEdit={canEdit}
        save={save}
      />
      <Section title={t('resolved.title', { place: environment.name })} className="mt-8">
        <ResolvedTable items={resolved.items} />
      </Section>
      <Section title={t('versions.title')}>
        <VersionList versions={versions.items} />
        <OlderLink cursor={versions.nextCursor} />
      </Section>
    </>
  )
}
