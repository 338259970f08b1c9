import { getTranslations } from 'next-intl/server'
import { type ReactNode, Suspense } from 'react'
import { setLocale, signOut } from '@/app/_server/account-actions'
import { requireActor } from '@/app/_server/session'
import { AppShell } from '@/components/shell/app-shell'
import { Toaster } from '@/components/ui/toast'
import { listApplications } from '@/lib/applications/queries'
import { ApprovalsCount } from './approvals/approvals-count'

/** The frame of the signed-in pages. No guard: each page and each read asks for its own actor. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor()
  const [t, { items }] = await Promise.all([getTranslations('shell'), listApplications(actor, { limit: 200 })])
  return (
    <>
      <AppShell
        user={{ name: actor.name, email: actor.email }}
        applications={items.map(({ slug, name }) => ({ slug, name }))}
        setLocale={setLocale}
        signOut={signOut}
        needsYou={
          <Suspense>
            <ApprovalsCount />
          </Suspense>
        }
      >
        {children}
      </AppShell>
      <Toaster label={t('notifications')} />
    </>
  )
}
