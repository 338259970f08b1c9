import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { requireActor } from '@/app/_server/session'
import { PageHeader } from '@/components/ui/page-header'
import { TabLinks } from '@/components/ui/tabs'
import { settingsPages } from './pages'

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const [actor, t] = await Promise.all([requireActor(), getTranslations('settings')])
  const links = settingsPages(actor).map(({ name, href }) => ({ href, text: t(`pages.${name}`) }))
  return (
    <>
      <PageHeader title={t('title')} />
      <TabLinks label={t('title')} links={links} className="mb-5" />
      {children}
    </>
  )
}
