import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { NewAccountForm } from '@/components/auth/new-account-form'
import { isSetUp, isSetupTokenRight } from '@/lib/access/setup'
import { goOn } from '../login/actions'
import { createAdmin } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.setup')
  return { title: t('title') }
}

export default async function SetupPage({ searchParams }: PageProps<'/setup'>) {
  const { token } = await searchParams
  const t = await getTranslations('auth.setup')
  if (await isSetUp()) {
    return (
      <p>
        {t('closed')}{' '}
        <Link href="/login" className="underline">
          {t('toSignIn')}
        </Link>
      </p>
    )
  }
  if (typeof token !== 'string' || !(await isSetupTokenRight(token))) return <p>{t('noToken')}</p>
  return (
    <>
      <h1>{t('title')}</h1>
      <p className="pt-1 pb-5 text-muted">{t('description')}</p>
      <NewAccountForm submit={t('submit')} token={token} create={createAdmin} goOn={goOn} />
    </>
  )
}
