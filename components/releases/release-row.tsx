import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { EnvironmentBadge } from '@/components/ui/environment-badge'
import { Sha } from '@/components/ui/sha'
import { DeploymentStatusMark } from '@/components/ui/status'
import { Time } from '@/components/ui/time'
import type { DeploymentView } from '@/lib/deployments/view'
import type { EnvironmentView } from '@/lib/environments/view'

interface ReleaseRowProps {
  deployment: DeploymentView
  environments: EnvironmentView[]
  isFrom: boolean
  isTo: boolean
}

export function ReleaseRow({ deployment, environments, isFrom, isTo }: ReleaseRowProps) {
  const t = useTranslations('releases')
  const { id, number, application, status, release, requestedBy, replaces } = deployment
  if (!release) return null
  const place = environments.find(({ slug }) => slug === deployment.environment)
  const liveIn = environments.filter(({ live }) => live?.release?.commit === release.commit)
  return (
    <li className="flex gap-3 border-b py-2.5 hover:bg-hover">
      <fieldset className="flex shrink-0 gap-1">
        <legend className="sr-only">{t('chooseFor', { number })}</legend>
        <Choice name="from" value={id} label={t('from', { number })} isChosen={isFrom} />
        <Choice name="to" value={id} label={t('to', { number })} isChosen={isTo} />
      </fieldset>
      <div className="grid min-w-0 flex-1 gap-x-6 gap-y-0.5 lg:grid-cols-[30rem_minmax(0,1fr)_16rem] lg:items-start">
        <div className="flex min-w-0 flex-wrap items-center gap-x-2">
          <Link
            prefetch={false}
            href={`/deployments/${number}` as Route}
            className="font-medium underline-offset-2 hover:underline"
          >
            #{number}
          </Link>
          <EnvironmentBadge tier={place?.tier ?? 'development'}>{place?.name ?? deployment.environment}</EnvironmentBadge>
          <DeploymentStatusMark status={status} />
          <span className="text-muted text-sm">
            {requestedBy.name} · <Time at={deployment.liveAt ?? deployment.queuedAt} />
          </span>
        </div>
        <div className="min-w-0">
          {release.branches.length > 0 ? (
            <code className="break-all">{release.branches.map(({ name }) => name).join(', ')}</code>
          ) : (
            <span className="text-muted">{t('baseOnly', { base: release.base.name })}</span>
          )}
        </div>
        <div className="flex flex-wrap items-center gap-x-3 text-sm lg:justify-end">
          {liveIn.map(({ slug, name, tier }) => (
            <EnvironmentBadge key={slug} tier={tier}>
              {t('liveIn', { place: name })}
            </EnvironmentBadge>
          ))}
          {replaces && (
            <Link
              prefetch={false}
              href={`/apps/${application}/releases/compare?from=${replaces}&to=${id}` as Route}
              className="text-muted underline underline-offset-2 hover:text-ink"
            >
              {t('whatChanged')}
            </Link>
          )}
        </div>
        <dl className="flex flex-wrap items-center gap-x-4 text-muted text-sm lg:col-span-3">
          <Fact term={t('digest')} value={release.digest} />
          <Fact term={t('commit')} value={release.commit} />
          {release.imageId ? <Fact term={t('image')} value={release.imageId} /> : <dd>{t('noImage')}</dd>}
        </dl>
      </div>
    </li>
  )
}

const Fact = ({ term, value }: { term: string; value: string }) => (
  <div className="flex items-center gap-1.5">
    <dt>{term}</dt>
    <dd>
      <Sha value={value} />
    </dd>
  </div>
)

const Choice = (props: { name: string; value: string; label: string; isChosen: boolean }) => (
  <label className="grid size-6 place-items-center pointer-coarse:h-11 pointer-coarse:w-8">
    <span className="sr-only">{props.label}</span>
    <input type="radio" name={props.name} value={props.value} defaultChecked={props.isChosen} className="size-4 accent-ink" />
  </label>
)
