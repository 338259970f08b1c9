import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type Face, Status } from '@/components/ui/status'
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { ReplicaView } from '@/lib/environments/list-replicas'

const faces: Record<ReplicaView['state'], Face> = {
  starting: { shape: 'half', tone: 'running', isMoving: true },
  serving: { shape: 'disc', tone: 'live' },
  draining: { shape: 'half', tone: 'idle' },
  warm: { shape: 'ring', tone: 'live' },
  stopped: { shape: 'square', tone: 'idle' },
}

/** The containers there are, those of the newest deployment first. */
export function ReplicaTable({ replicas }: { replicas: ReplicaView[] }) {
  const t = useTranslations('environments.instances')
  if (replicas.length === 0) return <p className="py-2 text-muted">{t('none')}</p>
  return (
    <Table label={t('title')}>
      <TableHead>
        <Row className="h-8">
          <HeadCell>{t('instance')}</HeadCell>
          <HeadCell>{t('state')}</HeadCell>
          <HeadCell>{t('health')}</HeadCell>
          <HeadCell className="hidden sm:table-cell">{t('address')}</HeadCell>
          <HeadCell className="text-right">{t('since')}</HeadCell>
        </Row>
      </TableHead>
      <TableBody>
        {replicas.map((replica) => (
          <Row key={replica.id}>
            <Cell className="whitespace-nowrap">
              <Link prefetch={false} href={`/deployments/${replica.deployment.number}` as Route} className="hover:underline">
                #{replica.deployment.number}
              </Link>
              <span className="text-muted">.{replica.index}</span>
            </Cell>
            <Cell>
              <Status face={faces[replica.state]} word={t(`states.${replica.state}`)} />
            </Cell>
            <Cell className={isWell(replica) ? 'text-muted' : 'text-failed'}>{replica.health ?? t('unseen')}</Cell>
            <Cell className="hidden sm:table-cell">
              <code className="text-muted">{replica.address ? `${replica.address}:${replica.port}` : '–'}</code>
            </Cell>
            <Cell className="text-right text-muted text-sm">
              <Time at={replica.since} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

const isWell = ({ health, state }: ReplicaView) => health === null || health === 'running' || state === 'stopped'
