import type { Metadata, Route } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { safePath } from '@/app/_server/safe-path'
import { currentActor } from '@/app/_server/session'
import { SignInForm } from '@/components/auth/sign-in-form'
import { isSetUp } from '@/lib/access/setup'
import { goOn } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.signIn')
  return { title: t('title') }
}

export default async function LoginPage({ searchParams }: PageProps<'/login'>) {
  const { next } = await searchParams
  const path = safePath(typeof next === 'string' ? next : null)
  if (await currentActor()) redirect(path as Route)
  const [t, isReady] = await Promise.all([getTranslations('auth.signIn'), isSetUp()])
  return (
    <>
      <h1 className="pb-5">{t('title')}</h1>
      {!isReady && <p className="pb-5 text-muted">{t('notSetUp')}</p>}
      <SignInForm next={path} goOn={goOn} />
      <p className="pt-6 text-muted text-sm">{t('noAccount')}</p>
    </>
  )
}
