import { useTranslations } from 'next-intl'
import type { PreviewView } from '@/lib/deployments/preview-deployment'

interface Line {
  sign: '+' | '−' | '~'
  text: string
  isKey?: boolean
}

/** What a deploy changes: branches, commits, configuration keys, and whether an image is built. */
export function ChangeList({ preview: { changes, reuses, clean } }: { preview: PreviewView }) {
  const t = useTranslations('branches.changes')
  const { added, removed, updated, config, commits } = changes
  const lines: Line[] = [
    ...added.map((text): Line => ({ sign: '+', text })),
    ...removed.map((text): Line => ({ sign: '−', text })),
    ...updated.map((text): Line => ({ sign: '~', text })),
    ...config.added.map((text): Line => ({ sign: '+', text, isKey: true })),
    ...config.removed.map((text): Line => ({ sign: '−', text, isKey: true })),
    ...config.changed.map((text): Line => ({ sign: '~', text, isKey: true })),
  ]
  const meaning = { '+': t('added'), '−': t('removed'), '~': t('updated') }
  return (
    <>
      <ul>
        {lines.map(({ sign, text, isKey }) => (
          <li key={`${sign}${isKey}${text}`} className="flex gap-2.5 py-0.5">
            <span aria-hidden className="w-3 shrink-0 text-center text-muted">
              {sign}
            </span>
            <span className="sr-only">{meaning[sign]}</span>
            <span className="min-w-0 break-all">{isKey ? <code>{text}</code> : text}</span>
          </li>
        ))}
      </ul>
      <p className="pt-1 text-muted">
        {lines.length === 0 && commits === 0 ? t('nothing') : t('commits', { count: commits })}
        {clean && <> · {reuses ? t('reuses', { number: reuses.number }) : t('builds')}</>}
      </p>
    </>
  )
}
