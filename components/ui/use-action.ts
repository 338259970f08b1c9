'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import type { Action, ActionFailure } from './action-result'

interface Options<Value> {
  onDone?: (value: Value) => void
  onFailed?: (failure: ActionFailure) => void
}

/**
 * Runs a server action and keeps what a form needs to show: whether it runs, and how it failed. The failure stays until the
 * next run; a lost connection is a failure like any other.
 */
export function useAction<Input, Value>(action: Action<Input, Value>, { onDone, onFailed }: Options<Value> = {}) {
  const t = useTranslations('errors')
  const [isPending, start] = useTransition()
  const [failure, setFailure] = useState<ActionFailure | null>(null)

  const fail = (failed: ActionFailure) => {
    setFailure(failed)
    onFailed?.(failed)
  }
  /** `once` adds to the hook's own `onDone` what only this run needs. */
  const run = (input: Input, once: Pick<Options<Value>, 'onDone'> = {}) => {
    setFailure(null)
    start(async () => {
      const result = await action(input).catch((error: unknown) => {
        if (isNavigation(error)) throw error
        return { ok: false, code: 'offline', message: t('offline'), fields: {}, requestId: '' } as const
      })
      // A redirect answers nothing: the page is already on its way.
      if (!result) return
      if (!result.ok) return fail(result)
      onDone?.(result.value)
      once.onDone?.(result.value)
    })
  }
  return { run, isPending, failure, fieldError: (path: string) => failure?.fields[path], reset: () => setFailure(null) }
}

/** Next carries redirects and not-found as thrown errors with a digest of their own. */
const isNavigation = (error: unknown) => error instanceof Error && 'digest' in error && String(error.digest).startsWith('NEXT_')
