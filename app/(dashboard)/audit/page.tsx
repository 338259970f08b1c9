import type { Metadata } from 'next'
import { getTimeZone, getTranslations } from 'next-intl/server'
import { orNotFound } from '@/app/_server/or-not-found'
import { requireActor } from '@/app/_server/session'
import { AuditFilters } from '@/components/audit/audit-filters'
import { AuditList } from '@/components/audit/audit-list'
import { OlderLink } from '@/components/releases/older-link'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { canSomewhere } from '@/lib/access/can-somewhere'
import { listApplications } from '@/lib/applications/queries'
import { listAudit } from '@/lib/audit/queries'
import { listInputOf, parseAuditSearch } from './search'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('audit')
  return { title: t('title') }
}

const pageSize = 100

/** Who did what, where, when and from which address: the newest first, for ever. */
export default async function AuditPage({ searchParams }: PageProps<'/audit'>) {
  const [actor, params, timeZone, t, common] = await Promise.all([
    requireActor(),
    searchParams,
    getTimeZone(),
    getTranslations('audit'),
    getTranslations('common'),
  ])
  if (!canSomewhere(actor, 'audit.read')) return <EmptyState>{t('notAllowed')}</EmptyState>
  const search = parseAuditSearch(params)
  const [{ items, nextCursor }, { items: applications }] = await orNotFound(
    Promise.all([
      listAudit(actor, { ...listInputOf(search, timeZone), limit: pageSize }),
      listApplications(actor, { limit: 200 }),
    ]),
  )
  const { cursor, ...filters } = search
  const isFiltered = Object.values(filters).some(Boolean)
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t.rich('verify', { command: () => <code key="command">npm run audit:verify</code> })}
      />
      <AuditFilters search={filters} applications={applications.map(({ slug, name }) => ({ slug, name }))} />
      {items.length > 0 ? <AuditList events={items} /> : <EmptyState>{t(isFiltered ? 'noMatch' : 'empty')}</EmptyState>}
      <OlderLink cursor={nextCursor} query={Object.fromEntries(Object.entries(filters).filter(([, value]) => value))} />
      <p className="pt-4 text-muted text-sm">{common('timesIn', { zone: timeZone })}</p>
    </>
  )
}
