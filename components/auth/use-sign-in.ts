'use client'

import { signIn } from 'next-auth/react'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import type { Action } from '@/components/ui/action-result'

/** Opens a session with a password, then goes on to `next`. */
export function useSignIn(goOn: Action<{ next: string }>) {
  const t = useTranslations('auth.signIn')
  const errors = useTranslations('errors')
  const [isPending, start] = useTransition()
  const [error, setError] = useState<string | null>(null)

  const explain = (code: string) => {
    const [, seconds] = /^limit:(\d+)$/.exec(code) ?? []
    if (seconds) return t('limited', { minutes: Math.ceil(Number(seconds) / 60) })
    return code === 'wrong' ? t('wrong') : errors('offline')
  }
  const run = (email: string, password: string, next: string) => {
    setError(null)
    start(async () => {
      const answer = await signIn('credentials', { email, password, redirect: false }).catch(() => undefined)
      if (!answer?.ok) return setError(explain(answer?.error ?? ''))
      const result = await goOn({ next })
      if (result && !result.ok) setError(result.message)
    })
  }
  return { run, isPending, error }
}
