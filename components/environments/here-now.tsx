import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { VisitLink } from '@/components/deployments/visit-link'
import { CopyButton } from '@/components/ui/copy-button'
import { DataList } from '@/components/ui/data-list'
import { deploymentFaces, otherFaces, StatusGlyph, toneText } from '@/components/ui/status'
import { Time } from '@/components/ui/time'
import type { ReplicaView } from '@/lib/environments/list-replicas'
import type { LiveBranch } from '@/lib/environments/live-branches'
import type { EnvironmentView } from '@/lib/environments/view'
import { LiveBranches } from './live-branches'

interface HereNowProps {
  environment: EnvironmentView
  branches: LiveBranch[]
  replicas: ReplicaView[]
  owner: string | null
  actions: ReactNode
}

/** What is live here, since when, by whom, and how it is. */
export function HereNow({ environment, branches, replicas, owner, actions }: HereNowProps) {
  const t = useTranslations('environments.hereNow')
  const status = useTranslations('status')
  const { live, isStopped, url } = environment
  if (!live) return null
  const serving = replicas.filter(({ state }) => state === 'serving')
  const face = isStopped ? otherFaces.stopped : deploymentFaces.live
  const facts = [
    { term: t('since'), value: <Time at={live.liveAt ?? live.queuedAt} /> },
    { term: t('by'), value: live.requestedBy.name },
    {
      term: t('address'),
      value: (
        <span className="flex items-center gap-1">
          <a href={url} target="_blank" rel="noreferrer" className="min-w-0 break-all underline">
            {url}
          </a>
          <CopyButton text={url} label={t('copyAddress')} />
        </span>
      ),
    },
    { term: t('health'), value: <Health serving={serving} wanted={environment.replicas} isStopped={isStopped} /> },
    { term: t('config'), value: t('version', { version: live.release?.configVersion ?? 0 }) },
    ...(owner ? [{ term: t('owner'), value: owner }] : []),
    ...(live.note ? [{ term: t('note'), value: <span className="whitespace-pre-line">{live.note}</span> }] : []),
  ]
  return (
    <section aria-labelledby="here-now" className="pb-8">
      <div className="flex flex-wrap items-center justify-between gap-3 pb-3">
        <h3 id="here-now" className="flex items-center gap-2 font-semibold text-lg">
          <StatusGlyph face={face} />
          <Link prefetch={false} href={`/deployments/${live.number}` as Route} className="hover:underline">
            #{live.number}
          </Link>
          <span className={`font-normal text-base ${toneText[face.tone]}`}>
            {isStopped ? status('other.stopped') : status('deployment.live')}
          </span>
        </h3>
        <div className="flex flex-wrap items-center gap-2">
          {!isStopped && <VisitLink url={url} />}
          {actions}
        </div>
      </div>
      <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_27rem]">
        <LiveBranches branches={branches} />
        <DataList items={facts} className="border-t lg:self-start" />
      </div>
    </section>
  )
}

interface HealthProps {
  serving: ReplicaView[]
  wanted: number
  isStopped: boolean
}

function Health({ serving, wanted, isStopped }: HealthProps) {
  const t = useTranslations('environments.hereNow')
  const running = serving.filter(({ health }) => health === null || health === 'running').length
  const isWell = running >= wanted
  if (isStopped) return <span className="text-muted">{t('stopped')}</span>
  return (
    <span className={isWell ? 'text-live' : 'text-failed'}>
      {isWell ? t('healthy', { count: running }) : t('unhealthy', { running, wanted })}
    </span>
  )
}
