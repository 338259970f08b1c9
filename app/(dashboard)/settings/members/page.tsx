import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireActor } from '@/app/_server/session'
import { InvitationList } from '@/components/members/invitation-list'
import { InviteButton } from '@/components/members/invite-button'
import { MemberList } from '@/components/members/member-list'
import { OlderLink } from '@/components/releases/older-link'
import { EmptyState } from '@/components/ui/empty-state'
import { can } from '@/lib/access/can'
import { listInvitations, listMembers } from '@/lib/access/members'
import { listApplications } from '@/lib/applications/queries'
import { seesMembers } from '../pages'
import { changeRole, invite, remove, withdraw } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('members')
  return { title: t('title') }
}

/** Who has which role where. */
export default async function MembersPage({ searchParams }: PageProps<'/settings/members'>) {
  const [actor, { cursor }, t] = await Promise.all([requireActor(), searchParams, getTranslations('members')])
  if (!seesMembers(actor)) return <EmptyState>{t('notAllowed')}</EmptyState>
  const [{ items, nextCursor }, invitations, { items: applications }] = await Promise.all([
    listMembers(actor, { limit: 200, cursor: typeof cursor === 'string' ? cursor : undefined }),
    listInvitations(actor),
    listApplications(actor, { limit: 200 }),
  ])
  const idOf = new Map(applications.map(({ slug, id }) => [slug, id]))
  const mayChange = (application: string | null) =>
    can(actor, 'member.update', application === null ? {} : { applicationId: idOf.get(application) })
  const mine = applications.filter(({ slug }) => mayChange(slug)).map(({ slug, name }) => ({ slug, name }))
  const members = items.map((member) => ({
    ...member,
    canChange: mayChange(member.application),
    isMe: member.user.id === actor.userId,
  }))
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3 pb-3">
        <p className="max-w-prose text-muted">{t('description')}</p>
        {(mayChange(null) || mine.length > 0) && (
          <InviteButton invite={invite} applications={mine} isEverywhere={mayChange(null)} />
        )}
      </div>
      <InvitationList invitations={invitations} withdraw={withdraw} />
      <MemberList members={members} changeRole={changeRole} remove={remove} />
      <OlderLink cursor={nextCursor} />
    </>
  )
}
