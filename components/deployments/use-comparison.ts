'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState, useTransition } from 'react'
import type { Action, ActionFailure } from '@/components/ui/action-result'
import type { DeploymentComparison } from '@/lib/deployments/compare-deployments'

export type CompareAction = Action<{ from: string; to: string }, DeploymentComparison>

/** What `to` has that earlier deployments have not: of `first` from the start, of others when they are asked for. */
export function useComparison(compare: CompareAction, to: string, first: string) {
  const t = useTranslations('errors')
  const [known, setKnown] = useState<Record<string, DeploymentComparison>>({})
  const [failure, setFailure] = useState<ActionFailure | null>(null)
  const [isPending, start] = useTransition()
  const ask = (from: string) => {
    setFailure(null)
    if (!from || known[from]) return
    start(async () => {
      const offline = { ok: false, code: 'offline', message: t('offline'), fields: {}, requestId: '' } as const
      const result = await compare({ from, to }).catch(() => offline)
      if (result.ok) setKnown((before) => ({ ...before, [from]: result.value }))
      else setFailure(result)
    })
  }
  const begin = useRef(() => ask(first))
  useEffect(() => begin.current(), [])
  return { of: (from: string) => known[from] ?? null, ask, isPending, failure }
}
