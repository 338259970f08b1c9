import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from '@/components/ui/table'
import type { ConfigLayer } from '@/prisma/generated/enums'
import { hatched } from './hatched'
import { VariableValue } from './variable-value'

export interface ResolvedItem {
  key: string
  value: string | null
  secret: boolean
  fingerprint: string | null
  from: ConfigLayer
  missing: boolean
  use: 'runtime' | 'build'
}

/** What the containers get, and which layer said so. */
export function ResolvedTable({ items }: { items: ResolvedItem[] }) {
  const t = useTranslations('config')
  if (items.length === 0) return <p className="text-muted">{t('resolved.empty')}</p>
  return (
    <Table label={t('resolved.label')}>
      <TableHead>
        <Row>
          <HeadCell>{t('key')}</HeadCell>
          <HeadCell>{t('value')}</HeadCell>
          <HeadCell>{t('use')}</HeadCell>
          <HeadCell>{t('layer')}</HeadCell>
        </Row>
      </TableHead>
      <TableBody>
        {items.map((item) => (
          <Row key={item.key}>
            <Cell className="min-w-28">
              <code className="break-all">{item.key}</code>
            </Cell>
            <Cell className={cn('min-w-24 max-w-96', item.missing && hatched)}>
              {item.missing ? (
                <Missing />
              ) : (
                <VariableValue variable={{ ...item, value: item.secret ? null : item.value }} fingerprint={item.fingerprint} />
              )}
            </Cell>
            <Cell>{t(`uses.${item.use}`)}</Cell>
            <Cell>
              <Badge tone={item.from === 'application' ? 'plain' : 'idle'}>{t(`from.${item.from}`)}</Badge>
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

export function Missing() {
  const t = useTranslations('config')
  return <Badge tone="failed">{t('missing')}</Badge>
}
