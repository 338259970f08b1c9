import { useTranslations } from 'next-intl'
import type { StagedVariable } from './staged-edits'

interface VariableValueProps {
  variable: Pick<StagedVariable, 'value' | 'secret'>
  /** The mark of a secret that is stored. */
  fingerprint: string | null
}

/** A value; a secret by its fingerprint alone; a key without a value says so. */
export function VariableValue({ variable: { value, secret }, fingerprint }: VariableValueProps) {
  const t = useTranslations('config')
  if (secret && value !== null) return <span className="text-running">{t('newSecret')}</span>
  if (secret && fingerprint) {
    return (
      <span className="relative inline-flex items-center gap-2 whitespace-nowrap">
        <span aria-hidden>••••</span>
        <code className="text-muted" title={t('fingerprint')}>
          {fingerprint}
        </code>
        <span className="sr-only">{t('secret')}</span>
      </span>
    )
  }
  if (value === null) return <span className="text-muted">{t('noValue')}</span>
  if (value === '') return <span className="text-muted">{t('emptyValue')}</span>
  return <code className="line-clamp-3 whitespace-pre-wrap break-all">{value}</code>
}
