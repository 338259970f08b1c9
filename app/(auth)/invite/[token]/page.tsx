import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { currentActor } from '@/app/_server/session'
import { goOn } from '@/app/(auth)/login/actions'
import { JoinButton } from '@/components/auth/join-button'
import { NewAccountForm } from '@/components/auth/new-account-form'
import { buttonStyle } from '@/components/ui/button'
import { findInvitation } from '@/lib/access/invitations'
import { accept, join } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.invite')
  return { title: t('title') }
}

export default async function InvitePage({ params }: PageProps<'/invite/[token]'>) {
  const { token } = await params
  const [invitation, actor, t, roles] = await Promise.all([
    findInvitation(token),
    currentActor(),
    getTranslations('auth.invite'),
    getTranslations('common.role'),
  ])
  if (!invitation) {
    return (
      <>
        <h1>{t('invalidTitle')}</h1>
        <p className="pt-1 text-muted">{t('invalid')}</p>
      </>
    )
  }
  const { email, application, hasAccount } = invitation
  const role = roles(invitation.role)
  const next = `/login?next=${encodeURIComponent(`/invite/${token}`)}` as const
  return (
    <>
      <h1>{t('title')}</h1>
      <p className="pt-1 pb-5 text-muted">
        {application ? t('descriptionApplication', { role, application: application.name }) : t('description', { role })}
      </p>
      {!hasAccount ? (
        <NewAccountForm submit={t('submit')} token={token} email={email} create={accept} goOn={goOn} />
      ) : actor?.email === email ? (
        <JoinButton token={token} join={join} />
      ) : (
        <>
          <p className="pb-4">{t('otherAccount', { email })}</p>
          {!actor && (
            <Link href={next} className={buttonStyle({ variant: 'primary' })}>
              {t('signIn')}
            </Link>
          )}
        </>
      )}
    </>
  )
}
