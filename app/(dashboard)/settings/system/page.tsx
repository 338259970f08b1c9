import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireActor } from '@/app/_server/session'
import { removeDemo } from '@/app/(dashboard)/actions'
import { HealthList } from '@/components/settings/health-list'
import { RemoveDemo } from '@/components/settings/remove-demo'
import { DataList } from '@/components/ui/data-list'
import { Section } from '@/components/ui/section'
import { can } from '@/lib/access/can'
import { listApplications } from '@/lib/applications/queries'
import { checkHealth } from '@/lib/health'
import { queueBackend } from '@/lib/queue'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings.system')
  return { title: t('title') }
}

/** How the parts of this installation are, and what it is. */
export default async function SystemPage() {
  const actor = await requireActor()
  const [{ status, version, checks }, { items }, t] = await Promise.all([
    checkHealth(),
    listApplications(actor, { limit: 200 }),
    getTranslations('settings.system'),
  ])
  const hasDemo = items.some(({ isDemo }) => isDemo)
  return (
    <div className="max-w-3xl">
      <p className="pb-3">{t(`status.${status}`)}</p>
      <HealthList checks={checks} />
      <Section title={t('about')} className="mt-8">
        <DataList
          items={[
            { term: t('version'), value: <code>{version}</code> },
            { term: t('queue'), value: t(`backend.${queueBackend()}`) },
          ]}
        />
      </Section>
      {hasDemo && can(actor, 'demo.remove') && (
        <Section title={t('demo')}>
          <RemoveDemo remove={removeDemo} />
        </Section>
      )}
    </div>
  )
}
