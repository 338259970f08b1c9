import { useTranslations } from 'next-intl'

/** How many things wait for the reader; nothing at zero. */
export function NeedsYouCount({ count }: { count: number }) {
  const t = useTranslations('shell')
  if (count === 0) return null
  return (
    <span className="inline-grid h-4 min-w-4 place-items-center rounded-full bg-waiting px-1 font-medium text-[11px] text-paper leading-none">
      <span aria-hidden>{count > 99 ? '99+' : count}</span>
      <span className="sr-only">{t('needsYou', { count })}</span>
    </span>
  )
}
