'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ProgressBar } from '@/components/ui/progress-bar'
import { Sha } from '@/components/ui/sha'
import type { DeploymentComparison } from '@/lib/deployments/compare-deployments'
import type { RollbackTarget } from '@/lib/deployments/rollback-targets'
import type { RollbackDialogProps } from './rollback-dialog'
import { roundEstimate, useDuration } from './use-duration'

interface RollbackConsequencesProps extends Pick<RollbackDialogProps, 'live' | 'usualMs'> {
  target: RollbackTarget
  /** What the live deployment has that the target has not; null: not known yet. */
  comparison: DeploymentComparison | null
  isAsking: boolean
}

/** Now and after, what disappears, what comes back, and what a rollback does not touch. */
export function RollbackConsequences({ live, target, usualMs, comparison, isAsking }: RollbackConsequencesProps) {
  const t = useTranslations('deployments.rollback')
  const duration = useDuration()
  const now = live.release
  const drift = comparison ? [...comparison.config.added, ...comparison.config.changed, ...comparison.config.removed] : []
  return (
    <div className="flex flex-col gap-4">
      <table className="w-full table-fixed border-collapse text-left">
        <thead className="text-muted text-sm">
          <tr className="border-b">
            <th className="w-28 py-1 pr-3 font-normal">
              <span className="sr-only">{t('what')}</span>
            </th>
            <th className="py-1 pr-3 font-normal">{t('now')}</th>
            <th className="py-1 font-normal">{t('after')}</th>
          </tr>
        </thead>
        <tbody>
          <Row term={t('release')} now={`#${live.number}`} after={`#${target.number}`} />
          {now && (
            <Row
              term={t('commit')}
              now={<Sha value={now.commit} canCopy={false} />}
              after={<Sha value={target.commit} canCopy={false} />}
            />
          )}
          <Row
            term={t('branches')}
            now={<Names pins={now?.branches ?? []} others={target.branches} none={t('baseOnly')} />}
            after={<Names pins={target.branches} others={now?.branches ?? []} none={t('baseOnly')} />}
          />
          {now && (
            <Row
              term={t('config')}
              now={t('version', { version: now.configVersion })}
              after={t('version', { version: target.configVersion })}
            />
          )}
        </tbody>
      </table>
      {isAsking && !comparison && <ProgressBar label={t('asking')} />}
      {comparison?.commits && comparison.commits.count > 0 && (
        <div>
          <p className="pb-1 font-medium">{t('disappear', { count: comparison.commits.count })}</p>
          <ul className="max-h-36 overflow-y-auto">
            {comparison.commits.items.map(({ sha, subject, author }) => (
              <li key={sha} className="flex items-baseline gap-3 py-0.5">
                <span className="min-w-0 flex-1 truncate">{subject}</span>
                <span className="shrink-0 text-muted text-sm">{author.name}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <ul className="flex list-disc flex-col gap-1 pl-5 text-muted marker:text-control">
        {comparison && (
          <li>
            {drift.length > 0 ? t('drift', { to: target.number, count: drift.length, keys: drift.join(', ') }) : t('noDrift')}
          </li>
        )}
        <li>
          {t('database')}
          {target.migrations.length > 0 && (
            <span className="text-failed">
              {' '}
              {t('migrated', {
                count: target.migrations.length,
                numbers: target.migrations.map((number) => `#${number}`).join(', '),
              })}
            </span>
          )}
        </li>
        <li>
          {target.isWarm
            ? t('atOnce')
            : usualMs === null
              ? t('fromImage')
              : t('fromImageTime', { time: duration(roundEstimate(usualMs)) })}
        </li>
      </ul>
    </div>
  )
}

const Row = ({ term, now, after }: { term: string; now: ReactNode; after: ReactNode }) => (
  <tr className="border-b align-top">
    <th scope="row" className="py-1.5 pr-3 font-normal text-muted">
      {term}
    </th>
    <td className="py-1.5 pr-3">{now}</td>
    <td className="py-1.5">{after}</td>
  </tr>
)

type Pins = { name: string; sha: string }[]

/** Names of a set; what the other set has not, or has at another commit, stands out. */
const Names = ({ pins, others, none }: { pins: Pins; others: Pins; none: string }) =>
  pins.length === 0 ? (
    <span className="text-muted">{none}</span>
  ) : (
    <ul>
      {pins.map(({ name, sha }) => {
        const other = others.find((candidate) => candidate.name === name)
        return (
          <li key={name}>
            <code className={`break-all ${other?.sha === sha ? 'text-muted' : 'font-medium'}`}>{name}</code>
          </li>
        )
      })}
    </ul>
  )
