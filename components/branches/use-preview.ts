'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import type { Action, ActionFailure, ActionResult } from '@/components/ui/action-result'
import type { PreviewView } from '@/lib/deployments/preview-deployment'
import type { PickedBranch } from './picked-set'

export interface PreviewQuestion {
  application: string
  environment: string
  branches: PickedBranch[]
}

export type PreviewAction = Action<PreviewQuestion, PreviewView>

export type PreviewState =
  | { state: 'none' | 'asking' }
  | { state: 'answered'; preview: PreviewView }
  | { state: 'failed'; failure: ActionFailure }

/** Ticking settles before the server is asked. */
const settleMs = 300

interface Options {
  /** Changes when the same question may have another answer: the base moved, something else is live. */
  revision: string
  isWanted: boolean
}

/** Asks what a set would do, one question at a time; of the answers only the one to the newest question counts. */
export function usePreview(ask: PreviewAction, question: PreviewQuestion, { revision, isWanted }: Options): PreviewState {
  const t = useTranslations('errors')
  const [answer, setAnswer] = useState<{ key: string; result: ActionResult<PreviewView> } | null>(null)
  const underway = useRef<Promise<unknown>>(Promise.resolve())
  const key = JSON.stringify([question, revision])

  useEffect(() => {
    if (!isWanted) return
    let isOver = false
    const timer = setTimeout(async () => {
      await underway.current
      if (isOver) return
      const [current] = JSON.parse(key) as [PreviewQuestion]
      const asking = ask(current).catch(
        () => ({ ok: false, code: 'offline', message: t('offline'), fields: {}, requestId: '' }) as const,
      )
      underway.current = asking
      const result = await asking
      if (!isOver && result) setAnswer({ key, result })
    }, settleMs)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [ask, key, isWanted, t])

  if (!isWanted) return { state: 'none' }
  if (answer?.key !== key) return { state: 'asking' }
  const { result } = answer
  return result.ok ? { state: 'answered', preview: result.value } : { state: 'failed', failure: result }
}
