import { useTranslations } from 'next-intl'

interface NoPermissionProps {
  /** Who can give the right; none known: an admin. */
  granters: string[]
  what: 'deploy' | 'settings' | 'create'
}

/** Says what the reader may not do here, and who can change that. */
export function NoPermission({ granters, what }: NoPermissionProps) {
  const t = useTranslations('environments.noPermission')
  const who = granters.length > 0 ? t('who', { names: granters.join(t('or')) }) : t('admin')
  return (
    <p className="text-muted">
      {t(what)} {who}
    </p>
  )
}
