import { ExternalLink } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'

/** To the deployed application itself. */
export function VisitLink({ url }: { url: string }) {
  const t = useTranslations('deployments')
  return (
    <Button asChild>
      <a href={url} target="_blank" rel="noreferrer">
        <ExternalLink />
        {t('visit')}
        <span className="sr-only">{url}</span>
      </a>
    </Button>
  )
}
