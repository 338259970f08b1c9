'use client'

import { LogOut, User } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useTheme } from 'next-themes'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { initialsOf } from '@/components/ui/person'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { type Locale, localeNames, locales } from '@/i18n/locales'

interface UserMenuProps {
  user: { name: string; email: string | null }
  setLocale: Action<{ locale: Locale }>
  signOut: Action<Record<string, never>>
}

export function UserMenu({ user, setLocale, signOut }: UserMenuProps) {
  const t = useTranslations('shell')
  const locale = useLocale()
  const { theme, setTheme } = useTheme()
  const onFailed = ({ message }: { message: string }) => toast.error(message)
  const language = useAction(setLocale, { onFailed })
  const leaving = useAction(signOut, { onFailed })
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label={t('account.menu', { name: user.name })}>
          <span aria-hidden className="grid size-7 place-items-center rounded-full border text-xs">
            {initialsOf(user.name)}
          </span>
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <div className="max-w-60 px-2 pt-1.5 pb-1">
          <div className="truncate font-medium">{user.name}</div>
          <div className="truncate text-muted text-sm">{user.email}</div>
        </div>
        <DropdownMenuItem asChild>
          <Link href="/me">
            <User />
            {t('account.me')}
          </Link>
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>{t('language')}</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={locale} onValueChange={(next) => language.run({ locale: next as Locale })}>
          {locales.map((each) => (
            <DropdownMenuRadioItem key={each} value={each} lang={each}>
              {localeNames[each]}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
        <DropdownMenuLabel>{t('theme.label')}</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={theme} onValueChange={setTheme}>
          {(['light', 'dark', 'system'] as const).map((each) => (
            <DropdownMenuRadioItem key={each} value={each}>
              {t(`theme.${each}`)}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => leaving.run({})}>
          <LogOut />
          {t('account.signOut')}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
