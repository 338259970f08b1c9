import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'

interface OlderLinkProps {
  /** Null: this is the last page. */
  cursor: string | null
  /** What else the address says, such as filters. */
  query?: Record<string, string>
}

/** To the page with what came before. */
export function OlderLink({ cursor, query }: OlderLinkProps) {
  const t = useTranslations('releases')
  if (!cursor) return null
  return (
    <p className="pt-4">
      <Button asChild>
        <Link href={{ query: { ...query, cursor } }}>{t('older')}</Link>
      </Button>
    </p>
  )
}
