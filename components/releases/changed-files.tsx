import { ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { DeploymentComparison } from '@/lib/deployments/compare-deployments'

const signs: Record<string, [string, string]> = {
  added: ['+', 'text-live'],
  deleted: ['−', 'text-failed'],
}

/** Paths that differ, folded. */
export function ChangedFiles({ files }: { files: DeploymentComparison['files'] }) {
  const t = useTranslations('releases.files')
  if (!files || files.count === 0) return null
  return (
    <details className="group mb-8 border-y">
      <summary className="flex min-h-row list-none items-center gap-2 hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 text-muted transition-transform group-open:rotate-90" />
        {t('title', { count: files.count })}
      </summary>
      <ul className="pb-3 pl-6">
        {files.items.map(({ path, change }) => {
          const [sign, tone] = signs[change] ?? ['~', 'text-running']
          return (
            <li key={path} className="flex gap-2">
              <span className={`w-3 shrink-0 text-center font-mono ${tone}`}>
                <span aria-hidden>{sign}</span>
                <span className="sr-only">{change === 'added' || change === 'deleted' ? t(change) : t('modified')}</span>
              </span>
              <code className="min-w-0 break-all">{path}</code>
            </li>
          )
        })}
      </ul>
      {files.count > files.items.length && (
        <p className="pb-3 pl-6 text-muted text-sm">{t('more', { count: files.count - files.items.length })}</p>
      )}
    </details>
  )
}
