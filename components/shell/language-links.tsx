'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { useAction } from '@/components/ui/use-action'
import { type Locale, localeNames, locales } from '@/i18n/locales'

/** Every language in its own name, for pages where nobody is signed in yet. */
export function LanguageLinks({ setLocale }: { setLocale: Action<{ locale: Locale }> }) {
  const t = useTranslations('shell')
  const current = useLocale()
  const { run, isPending } = useAction(setLocale)
  return (
    <fieldset className="flex gap-1 pt-10">
      <legend className="sr-only">{t('language')}</legend>
      {locales.map((locale) => (
        <Button
          key={locale}
          lang={locale}
          size="sm"
          variant="ghost"
          className="font-normal text-muted aria-pressed:text-ink"
          aria-pressed={locale === current}
          isPending={isPending && locale !== current}
          onClick={() => run({ locale })}
        >
          {localeNames[locale]}
        </Button>
      ))}
    </fieldset>
  )
}
