import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireActor } from '@/app/_server/session'
import { PasswordForm } from '@/components/account/password-form'
import { ProfileForm } from '@/components/account/profile-form'
import { SessionList } from '@/components/account/session-list'
import { SingleKeysSwitch } from '@/components/account/single-keys-switch'
import { Badge } from '@/components/ui/badge'
import { DataList } from '@/components/ui/data-list'
import { PageHeader } from '@/components/ui/page-header'
import { Section } from '@/components/ui/section'
import { getOwnAccount } from '@/lib/access/own-account'
import { listSessions } from '@/lib/access/sessions'
import { endOtherSessions, endSession, savePassword, saveProfile } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('me')
  return { title: t('title') }
}

export default async function AccountPage() {
  const actor = await requireActor()
  const [account, sessions, t, common] = await Promise.all([
    getOwnAccount(actor),
    listSessions(actor),
    getTranslations('me'),
    getTranslations('common'),
  ])
  const roles = account.memberships.map(({ id, role, tier, application }) => ({
    key: id,
    term: application?.name ?? t('everywhere'),
    value: (
      <span className="flex items-center gap-2">
        {common(`role.${role}`)}
        {tier && <Badge>{common(`tier.${tier}`)}</Badge>}
      </span>
    ),
  }))
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader title={t('title')} />
      <Section title={t('profile')}>
        <ProfileForm name={account.name} save={saveProfile} />
        <DataList className="mt-4" items={[{ term: t('email'), value: account.email }, ...roles]} />
      </Section>
      <Section title={t('preferences')}>
        <SingleKeysSwitch />
      </Section>
      <Section title={t('password')}>
        <PasswordForm email={account.email} save={savePassword} />
      </Section>
      <Section title={t('sessions')}>
        <SessionList sessions={sessions} currentId={actor.sessionId} end={endSession} endOthers={endOtherSessions} />
      </Section>
    </div>
  )
}
