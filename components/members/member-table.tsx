import { useTranslations } from 'next-intl'
import type { Action } from '@/components/ui/action-result'
import { Badge } from '@/components/ui/badge'
import { Person } from '@/components/ui/person'
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from '@/components/ui/table'
import type { MemberView } from '@/lib/access/members'
import { ChangeRole } from './change-role'
import { Place } from './place'
import { RemoveMember } from './remove-member'

interface MemberTableProps {
  members: (MemberView & { canChange: boolean; isMe: boolean })[]
  changeRole: Action<{ id: string; role: MemberView['role'] }>
  remove: Action<{ id: string }>
}

export function MemberTable({ members, changeRole, remove }: MemberTableProps) {
  const t = useTranslations('members')
  const role = useTranslations('common.role')
  return (
    <Table label={t('title')}>
      <TableHead>
        <Row>
          <HeadCell>{t('person')}</HeadCell>
          <HeadCell>{t('role')}</HeadCell>
          <HeadCell>{t('place')}</HeadCell>
          <HeadCell>
            <span className="sr-only">{t('actions')}</span>
          </HeadCell>
        </Row>
      </TableHead>
      <TableBody>
        {members.map((member) => (
          <Row key={member.id}>
            <Cell>
              <span className="flex flex-wrap items-center gap-x-2">
                <Person name={member.name} email={member.email} />
                <span className="text-muted text-sm max-sm:basis-full">{member.email}</span>
                {member.isMe && <Badge>{t('you')}</Badge>}
                {member.user.isDemo && <Badge>{t('demo')}</Badge>}
                {member.user.isDisabled && <Badge tone="idle">{t('disabled')}</Badge>}
              </span>
            </Cell>
            <Cell className="whitespace-nowrap">{role(member.role)}</Cell>
            <Cell>
              <Place application={member.application} tier={member.tier} />
            </Cell>
            <Cell className="text-right">
              {member.canChange && (
                <span className="inline-flex gap-1.5">
                  <ChangeRole id={member.id} name={member.name} role={member.role} changeRole={changeRole} />
                  <RemoveMember id={member.id} name={member.name} remove={remove} />
                </span>
              )}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
