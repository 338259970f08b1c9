import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { cn } from '@/components/ui/cn'
import { tierText } from '@/components/ui/environment-badge'
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from '@/components/ui/table'
import type { Tier } from '@/prisma/generated/enums'
import { hatched } from './hatched'
import { Missing, type ResolvedItem } from './resolved-table'
import { VariableValue } from './variable-value'

interface AcrossEnvironmentsProps {
  application: string
  columns: { slug: string; name: string; tier: Tier; items: ResolvedItem[] }[]
}

/** Keys × environments: equal values are calm, an environment's own stand out, missing ones are hatched. */
export function AcrossEnvironments({ application, columns }: AcrossEnvironmentsProps) {
  const t = useTranslations('config')
  const keys = [...new Set(columns.flatMap(({ items }) => items.map(({ key }) => key)))].sort((a, b) => a.localeCompare(b))
  return (
    <Table label={t('across.title')}>
      <TableHead>
        <Row>
          <HeadCell>{t('key')}</HeadCell>
          {columns.map(({ slug, name, tier }) => (
            <HeadCell key={slug}>
              <Link
                prefetch={false}
                href={`/apps/${application}/config/${slug}` as Route}
                className={cn('font-medium hover:underline', tierText[tier])}
              >
                {name}
              </Link>
            </HeadCell>
          ))}
        </Row>
      </TableHead>
      <TableBody>
        {keys.map((key) => (
          <Row key={key}>
            <Cell>
              <code className="whitespace-nowrap">{key}</code>
            </Cell>
            {columns.map(({ slug, items }) => (
              <Value key={slug} item={items.find((item) => item.key === key)} />
            ))}
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function Value({ item }: { item: ResolvedItem | undefined }) {
  const t = useTranslations('config')
  if (!item) return <Cell className={cn('min-w-24 text-muted', hatched)}>{t('across.absent')}</Cell>
  if (item.missing) {
    return (
      <Cell className={cn('min-w-24', hatched)}>
        <Missing />
      </Cell>
    )
  }
  return (
    <Cell className={cn('min-w-24 max-w-64', item.from === 'application' ? 'text-muted' : 'font-medium')}>
      <VariableValue variable={{ ...item, value: item.secret ? null : item.value }} fingerprint={item.fingerprint} />
    </Cell>
  )
}
