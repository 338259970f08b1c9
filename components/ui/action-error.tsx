'use client'

import type { ReactNode } from 'react'
import type { ActionFailure } from './action-result'
import { ErrorNote } from './error-note'

/** The failure of an action, in place; nothing while there is none, or when every field already says its own. */
export function ActionError({ failure, now, className }: { failure: ActionFailure | null; now?: ReactNode; className?: string }) {
  if (!failure) return null
  return (
    <ErrorNote now={now} code={failure.code} requestId={failure.requestId} className={className}>
      {failure.message}
    </ErrorNote>
  )
}
