import { useTranslations } from 'next-intl'
import type { Action } from '@/components/ui/action-result'
import { Badge } from '@/components/ui/badge'
import { Person } from '@/components/ui/person'
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { TokenView } from '@/lib/access/tokens'
import { RevokeToken } from './revoke-token'

interface TokenTableProps {
  tokens: TokenView[]
  /** Null: everybody's tokens are listed, with their owners. */
  ownerId: string | null
  revoke: Action<{ id: string }>
}

export function TokenTable({ tokens, ownerId, revoke }: TokenTableProps) {
  const t = useTranslations('tokens')
  return (
    <Table label={t('title')}>
      <TableHead>
        <Row>
          <HeadCell>{t('name')}</HeadCell>
          {ownerId === null && <HeadCell>{t('owner')}</HeadCell>}
          <HeadCell>{t('scopes')}</HeadCell>
          <HeadCell>{t('application')}</HeadCell>
          <HeadCell>{t('lastUsed')}</HeadCell>
          <HeadCell>{t('expires')}</HeadCell>
          <HeadCell>
            <span className="sr-only">{t('actions')}</span>
          </HeadCell>
        </Row>
      </TableHead>
      <TableBody>
        {tokens.map(({ id, name, prefix, scopes, application, owner, lastUsedAt, expiresAt }) => (
          <Row key={id}>
            <Cell>
              <span className="flex flex-wrap items-baseline gap-x-2">
                <span className="font-medium">{name}</span>
                <code className="text-muted">{prefix}…</code>
              </span>
            </Cell>
            {ownerId === null && (
              <Cell>
                <Person name={owner.name} />
              </Cell>
            )}
            <Cell className="max-w-80">
              <Scopes scopes={scopes} />
            </Cell>
            <Cell>{application ? <code>{application}</code> : <span className="text-muted">{t('anyApplication')}</span>}</Cell>
            <Cell>{lastUsedAt ? <Time at={lastUsedAt} /> : <span className="text-muted">{t('never')}</span>}</Cell>
            <Cell>
              <Expiry at={expiresAt} />
            </Cell>
            <Cell className="text-right">
              <RevokeToken id={id} name={name} revoke={revoke} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

const mostShown = 3

function Scopes({ scopes }: { scopes: string[] }) {
  const t = useTranslations('tokens')
  if (scopes.includes('*')) return t('everything')
  const shown = scopes.slice(0, mostShown)
  return (
    <span title={scopes.join(' ')}>
      <code>{shown.join(' ')}</code>
      {scopes.length > mostShown && (
        <span className="text-muted text-sm"> {t('moreScopes', { count: scopes.length - mostShown })}</span>
      )}
    </span>
  )
}

function Expiry({ at }: { at: string | null }) {
  const t = useTranslations('tokens')
  if (!at) return <span className="text-muted">{t('noExpiry')}</span>
  return new Date(at) < new Date() ? <Badge tone="idle">{t('expired')}</Badge> : <Time at={at} show="absolute" />
}
