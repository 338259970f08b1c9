import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { EnvironmentBadge } from '@/components/ui/environment-badge'
import { deploymentFaces, StatusGlyph } from '@/components/ui/status'
import { Time } from '@/components/ui/time'
import type { DeploymentView } from '@/lib/deployments/view'
import type { Tier } from '@/prisma/generated/enums'
import { Expiry } from './expiry'

interface Waiting {
  deployment: DeploymentView
  environment: { name: string; tier: Tier }
  approval: { required: number; given: number; expiresAt: string | null }
}

/** Requests under one heading; nothing when there are none. */
export function ApprovalList({ title, waiting }: { title: string; waiting: Waiting[] }) {
  if (waiting.length === 0) return null
  return (
    <section className="pb-8">
      <h2 className="border-b pb-2 font-normal text-base text-muted">
        {title} <span className="tabular-nums">{waiting.length}</span>
      </h2>
      <ul>
        {waiting.map((one) => (
          <Item key={one.deployment.id} {...one} />
        ))}
      </ul>
    </section>
  )
}

function Item({ deployment, environment, approval }: Waiting) {
  const t = useTranslations('approvals')
  const { id, number, application, requestedBy, note, release, steps } = deployment
  const since = steps.find(({ name }) => name === 'approve')?.startedAt ?? deployment.queuedAt
  return (
    <li className="border-b">
      <Link prefetch={false} href={`/releases/${id}` as Route} className="-mx-2 flex gap-2.5 rounded-md px-2 py-3 hover:bg-hover">
        <StatusGlyph face={deploymentFaces.awaiting_approval} className="mt-1" />
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
            <span className="font-medium">{t('what', { application, number })}</span>
            <EnvironmentBadge tier={environment.tier}>{environment.name}</EnvironmentBadge>
            <span className="text-muted">{t('branches', { count: release?.branches.length ?? 0 })}</span>
          </span>
          {note && <span className="line-clamp-2 block">{note}</span>}
          <span className="flex flex-wrap gap-x-3 pt-0.5 text-muted text-sm">
            <span>{t('askedBy', { name: requestedBy.name })}</span>
            <span>{t.rich('since', { at: () => <Time key="at" at={since} show="absolute" /> })}</span>
            {approval.required > 1 && <span>{t('given', { given: approval.given, required: approval.required })}</span>}
            {approval.expiresAt && <Expiry at={approval.expiresAt} className="sm:ml-auto" />}
          </span>
        </span>
      </Link>
    </li>
  )
}
