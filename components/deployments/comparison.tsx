import { useTranslations } from 'next-intl'
import { Section } from '@/components/ui/section'
import { Sha } from '@/components/ui/sha'
import { Time } from '@/components/ui/time'
import type { DeploymentComparison } from '@/lib/deployments/compare-deployments'
import { ChangeList } from './name-list'

/** What one deployment has that another has not: branches, configuration, commits, files. */
export function Comparison({ comparison }: { comparison: DeploymentComparison }) {
  const t = useTranslations('deployments.changes')
  const { branches, config, commits, files, from, to } = comparison
  const words = { added: t('added'), removed: t('removed'), updated: t('updated') }
  const isSameBase = from.base.sha === to.base.sha
  return (
    <div className="grid gap-x-10 md:grid-cols-2">
      <Section title={t('branches')}>
        <ChangeList {...branches} words={words} none={t('sameBranches')} />
        <p className="mt-2 text-muted">
          {isSameBase ? t('sameBase', { base: to.base.name }) : t('otherBase', { base: to.base.name })}
          {!isSameBase && (
            <span className="ml-2 inline-flex items-center gap-1.5">
              <Sha value={from.base.sha} canCopy={false} />→<Sha value={to.base.sha} canCopy={false} />
            </span>
          )}
        </p>
      </Section>
      <Section title={t('config')}>
        <ChangeList
          added={config.added}
          removed={config.removed}
          updated={config.changed}
          words={{ ...words, updated: t('changed') }}
          none={t('sameConfig', { version: to.configVersion })}
        />
        {comparison.isSameImage && <p className="mt-2 text-muted">{t('sameImage')}</p>}
      </Section>
      <Section title={commits ? t('commits', { count: commits.count }) : t('commitsUnknown')}>
        {commits === null && <p className="text-muted">{t('commitsGone')}</p>}
        {commits?.count === 0 && <p className="text-muted">{t('noCommits')}</p>}
        <Commits items={commits?.items ?? []} />
        {commits && commits.count > commits.items.length && (
          <p className="pt-2 text-muted">{t('moreCommits', { count: commits.count - commits.items.length })}</p>
        )}
      </Section>
      <Section title={files ? t('files', { count: files.count }) : t('filesUnknown')}>
        {files?.count === 0 && <p className="text-muted">{t('noFiles')}</p>}
        <ul className="max-h-96 overflow-y-auto">
          {files?.items.map(({ path, change }) => (
            <li key={path} className="flex items-baseline gap-3 py-0.5">
              <code className="min-w-0 flex-1 break-all">{path}</code>
              <span className="text-muted text-sm">{t(`file.${isKnown(change) ? change : 'modified'}`)}</span>
            </li>
          ))}
        </ul>
        {files && files.count > files.items.length && (
          <p className="pt-2 text-muted">{t('moreFiles', { count: files.count - files.items.length })}</p>
        )}
      </Section>
    </div>
  )
}

const isKnown = (change: string): change is 'added' | 'deleted' => change === 'added' || change === 'deleted'

type Commit = NonNullable<DeploymentComparison['commits']>['items'][number]

/** Commits with who wrote them and when, the newest first. */
export const Commits = ({ items }: { items: Commit[] }) => (
  <ul>
    {items.map(({ sha, subject, author, committedAt }) => (
      <li key={sha} className="border-b py-1.5 last:border-0">
        <p className="break-words">{subject}</p>
        <p className="flex flex-wrap items-center gap-x-2 text-muted text-sm">
          <Sha value={sha} canCopy={false} />
          <span>{author.name}</span>
          <Time at={committedAt} />
        </p>
      </li>
    ))}
  </ul>
)
