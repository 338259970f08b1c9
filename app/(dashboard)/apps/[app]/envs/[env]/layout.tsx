import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { orNotFound } from '@/app/_server/or-not-found'
import { requireActor } from '@/app/_server/session'
import { ProductionRule } from '@/components/shell/production-rule'
import { EnvironmentBadge } from '@/components/ui/environment-badge'
import { TabLinks } from '@/components/ui/tabs'
import { can } from '@/lib/access/can'
import { getEnvironment } from '@/lib/environments/queries'

export async function generateMetadata({ params }: LayoutProps<'/apps/[app]/envs/[env]'>): Promise<Metadata> {
  const { app, env } = await params
  const { environment, application } = await orNotFound(getEnvironment(await requireActor(), app, env))
  return { title: { default: environment.name, template: `%s · ${environment.name} · ${application.name} · Branchline` } }
}

/** The frame of an environment's pages: what it is for. */
export default async function EnvironmentLayout({ params, children }: LayoutProps<'/apps/[app]/envs/[env]'>) {
  const { app, env } = await params
  const actor = await requireActor()
  const { environment, resource } = await orNotFound(getEnvironment(actor, app, env))
  const [t, common] = await Promise.all([getTranslations('environments'), getTranslations('common')])
  const base = `/apps/${app}/envs/${env}`
  const maySet = can(actor, 'environment.update', resource)
  return (
    <>
      {environment.tier === 'production' && <ProductionRule />}
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 pb-4">
        <h2 className="text-xl">
          <Link prefetch={false} href={base as Route} className="hover:underline">
            {environment.name}
          </Link>
        </h2>
        <EnvironmentBadge tier={environment.tier}>{common(`tier.${environment.tier}`)}</EnvironmentBadge>
        {environment.purpose && <p className="min-w-0 text-muted">{environment.purpose}</p>}
        {maySet && (
          <TabLinks
            label={t('tabs.label')}
            className="ml-auto border-b-0"
            links={[{ href: `${base}/settings` as Route, text: t('tabs.settings') }]}
          />
        )}
      </header>
      {children}
    </>
  )
}
