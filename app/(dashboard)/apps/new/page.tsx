import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireActor } from '@/app/_server/session'
import { NewApplicationForm } from '@/components/applications/new-application-form'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { can } from '@/lib/access/can'
import { create } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('applications.new')
  return { title: t('title') }
}

export default async function NewApplicationPage() {
  const actor = await requireActor()
  const t = await getTranslations('applications.new')
  if (!can(actor, 'application.create')) return <EmptyState>{t('noRight')}</EmptyState>
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeader title={t('title')} description={t('what')} />
      <NewApplicationForm create={create} />
    </div>
  )
}
