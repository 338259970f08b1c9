import { getTranslations } from 'next-intl/server'
import { orNotFound } from '@/app/_server/or-not-found'
import { requireActor } from '@/app/_server/session'
import { LayerTabs } from '@/components/config/layer-tabs'
import { listEnvironments } from '@/lib/environments/queries'

/** Which layer of the variables is shown, and when a change takes effect. */
export default async function ConfigLayout({ params, children }: LayoutProps<'/apps/[app]/config'>) {
  const [actor, { app }, t] = await Promise.all([requireActor(), params, getTranslations('config')])
  const environments = await orNotFound(listEnvironments(actor, app))
  return (
    <>
      <h2 className="sr-only">{t('title')}</h2>
      <LayerTabs application={app} environments={environments.map(({ slug, name, tier }) => ({ slug, name, tier }))} />
      <p className="pb-4 text-muted">{t('takesEffect')}</p>
      {children}
    </>
  )
}
