import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Action } from '@/components/ui/action-result'
import type { Locale } from '@/i18n/locales'
import { CommandMenu, type PaletteApplication } from './command-menu'
import { BottomNav, TopNav } from './nav-links'
import { Roundel } from './roundel'
import { Shortcuts } from './shortcuts'
import { UserMenu } from './user-menu'

export interface AppShellProps {
  user: { name: string; email: string | null }
  applications: PaletteApplication[]
  /** The count beside Approvals; may suspend. */
  needsYou?: ReactNode
  setLocale: Action<{ locale: Locale }>
  signOut: Action<Record<string, never>>
  children: ReactNode
}

/** The frame of every page of a signed-in person: skip link, navigation, palette, account. */
export function AppShell({ user, applications, needsYou, setLocale, signOut, children }: AppShellProps) {
  const t = useTranslations('shell')
  return (
    <>
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-ink px-3 py-2 text-paper focus-visible:translate-y-0"
      >
        {t('skip')}
      </a>
      <header className="sticky top-0 z-20 border-b bg-paper">
        <div className="mx-auto flex h-12 max-w-[1600px] items-center gap-4 px-4">
          <Link href="/" className="flex items-center gap-2 font-semibold text-lg">
            <Roundel />
            {t('product')}
          </Link>
          <TopNav needsYou={needsYou} />
          <div className="ml-auto flex items-center gap-1">
            <CommandMenu applications={applications} />
            <UserMenu user={user} setLocale={setLocale} signOut={signOut} />
          </div>
        </div>
      </header>
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-[1600px] px-4 pt-5 pb-24 outline-none md:pb-12">
        {children}
      </main>
      <BottomNav needsYou={needsYou} />
      <Shortcuts />
    </>
  )
}
