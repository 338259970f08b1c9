import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { setLocale } from '@/app/_server/account-actions'
import { LanguageLinks } from '@/components/shell/language-links'
import { Roundel } from '@/components/shell/roundel'

export default function AuthLayout({ children }: { children: ReactNode }) {
  const t = useTranslations('shell')
  return (
    <div className="mx-auto flex min-h-dvh max-w-sm flex-col px-5 pt-[14dvh] pb-8">
      <p className="flex items-center gap-2 pb-8 font-semibold text-lg">
        <Roundel />
        {t('product')}
      </p>
      <main className="flex-1">{children}</main>
      <LanguageLinks setLocale={setLocale} />
    </div>
  )
}
