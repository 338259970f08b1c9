import { useTranslations } from 'next-intl'
import type { Action } from '@/components/ui/action-result'
import { Badge } from '@/components/ui/badge'
import { Time } from '@/components/ui/time'
import type { TokenView } from '@/lib/access/tokens'
import { RevokeToken } from './revoke-token'

interface TokenListProps {
  tokens: TokenView[]
  /** Everybody's tokens are listed, so their owners are named. */
  showsOwners: boolean
  revoke: Action<{ id: string }>
}

export function TokenList({ tokens, showsOwners, revoke }: TokenListProps) {
  const t = useTranslations('tokens')
  return (
    <ul aria-label={t('title')} className="border-t">
      {tokens.map((token) => (
        <li
          key={token.id}
          className="grid min-h-row grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 border-b py-2 hover:bg-hover sm:grid-cols-[minmax(0,4fr)_minmax(0,5fr)_auto]"
        >
          <div className="min-w-0">
            <div className="flex flex-wrap items-baseline gap-x-2">
              <span className="font-medium">{token.name}</span>
              <code className="text-muted">{token.prefix}…</code>
            </div>
            <div className="text-muted text-sm">{showsOwners && t('ownedBy', { name: token.owner.name })}</div>
          </div>
          <div className="min-w-0 max-sm:col-span-2 max-sm:row-start-2">
            <Reach scopes={token.scopes} application={token.application} />
            <Life token={token} />
          </div>
          <RevokeToken id={token.id} name={token.name} revoke={revoke} />
        </li>
      ))}
    </ul>
  )
}

const mostShown = 4

function Reach({ scopes, application }: Pick<TokenView, 'scopes' | 'application'>) {
  const t = useTranslations('tokens')
  const shown = scopes.slice(0, mostShown)
  return (
    <div className="flex flex-wrap items-baseline gap-x-2" title={scopes.join(' ')}>
      {scopes.includes('*') ? t('everything') : <code>{shown.join(' ')}</code>}
      {scopes.length > mostShown && (
        <span className="text-muted text-sm">{t('moreScopes', { count: scopes.length - mostShown })}</span>
      )}
      {application && <Badge>{application}</Badge>}
    </div>
  )
}

function Life({ token: { lastUsedAt, expiresAt } }: { token: TokenView }) {
  const t = useTranslations('tokens')
  const isOver = expiresAt !== null && new Date(expiresAt) < new Date()
  return (
    <div className="flex flex-wrap gap-x-3 text-muted text-sm">
      <span>{lastUsedAt ? t.rich('used', { at: () => <Time key="at" at={lastUsedAt} /> }) : t('neverUsed')}</span>
      {isOver && <Badge tone="idle">{t('expired')}</Badge>}
      {!isOver && (
        <span>{expiresAt ? t.rich('ends', { at: () => <Time key="at" at={expiresAt} show="absolute" /> }) : t('endsNever')}</span>
      )}
    </div>
  )
}
