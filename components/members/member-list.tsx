import { useTranslations } from 'next-intl'
import type { Action } from '@/components/ui/action-result'
import { Badge } from '@/components/ui/badge'
import { Person } from '@/components/ui/person'
import type { MemberView } from '@/lib/access/members'
import { ChangeRole } from './change-role'
import { Place } from './place'
import { RemoveMember } from './remove-member'

interface MemberListProps {
  members: (MemberView & { canChange: boolean; isMe: boolean })[]
  changeRole: Action<{ id: string; role: MemberView['role'] }>
  remove: Action<{ id: string }>
}

const columns = 'sm:grid sm:grid-cols-[minmax(0,3fr)_6rem_minmax(0,1.5fr)_14rem] sm:gap-x-4'

/** One line for each role of each person. */
export function MemberList({ members, changeRole, remove }: MemberListProps) {
  const t = useTranslations('members')
  const role = useTranslations('common.role')
  return (
    <>
      <div aria-hidden className={`border-b py-1 text-muted text-sm max-sm:hidden ${columns}`}>
        <span>{t('person')}</span>
        <span>{t('role')}</span>
        <span>{t('place')}</span>
      </div>
      <ul aria-label={t('title')} className="max-sm:border-t">
        {members.map((member) => (
          <li
            key={member.id}
            className={`flex min-h-row flex-wrap items-center gap-x-3 gap-y-1 border-b py-1.5 hover:bg-hover ${columns}`}
          >
            <span className="flex min-w-0 flex-wrap items-center gap-x-2 max-sm:basis-full">
              <Person name={member.name} email={member.email} />
              <span className="min-w-0 break-all text-muted text-sm">{member.email}</span>
              {member.isMe && <Badge>{t('you')}</Badge>}
              {member.user.isDemo && <Badge>{t('demo')}</Badge>}
              {member.user.isDisabled && <Badge tone="idle">{t('disabled')}</Badge>}
            </span>
            <span className="whitespace-nowrap">{role(member.role)}</span>
            <Place application={member.application} tier={member.tier} />
            {member.canChange && (
              <span className="flex gap-1.5 max-sm:ml-auto sm:justify-end">
                <ChangeRole id={member.id} name={member.name} role={member.role} changeRole={changeRole} />
                <RemoveMember id={member.id} name={member.name} remove={remove} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
