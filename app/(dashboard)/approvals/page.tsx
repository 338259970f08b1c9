import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireActor } from '@/app/_server/session'
import { ApprovalList } from '@/components/approvals/approval-list'
import { RefreshOnEvents } from '@/components/live/refresh-on-events'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { isMine, readApprovals } from './read-approvals'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('approvals')
  return { title: t('title') }
}

export default async function ApprovalsPage() {
  const [waiting, t] = await Promise.all([readApprovals(await requireActor()), getTranslations('approvals')])
  return (
    <div className="mx-auto max-w-3xl">
      <RefreshOnEvents />
      <PageHeader title={t('title')} description={waiting.length > 0 && t('description')} />
      {waiting.length === 0 && <EmptyState>{t('empty')}</EmptyState>}
      <ApprovalList title={t('mine')} waiting={waiting.filter(isMine)} />
      <ApprovalList title={t('others')} waiting={waiting.filter((one) => !isMine(one))} />
    </div>
  )
}
