import { useTranslations } from 'next-intl'
import { Sha } from '@/components/ui/sha'
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from '@/components/ui/table'
import type { LiveBranch } from '@/lib/environments/live-branches'

/** The branches that are live, each at its commit, and how far its head has moved on. The base stands last. */
export function LiveBranches({ branches }: { branches: LiveBranch[] }) {
  const t = useTranslations('environments.branches')
  return (
    <Table label={t('label')}>
      <TableHead>
        <Row className="h-8">
          <HeadCell>{t('branch')}</HeadCell>
          <HeadCell>{t('commit')}</HeadCell>
          <HeadCell className="hidden sm:table-cell">{t('head')}</HeadCell>
        </Row>
      </TableHead>
      <TableBody>
        {branches.map((branch, index) => (
          <Row key={branch.name}>
            <Cell className="min-w-0">
              <span className="flex flex-wrap items-baseline gap-x-2">
                <code className="break-all">{branch.name}</code>
                {index === branches.length - 1 && <span className="text-muted text-sm">{t('base')}</span>}
              </span>
              {branch.subject && (
                <span className="line-clamp-1 text-muted text-sm">
                  {branch.subject} · {branch.author}
                </span>
              )}
              <span className="text-sm sm:hidden">
                <Head branch={branch} />
              </span>
            </Cell>
            <Cell className="align-top">
              <Sha value={branch.sha} />
            </Cell>
            <Cell className="hidden whitespace-nowrap align-top text-sm sm:table-cell">
              <span className="inline-block pt-1.5">
                <Head branch={branch} />
              </span>
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function Head({ branch: { headSha, behindHead } }: { branch: LiveBranch }) {
  const t = useTranslations('environments.branches')
  if (headSha === null) return <span className="text-muted">{t('gone')}</span>
  if (behindHead === 0) return <span className="text-muted">{t('upToDate')}</span>
  return <span className="text-waiting">{behindHead === null ? t('rewritten') : t('movedOn', { count: behindHead })}</span>
}
