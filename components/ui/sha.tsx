import { useTranslations } from 'next-intl'
import { cn } from './cn'
import { CopyButton } from './copy-button'

interface ShaProps {
  /** A commit id or a digest (`sha256:…`), whole. */
  value: string
  canCopy?: boolean
  className?: string
}

/** The first characters, the whole on hover, the whole to the clipboard. */
export function Sha({ value, canCopy = true, className }: ShaProps) {
  const t = useTranslations('common')
  const [, algorithm = '', hex = value] = /^(sha256:)?(.*)$/.exec(value) ?? []
  return (
    <span className={cn('inline-flex items-center gap-0.5', className)}>
      <code title={value}>
        {algorithm}
        {hex.slice(0, algorithm ? 12 : 8)}
      </code>
      {canCopy && <CopyButton text={value} label={t('copyId')} />}
    </span>
  )
}
