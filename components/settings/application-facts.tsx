import { useTranslations } from 'next-intl'
import { DataList } from '@/components/ui/data-list'
import type { ApplicationView } from '@/lib/applications/view'

/** The settings for who may read them and not change them. */
export function ApplicationFacts({
  application: { name, repository, baseBranch, build, service },
}: {
  application: ApplicationView
}) {
  const t = useTranslations('settings.application')
  const code = (text: string) => <code className="break-all">{text}</code>
  return (
    <>
      <p className="pb-3 text-muted">{t('readOnly')}</p>
      <DataList
        className="border-t"
        items={[
          { term: t('name'), value: name },
          { term: t('url'), value: code(repository.url) },
          { term: t('baseBranch'), value: code(baseBranch) },
          { term: t('dockerfile'), value: code(build.dockerfile) },
          { term: t('context'), value: code(build.context) },
          ...(build.target ? [{ term: t('target'), value: code(build.target) }] : []),
          { term: t('port'), value: service.port },
          { term: t('healthPath'), value: code(service.healthPath) },
        ]}
      />
    </>
  )
}
