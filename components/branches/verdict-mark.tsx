import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { type Face, StatusGlyph } from '@/components/ui/status'
import { useWords } from '@/components/ui/use-words'
import type { StartSet } from './picked-set'
import type { Verdict } from './verdict'

const faces: Record<Verdict['kind'], Face> = {
  same: { shape: 'disc', tone: 'live' },
  asking: { shape: 'half', tone: 'running', isMoving: true },
  clean: { shape: 'disc', tone: 'live' },
  stale: { shape: 'diamond', tone: 'waiting' },
  conflict: { shape: 'triangle', tone: 'failed' },
  blocked: { shape: 'square', tone: 'failed' },
  failed: { shape: 'triangle', tone: 'failed' },
}

/** What the server says of the set. Nothing while the set is what runs already, or will. */
export function VerdictMark({ verdict, start }: { verdict: Verdict; start: StartSet }) {
  const text = useVerdictText(verdict, start)
  return (
    <span role="status" className="flex min-w-0 items-start gap-1.5">
      {text && (
        <StatusGlyph face={verdict.kind === 'same' && !start.isLive ? faces.asking : faces[verdict.kind]} className="mt-1" />
      )}
      <span className="min-w-0">{text}</span>
    </span>
  )
}

function useVerdictText(verdict: Verdict, start: StartSet): ReactNode {
  const t = useTranslations('branches.verdict')
  const say = useWords()
  switch (verdict.kind) {
    case 'same':
      if (start.number === null) return null
      return start.isLive ? t('live', { number: start.number }) : t('ahead', { number: start.number, by: start.by ?? '' })
    case 'stale':
      return t('stale', {
        number: start.number ?? 0,
        by: start.by ?? '',
        drops: verdict.drops.length,
        names: verdict.drops.join(', '),
      })
    case 'conflict':
      return t('conflict', { branches: verdict.branches, files: verdict.files })
    case 'blocked':
      return say(verdict.gate)
    case 'failed':
      return verdict.message
    default:
      return t(verdict.kind)
  }
}
