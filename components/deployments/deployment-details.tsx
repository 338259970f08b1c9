import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { DataList } from '@/components/ui/data-list'
import { Sha } from '@/components/ui/sha'
import { Time } from '@/components/ui/time'
import type { DeploymentView } from '@/lib/deployments/view'

interface DeploymentDetailsProps {
  deployment: DeploymentView
  /** Numbers of the deployments it refers to, by their ids. */
  numbers: Map<string, number>
}

/** Every fact of a deployment, with its link, its time, its person. */
export function DeploymentDetails({ deployment, numbers }: DeploymentDetailsProps) {
  const t = useTranslations('deployments.details')
  const status = useTranslations('status')
  const { release, source, replaces } = deployment
  const facts = [
    { term: t('kind'), value: status(`kind.${deployment.kind}`) },
    { term: t('requestedBy'), value: deployment.requestedBy.name },
    deployment.note && { term: t('note'), value: <span className="whitespace-pre-line">{deployment.note}</span> },
    { term: t('queuedAt'), value: <Time at={deployment.queuedAt} /> },
    deployment.startedAt && { term: t('startedAt'), value: <Time at={deployment.startedAt} /> },
    deployment.liveAt && { term: t('liveAt'), value: <Time at={deployment.liveAt} /> },
    deployment.finishedAt && { term: t('finishedAt'), value: <Time at={deployment.finishedAt} /> },
    source && { term: t('source'), value: <NumberLink number={numbers.get(source)} /> },
    replaces && { term: t('replaces'), value: <NumberLink number={numbers.get(replaces)} /> },
    release && { term: t('digest'), value: <Sha value={release.digest} /> },
    release && { term: t('commit'), value: <Sha value={release.commit} /> },
    release && { term: t('base'), value: <Pin {...release.base} /> },
    release?.imageId && { term: t('image'), value: <Sha value={release.imageId} /> },
    release && { term: t('config'), value: t('version', { version: release.configVersion }) },
    {
      term: t('branches'),
      value: <Branches pins={release?.branches ?? deployment.requestedBranches} none={t('baseOnly')} />,
    },
    ...deployment.approvals.map(({ by, decision, at, comment, voided }) => ({
      key: `${by.id} ${at}`,
      term: voided ? t('voided') : t(decision),
      value: (
        <>
          {by.name} · <Time at={at} />
          {comment && <span className="block whitespace-pre-line text-muted">{comment}</span>}
        </>
      ),
    })),
  ]
  return <DataList items={facts.filter((fact) => fact !== null && fact !== '' && fact !== undefined)} className="max-w-3xl" />
}

const NumberLink = ({ number }: { number: number | undefined }) =>
  number === undefined ? null : (
    <Link prefetch={false} href={`/deployments/${number}` as Route} className="underline">
      #{number}
    </Link>
  )

const Pin = ({ name, sha }: { name: string; sha?: string }) => (
  <span className="flex min-w-0 flex-wrap items-center gap-x-2">
    <code className="break-all">{name}</code>
    {sha && (
      <span className="text-muted">
        <Sha value={sha} />
      </span>
    )}
  </span>
)

const Branches = ({ pins, none }: { pins: { name: string; sha?: string }[]; none: string }) =>
  pins.length === 0 ? (
    <span className="text-muted">{none}</span>
  ) : (
    <ol>
      {pins.map((pin) => (
        <li key={pin.name}>
          <Pin {...pin} />
        </li>
      ))}
    </ol>
  )
