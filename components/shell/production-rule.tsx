import { useTranslations } from 'next-intl'

/** Three pixels of ink above every page that acts on production. */
export function ProductionRule() {
  const t = useTranslations('shell')
  return (
    <div className="fixed inset-x-0 top-0 z-30 h-[3px] bg-ink">
      <span className="sr-only">{t('production')}</span>
    </div>
  )
}
