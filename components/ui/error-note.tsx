'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { cn } from './cn'
import { CopyButton } from './copy-button'
import { StatusGlyph } from './status'

interface ErrorNoteProps {
  /** What happened, and why. */
  children: ReactNode
  /** What to do now: a sentence, a button, a link. */
  now?: ReactNode
  code?: string
  requestId?: string
  className?: string
}

/** Stands where the error happened, and is read out when it appears. */
export function ErrorNote({ children, now, code, requestId, className }: ErrorNoteProps) {
  const t = useTranslations('common')
  const reference = [code, requestId].filter(Boolean).join(' · ')
  return (
    <div role="alert" className={cn('flex gap-2.5 rounded-md bg-failed-tint px-3.5 py-3', className)}>
      <StatusGlyph face={{ shape: 'triangle', tone: 'failed' }} className="mt-1" />
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        <div>{children}</div>
        {now && <div>{now}</div>}
        {reference && (
          <div className="flex flex-wrap items-center gap-1 text-muted text-sm">
            <span className="font-mono text-xs">{reference}</span>
            <CopyButton text={reference} label={t('copyReference')} />
          </div>
        )}
      </div>
    </div>
  )
}
