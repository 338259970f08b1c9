import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireActor } from '@/app/_server/session'
import { OlderLink } from '@/components/releases/older-link'
import { CreateTokenButton } from '@/components/tokens/create-token-button'
import { TokenList } from '@/components/tokens/token-list'
import { EmptyState } from '@/components/ui/empty-state'
import { actionNames } from '@/lib/access/actions'
import { can } from '@/lib/access/can'
import { canSomewhere } from '@/lib/access/can-somewhere'
import { listTokens } from '@/lib/access/tokens'
import { listApplications } from '@/lib/applications/queries'
import { create, revoke } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('tokens')
  return { title: t('title') }
}

/** The reader's own tokens; an admin sees everybody's. */
export default async function TokensPage({ searchParams }: PageProps<'/settings/tokens'>) {
  const [actor, { cursor }, t] = await Promise.all([requireActor(), searchParams, getTranslations('tokens')])
  if (!canSomewhere(actor, 'token.create')) return <EmptyState>{t('notAllowed')}</EmptyState>
  const [{ items, nextCursor }, { items: applications }] = await Promise.all([
    listTokens(actor, { limit: 100, cursor: typeof cursor === 'string' ? cursor : undefined }),
    listApplications(actor, { limit: 200 }),
  ])
  const button = (
    <CreateTokenButton
      create={create}
      scopes={actionNames.filter((name) => canSomewhere(actor, name))}
      applications={applications.map(({ slug, name }) => ({ slug, name }))}
    />
  )
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3 pb-3">
        <p className="max-w-prose text-muted">{t('description')}</p>
        {items.length > 0 && button}
      </div>
      {items.length > 0 ? (
        <TokenList tokens={items} showsOwners={can(actor, 'token.delete')} revoke={revoke} />
      ) : (
        <EmptyState action={button}>{t('empty')}</EmptyState>
      )}
      <OlderLink cursor={nextCursor} />
    </>
  )
}
